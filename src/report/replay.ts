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
  const counted = (['still happens', 'no longer happens', 'no verdict'] as const).map(
    (again) => [all.filter((one) => one.again === again).length, again] as const,
  )
  const summary = counted.filter(([count]) => count > 0).map(([count, again]) => `${count} ${again}`)
  return `${[...printableDeep([...all], 400).flatMap((one) => lines(on, one)), '', summary.join(', ')].join('\n')}\n`
}

function lines(on: Paper, { id, row, before, now, gone, again }: Replayed): string[] {
  const outcome = again === 'still happens' ? 'fail' : again === 'no longer happens' ? 'pass' : 'blocked'
  return [
    `${tinted(on, outcome, again)}  ${on.paint.bold(row === 'whole' ? id : `${id}, ${row}`)}`,
    ...labelled(on, 'then', `${before.outcome}: ${before.reason}`),
    ...labelled(on, 'now', now ? `${now.outcome}: ${now.reason}` : gone),
  ]
}
