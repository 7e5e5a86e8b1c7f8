import type { GateOptions, GateResult, Run } from '../report/run.ts'
import { severities } from '../spec/severity.ts'

export type { GateOptions }

type Result = Run['results'][number]
type RowResult = Result['rows'][number]

/** Exit codes of every command; when several hold, the first of `exitOrder` wins. */
export const exitCodes = {
  clean: 0,
  gateNotMet: 1,
  usage: 2,
  nothingSelected: 3,
  notReady: 4,
  internal: 70,
  interrupted: 130,
} as const

/** What each exit code means, whichever command ends with it. */
export const exitMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  clean: 'clean',
  gateNotMet: 'gate not met',
  usage: 'usage or configuration',
  nothingSelected: 'nothing is selected',
  notReady: 'the server is not ready: not reached, or the first honest flow failed',
  internal: 'a fault of grantproof itself',
  interrupted: 'interrupted',
}

const exitOrder: readonly number[] = [130, 2, 3, 4, 70, 1, 0]

/** The code to exit with when several hold: 130, 2, 3, 4, 70, 1, else 0. */
export const worstExitCode = (codes: readonly number[]): number => exitOrder.find((code) => codes.includes(code)) ?? 0

/** Decides a build by a run. Fail, error and blocked stop it unless the options say otherwise; info and skip never do; what is waived does not. */
export function gate(run: Run, options: GateOptions): GateResult {
  const decided = (exitCode: number, why: string[]): GateResult => ({ met: exitCode === exitCodes.clean, exitCode, why, ...options })
  if (run.noFlow) return decided(exitCodes.notReady, ['nothing was judged: the first honest flow failed'])
  if (run.selection.scenarios === 0) return decided(exitCodes.nothingSelected, ['nothing was selected, so nothing was judged'])
  const against = [...findingsAgainst(run, options), ...verdictsMissing(run, options), ...ofWaivers(run, options)]
  if (against.length > 0) return decided(exitCodes.gateNotMet, against)
  return decided(exitCodes.clean, reservations(run, options))
}

/** How many of a hundred selected scenarios were graded, rounded down: info, blocked, error and skip are no coverage. */
export const coverageOf = ({ summary, selection }: Run): number =>
  Math.floor((100 * (summary.pass + summary.fail + summary.warn)) / Math.max(1, selection.scenarios))

function findingsAgainst(run: Run, options: GateOptions): string[] {
  const { failOn } = options
  const failed = stopping(run, 'fail', options)
  const warned = failOn === 'warn' ? stopping(run, 'warn', options).filter((result) => !failed.includes(result)) : []
  return [
    ...(failed.length > 0 ? [`${scenarios(failed.length)} failed${failOn === 'new' ? ' that did not fail before' : ''}`] : []),
    ...(warned.length > 0 ? [`${scenarios(warned.length)} warned, and warnings are to fail`] : []),
  ]
}

/** Results with a row of this outcome that counts: that row itself is grave enough, not waived, and new where only that counts. */
function stopping({ results }: Run, outcome: 'fail' | 'warn', { failOn, severity = 'info' }: GateOptions): Result[] {
  const counts = (row: RowResult) => row.outcome === outcome && row.waived === undefined && (failOn !== 'new' || row.new === true)
  return results.filter((result) => result.rows.some((row) => counts(row) && isGrave(row, result, severity)))
}

/** A row of a run that an older grantproof wrote is as grave as its scenario. */
const isGrave = (row: RowResult, result: Result, least: Result['severity']): boolean =>
  severities.indexOf(row.severity ?? result.severity) <= severities.indexOf(least)

function verdictsMissing(run: Run, { allowBlocked, coverage }: GateOptions): string[] {
  const { complete, results, selection } = run
  const why: string[] = []
  const errors = withRow(results, 'error')
  if (errors > 0) why.push(`grantproof itself went wrong in ${scenarios(errors)}`)
  const blocked = withRow(results, 'blocked')
  if (blocked > 0 && !allowBlocked) why.push(`${scenarios(blocked)} came to no verdict`)
  const judged = `${results.length} of ${scenarios(selection.scenarios)} are judged`
  if (!complete) why.push(`the run is not complete: ${judged}`)
  else if (results.length < selection.scenarios) why.push(`results are missing: ${judged}`)
  const covered = coverageOf(run)
  if (coverage !== undefined && covered < coverage) why.push(`${covered} % of the scenarios were graded, and ${coverage} % are asked for`)
  return why
}

function ofWaivers({ waivers = [] }: Run, { strictWaivers = false }: GateOptions): string[] {
  const idle = strictWaivers ? waivers.filter(({ state }) => state === 'idle' || state === 'unused') : []
  return idle.length > 0
    ? [`${idle.length === 1 ? '1 waiver covers' : `${idle.length} waivers cover`} nothing, and waivers are to be strict`]
    : []
}

/** A met gate says what it overlooks, so that green is never mistaken for more than it is. */
function reservations(run: Run, options: GateOptions): string[] {
  const { summary, results } = run
  const why: string[] = []
  if (summary.pass + summary.warn + summary.fail === 0) why.push('but nothing was graded: every scenario was skipped or only recorded')
  if (summary.fail > 0) why.push(`${scenarios(summary.fail)} failed, ${overlooked(run, options)}`)
  if (summary.warn > 0) why.push(`${scenarios(summary.warn)} warned`)
  const blocked = withRow(results, 'blocked')
  if (blocked > 0) why.push(`${scenarios(blocked)} came to no verdict, which is allowed`)
  return why
}

/** Why failures do not stop a build: every reason that holds for one of them. */
function overlooked({ results }: Run, { failOn, severity = 'info' }: GateOptions): string {
  const failed = results.flatMap((result) => result.rows.filter(({ outcome }) => outcome === 'fail').map((row) => ({ row, result })))
  const { grave = [], slight = [] } = Object.groupBy(failed, ({ row, result }) => (isGrave(row, result, severity) ? 'grave' : 'slight'))
  const reasons = [
    ...(grave.some(({ row }) => row.waived !== undefined) ? ['waived'] : []),
    ...(failOn === 'new' && grave.some(({ row }) => row.waived === undefined) ? ['known from the baseline'] : []),
    ...(slight.length > 0 ? [`of less than ${severity} severity`] : []),
  ]
  return `which is overlooked: ${reasons.join(' or ')}`
}

/** A warn hides a blocked row behind its word, so rows decide. */
const withRow = (results: Run['results'], outcome: 'error' | 'blocked'): number =>
  results.filter((result) => result.outcome === outcome || result.rows.some((row) => row.outcome === outcome)).length

const scenarios = (n: number): string => (n === 1 ? '1 scenario' : `${n} scenarios`)
