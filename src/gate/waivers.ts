import type { AppliedWaiver, Run, Waiver } from '../report/schema.ts'
import { isFound } from '../scenario/outcome.ts'
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
  const tried = ofTarget.map((waiver) => tryWaiver(waiver, run.results, today))
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

/** What a run did not judge cannot tell that a waiver is of no use. */
const isPart = ({ selection, complete }: Run): boolean => selection.asked.length > 0 || !complete

function tryWaiver(waiver: Waiver, results: readonly Result[], today: string): Tried {
  const selects = selector(waiver)
  const covers = (result: Result, row: RowResult) => row.outcome === waiver.expect && selects(result, row)
  const count = (of: Tried['covers']) => results.reduce((sum, result) => sum + result.rows.filter((row) => of(result, row)).length, 0)
  const findings = count(covers)
  const selected = findings > 0 || results.some((result) => selectsScenario(waiver, result))
  const state = findings > 0 ? (today > waiver.expires ? 'expired' : 'used') : selected ? 'idle' : 'unused'
  const applied: AppliedWaiver = { ...waiver, state, findings }
  const remark = remarkOn(applied, today)
  return { applied: { ...applied, ...(remark !== undefined && { remark }) }, covers: state === 'used' ? covers : () => false }
}

/** Whether a waiver means a row, apart from its outcome. */
function selector(waiver: Waiver): (result: Result, row: RowResult) => boolean {
  const { requirement, row: rows } = waiver
  const wantedRow = rows === undefined ? undefined : globPattern(rows)
  const wantedRequirement = requirement === undefined ? undefined : globPattern(requirement)
  return (result, row) =>
    selectsScenario(waiver, result) &&
    (wantedRow?.test(row.name) ?? true) &&
    (wantedRequirement === undefined || violatedBy(row, result).every((ids) => ids.some((id) => wantedRequirement.test(id))))
}

function selectsScenario({ scenario, requirement }: Waiver, { id, requirements }: Result): boolean {
  if (scenario !== undefined && !globPattern(scenario).test(id)) return false
  return requirement === undefined || requirements.some((one) => globPattern(requirement).test(one.id))
}

/** For each violation of a row the requirement that it is raised under; where it names none, any of its scenario's. */
const violatedBy = ({ findings }: RowResult, { requirements }: Result): string[][] =>
  findings.flatMap((finding) =>
    finding.is !== 'violated' ? [] : [finding.requirement === undefined ? requirements.map(({ id }) => id) : [finding.requirement]],
  )

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
