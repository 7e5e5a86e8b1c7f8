import type { GateResult, Run } from '../report/schema.ts'

/** What a build lets pass. */
export interface GateOptions {
  /** `warn`: a SHOULD that is not followed stops the build too. */
  failOn: 'fail' | 'warn'
  /** Lets scenarios pass that came to no verdict. Errors of the harness itself never pass. */
  allowBlocked: boolean
}

/** Exit codes of every command; when several hold, the first of `exitOrder` wins. */
export const exitCodes = {
  clean: 0,
  gateNotMet: 1,
  usage: 2,
  nothingSelected: 3,
  noFlow: 4,
  /** `doctor` found a problem: before it is mended, a run would judge nothing. */
  notReady: 5,
  internal: 70,
  interrupted: 130,
} as const

const exitOrder: readonly number[] = [130, 2, 3, 4, 70, 1, 0]

/** The code to exit with when several hold: 130, 2, 3, 4, 70, 1, else 0. */
export const worstExitCode = (codes: readonly number[]): number => exitOrder.find((code) => codes.includes(code)) ?? 0

/** Decides a build by a run: fail, error and blocked stop it, info and skip never do, warn where asked. */
export function gate(run: Run, { failOn, allowBlocked }: GateOptions): GateResult {
  const decided = (exitCode: number, why: string[]): GateResult => ({
    met: exitCode === exitCodes.clean,
    exitCode,
    why,
    failOn,
    allowBlocked,
  })
  if (run.noFlow) return decided(exitCodes.noFlow, ['nothing was judged: the first honest flow failed'])
  if (run.selection.scenarios === 0) return decided(exitCodes.nothingSelected, ['nothing was selected, so nothing was judged'])
  const against = reasonsAgainst(run, { failOn, allowBlocked })
  if (against.length > 0) return decided(exitCodes.gateNotMet, against)
  return decided(exitCodes.clean, reservations(run))
}

function reasonsAgainst({ summary, complete, results, selection }: Run, { failOn, allowBlocked }: GateOptions): string[] {
  const why: string[] = []
  if (summary.fail > 0) why.push(`${scenarios(summary.fail)} failed`)
  if (failOn === 'warn' && summary.warn > 0) why.push(`${scenarios(summary.warn)} warned, and warnings are to fail`)
  const errors = withRow(results, 'error')
  if (errors > 0) why.push(`grantproof itself went wrong in ${scenarios(errors)}`)
  const blocked = withRow(results, 'blocked')
  if (blocked > 0 && !allowBlocked) why.push(`${scenarios(blocked)} came to no verdict`)
  const judged = `${results.length} of ${scenarios(selection.scenarios)} are judged`
  if (!complete) why.push(`the run is not complete: ${judged}`)
  else if (results.length < selection.scenarios) why.push(`results are missing: ${judged}`)
  return why
}

/** A met gate says what it overlooks, so that green is never mistaken for more than it is. */
function reservations({ summary, results }: Run): string[] {
  const why: string[] = []
  const judged = summary.pass + summary.warn
  if (judged === 0) why.push('but nothing was graded: every scenario was skipped or only recorded')
  if (summary.warn > 0) why.push(`${scenarios(summary.warn)} warned`)
  const blocked = withRow(results, 'blocked')
  if (blocked > 0) why.push(`${scenarios(blocked)} came to no verdict, which is allowed`)
  return why
}

/** A warn hides a blocked row behind its word, so rows decide. */
const withRow = (results: Run['results'], outcome: 'error' | 'blocked'): number =>
  results.filter((result) => result.outcome === outcome || result.rows.some((row) => row.outcome === outcome)).length

const scenarios = (n: number): string => (n === 1 ? '1 scenario' : `${n} scenarios`)
