import type { AppliedWaiver, Run, Waiver } from '../report/run.ts'
import { isFound, isPart, requirementOf, subjectOf } from '../scenario/outcome.ts'
import { globPattern } from './glob.ts'
import { withRows } from './with-rows.ts'

type Result = Run['results'][number]
type RowResult = Result['rows'][number]

/** Days before its end from which a waiver is warned of. */
const soonDays = 14

/** Marks the findings that waivers cover. Nothing else of them changes: they stay visible as what they are, and only a gate overlooks them.
 *  `today` is a day such as 2026-11-23. Pure. */
export function applyWaivers(run: Run, waivers: readonly Waiver[], today: string): Run {
  const ofTarget = waivers.filter(({ target }) => target === undefined || globPattern(target).test(run.target.name))
  const tried = ofTarget.map((waiver) => tryWaiver(waiver, run, today))
  // What a run did not judge cannot tell that a waiver is of no use.
  const kept = isPart(run) ? tried.filter(({ applied }) => applied.state !== 'unused') : tried
  const results = run.results.map((result) => withRows(result, (row) => marked(row, result, kept)))
  return {
    ...run,
    warnings: [...run.warnings, ...kept.flatMap(({ applied }) => applied.remark ?? [])],
    waivers: kept.map(({ applied }) => applied),
    results,
  }
}

interface Tried {
  applied: AppliedWaiver
  covers(result: Result, row: RowResult): boolean
}

function tryWaiver(waiver: Waiver, run: Run, today: string): Tried {
  const selects = selector(waiver)
  const covers = (result: Result, row: RowResult) => row.outcome === waiver.expect && selects(result, row)
  const findings = run.results.reduce((sum, result) => sum + result.rows.filter((row) => covers(result, row)).length, 0)
  const state = stateOf(waiver, { findings, run, today })
  const applied: AppliedWaiver = { ...waiver, state, findings }
  const remark = remarkOn(applied, today)
  return { applied: { ...applied, ...(remark !== undefined && { remark }) }, covers: state === 'used' ? covers : () => false }
}

function stateOf(waiver: Waiver, { findings, run, today }: { findings: number; run: Run; today: string }): AppliedWaiver['state'] {
  const selected = run.results.filter((result) => selectsScenario(waiver, result))
  if (findings === 0 && selected.length === 0) return 'unused'
  if (findings === 0 && isSettled(waiver, selected, run)) return 'idle'
  if (today > waiver.expires) return 'expired'
  return findings > 0 ? 'used' : 'open'
}

/** Whether what a waiver expects was looked for and not found. What came to no verdict, or stands in a part that was not judged, may still have it. */
function isSettled(waiver: Waiver, selected: readonly Result[], run: Run): boolean {
  if (isPart(run) && !selected.some(({ id }) => id === waiver.scenario)) return false
  const isNamed = waiver.row === undefined ? () => true : (name: string) => globPattern(waiver.row!).test(name)
  const rows = selected.flatMap((result) => result.rows.filter((row) => isNamed(row.name) && mayMean(waiver, row, result)))
  if (rows.some(({ outcome }) => outcome === 'blocked' || outcome === 'error')) return false
  return rows.length === 0 || rows.some(({ outcome }) => outcome !== 'skip')
}

/** Whether a row judges the requirement of a waiver: what it is about, or what no row of its scenario is about. */
function mayMean({ requirement }: Waiver, row: RowResult, result: Result): boolean {
  if (requirement === undefined) return true
  const wanted = globPattern(requirement)
  const subjects = new Set(result.rows.map((one) => subjectOf(one, result)))
  const besides = result.requirements.filter(({ id }) => !subjects.has(id))
  return [subjectOf(row, result) ?? '', ...besides.map(({ id }) => id)].some((id) => wanted.test(id))
}

/** Whether a waiver means a row, apart from its outcome. */
function selector(waiver: Waiver): (result: Result, row: RowResult) => boolean {
  const { requirement, row: rows } = waiver
  const wantedRow = rows === undefined ? undefined : globPattern(rows)
  const wantedRequirement = requirement === undefined ? undefined : globPattern(requirement)
  return (result, row) =>
    selectsScenario(waiver, result) &&
    (wantedRow?.test(row.name) ?? true) &&
    (wantedRequirement === undefined || violatesOnly(wantedRequirement, row, result))
}

function selectsScenario({ scenario, requirement }: Waiver, { id, requirements }: Result): boolean {
  if (scenario !== undefined && !globPattern(scenario).test(id)) return false
  return requirement === undefined || requirements.some((one) => globPattern(requirement).test(one.id))
}

/** Whether a row violates something, and nothing but requirements of these names. */
export function violatesOnly(wanted: RegExp, row: RowResult, result: Result): boolean {
  const violated = row.findings.filter(({ is }) => is === 'violated').map((finding) => requirementOf(finding, row, result))
  return violated.length > 0 && violated.every((id) => id !== undefined && wanted.test(id))
}

function marked(row: RowResult, result: Result, tried: readonly Tried[]): RowResult {
  const { waived, ...bare } = row
  const by = isFound(row.outcome) ? tried.findIndex(({ covers }) => covers(result, row)) : -1
  if (by >= 0) return { ...bare, waived: by }
  return waived === undefined ? row : bare
}

/** How a waiver is called in a sentence. */
export const nameOf = ({ scenario, requirement, row }: Waiver): string =>
  `${[scenario, requirement].filter(Boolean).join(' and ')}${row === undefined ? '' : `, ${row}`}`

function remarkOn(waiver: AppliedWaiver, today: string): string | undefined {
  const { state, expires, expect, owner } = waiver
  const the = `the waiver of ${nameOf(waiver)} (${owner})`
  if (state === 'expired') return `${the} expired on ${expires}: what it covered counts again`
  if (state === 'idle') return `${the} expects ${expect}, which was not found: remove it`
  if (state === 'unused') return `${the} selects nothing that was judged: remove or mend it`
  const left = daysBetween(today, expires)
  return left > soonDays
    ? undefined
    : `${the} expires on ${expires}${left === 0 ? ', today' : `, in ${left} ${left === 1 ? 'day' : 'days'}`}`
}

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
