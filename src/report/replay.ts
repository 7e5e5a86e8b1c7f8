import { isFound } from '../scenario/outcome.ts'
import { printableDeep } from './printable.ts'
import type { Run } from './run.ts'
import { labelled, type Paper, paper, type TerminalStyle, tinted } from './terminal/paper.ts'

type Result = Run['results'][number]
type RowResult = Result['rows'][number]

/** What came of a finding that was tried again. */
export type Again = 'still happens' | 'no longer happens' | 'no verdict'

/** A finding of a saved run, and what is seen today. */
export interface Replayed {
  id: string
  row: string
  before: RowResult
  now: RowResult | undefined
  /** What is said where there is no such row today. */
  gone: string
  again: Again
}

/** Each finding of a run beside what was seen when its scenario was sent again. Pure. */
export function replayed(saved: Run, again: Pick<Run, 'results'>): Replayed[] {
  return saved.results.flatMap(({ id, rows }) => {
    const now = again.results.find((result) => result.id === id)?.rows
    const gone = now ? 'this row is not there any more' : 'there is no such scenario any more'
    return rows
      .filter(({ outcome }) => isFound(outcome))
      .map((before) => {
        const row = now?.find(({ name }) => name === before.name)
        return { id, row: before.name, before, now: row, gone, again: verdictOn(row) }
      })
  })
}

function verdictOn(row: RowResult | undefined): Again {
  if (isFound(row?.outcome)) return 'still happens'
  return row?.outcome === 'pass' || row?.outcome === 'info' ? 'no longer happens' : 'no verdict'
}

/** Replayed findings for a person at a terminal. */
export function renderReplay(all: readonly Replayed[], style: TerminalStyle): string {
  const on = paper(style)
  const byScenario = [...Map.groupBy(printableDeep([...all], 400), ({ id }) => id)]
  return `${[...byScenario.flatMap(([id, rows]) => scenarioLines(on, id, rows)), '', summaryOf(all)].join('\n')}\n`
}

const counted: Readonly<Record<Again, readonly [one: string, more: string]>> = {
  'still happens': ['still happens', 'still happen'],
  'no longer happens': ['no longer happens', 'no longer happen'],
  'no verdict': ['without a verdict', 'without a verdict'],
}

function summaryOf(all: readonly Replayed[]): string {
  const counts = Object.entries(counted).map(([again, words]) => [all.filter((found) => found.again === again).length, words] as const)
  return counts
    .filter(([count]) => count > 0)
    .map(([count, [one, more]]) => `${count} ${count === 1 ? one : more}`)
    .join(', ')
}

/** A scenario with one finding has one heading; one with several has a heading for itself and one for each row. */
function scenarioLines(on: Paper, id: string, rows: readonly Replayed[]): string[] {
  const [only] = rows
  if (only && rows.length === 1) return rowLines(on, only.row === 'whole' ? id : `${id}, ${only.row}`, only)
  return [on.paint.bold(id), ...rows.flatMap((one) => rowLines(on, one.row, one, 2))]
}

function rowLines(on: Paper, title: string, { before, now, gone, again }: Replayed, indent = 0): string[] {
  const outcome = again === 'still happens' ? 'fail' : again === 'no longer happens' ? 'pass' : 'blocked'
  return [
    `${' '.repeat(indent)}${tinted(on, outcome, again)}  ${on.paint.bold(title)}`,
    ...labelled(on, 'then', `${before.outcome}: ${before.reason}`, indent + 2),
    ...labelled(on, 'now', now ? `${now.outcome}: ${now.reason}` : gone, indent + 2),
  ]
}
