import type { Outcome } from '../scenario/contract.ts'
import { isFound, outcomes } from '../scenario/outcome.ts'
import type { RowResult, ScenarioResult } from '../scenario/result.ts'
import { noCounts, type Run, summarise } from './run.ts'

/** What a run says that cannot be true of a sound run, one sentence each; none for a sound one. Its shape is `runSchema`'s matter. */
export const invariants = (run: Run): string[] => [
  ...ofEnd(run),
  ...ofSummary(run),
  ...ofOrder(run.results),
  ...run.results.flatMap((result) => ofResult(result, run.evidence === 'none')),
]

function ofEnd({ complete, finishedAt, results, selection, noFlow }: Run): string[] {
  if (!complete) return []
  const lost = results.length !== selection.scenarios && !noFlow
  return [
    ...(finishedAt ? [] : ['complete, but without finishedAt']),
    ...(lost ? [`complete, but ${results.length} results for ${selection.scenarios} selected scenarios`] : []),
  ]
}

function ofSummary({ summary, results }: Run): string[] {
  const counted = summarise(results)
  return outcomes.flatMap((outcome) => [
    ...(summary[outcome] === counted[outcome] ? [] : [`summary says ${summary[outcome]} ${outcome}, the results are ${counted[outcome]}`]),
    ...(summary.rows[outcome] === counted.rows[outcome]
      ? []
      : [`summary says ${summary.rows[outcome]} rows ${outcome}, they are ${counted.rows[outcome]}`]),
  ])
}

function ofOrder(results: readonly ScenarioResult[]): string[] {
  return results.slice(1).flatMap(({ id }, i) => {
    const before = results[i]!.id
    if (id === before) return [`${id} stands twice`]
    return id < before ? [`${id} stands after ${before}: results are sorted by id`] : []
  })
}

function ofResult(result: ScenarioResult, bare: boolean): string[] {
  const known = new Set(result.exchanges.map(({ n }) => n))
  const says = [
    ...ofOutcome(result),
    ...ofCounts(result),
    ...ofControls(result, known),
    ...result.rows.flatMap((row) => ofRow(row, known, bare)),
  ]
  if (known.size < result.exchanges.length) says.push('two exchanges have one number')
  return says.map((sentence) => `${result.id}: ${sentence}`)
}

function ofOutcome({ outcome, rows }: ScenarioResult): string[] {
  const worst = outcomes.find((candidate) => rows.some((row) => row.outcome === candidate))
  if (worst === undefined) return notJudged.includes(outcome) ? [] : [`its outcome is ${outcome}, but it has no rows`]
  return worst === outcome ? [] : [`its outcome is ${outcome}, its worst row is ${worst}`]
}

/** What a scenario without rows may be. */
const notJudged: readonly Outcome[] = ['skip', 'blocked', 'error']

function ofCounts({ counts, rows }: ScenarioResult): string[] {
  const counted = noCounts()
  for (const row of rows) counted[row.outcome]++
  return outcomes.flatMap((outcome) =>
    (counts[outcome] ?? 0) === counted[outcome] ? [] : [`counts says ${counts[outcome] ?? 0} ${outcome}, the rows are ${counted[outcome]}`],
  )
}

function ofControls({ controls }: ScenarioResult, known: ReadonlySet<number>): string[] {
  return Object.entries(controls).flatMap(([when, control]) =>
    references(control?.evidence).flatMap((n) =>
      known.has(n) ? [] : [`the control ${when} rests on exchange ${n}, which does not exist`],
    ),
  )
}

/** A row of a run that kept no evidence (`bare`) rests on no exchange. */
function ofRow(row: RowResult, known: ReadonlySet<number>, bare: boolean): string[] {
  const says: string[] = []
  if (isFound(row.outcome)) {
    if (!row.expected) says.push('without expected')
    if (!row.seen) says.push('without seen')
    if (row.exchange === undefined && !bare) says.push('without an exchange')
  }
  if (row.outcome === 'skip' && !row.provide) says.push('a skip without provide')
  if (row.exchange !== undefined && !known.has(row.exchange)) says.push(`rests on exchange ${row.exchange}, which does not exist`)
  for (const n of references(row.evidence)) if (!known.has(n)) says.push(`its evidence names exchange ${n}, which does not exist`)
  return says.map((sentence) => `row "${row.name}" (${row.outcome}): ${sentence}`)
}

/** Every n of `{ "$exchange": n }` within saved evidence, at any depth. */
export function references(value: unknown): number[] {
  if (typeof value !== 'object' || value === null) return []
  if ('$exchange' in value && typeof value.$exchange === 'number') return [value.$exchange]
  return Object.values(value).flatMap(references)
}
