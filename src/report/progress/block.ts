import type { Outcome } from '../../scenario/contract.ts'
import { printable } from '../printable.ts'
import { type Paper, tinted } from '../terminal/paper.ts'
import { several, signs } from '../words.ts'
import { cellsOf, cutTo, padTo } from './cells.ts'
import { fitted, type Line, type Piece } from './line.ts'
import type { Pace } from './pace.ts'
import { type Area, hasBegun, isFinished, type Tally, together } from './tally.ts'
import { gone, roughly } from './time.ts'

/** What is known of a run while it goes on. */
export interface Known {
  tally: Tally
  pace: Pace | undefined
  requests: number
  startedAt: number
}

/** How the block is to look now. `rows` of the terminal, where they are known. */
export interface Look {
  on: Paper
  columns: number
  rows: number | undefined
  now: number
}

const leastRows = 6

/** A line for each area and one for the whole, never as high as the terminal. Where that is too low, where its height is unknown and where there is one area alone: one line. */
export function block(known: Known, look: Look): Line[] {
  const { areas } = known.tally
  const { rows = 0 } = look
  if (rows < leastRows || areas.length < 2) return [wholeLine(known, look, true)]
  const shown = withinRoom(areas, rows - 2)
  const nameCells = Math.min(Math.max(...shown.map(({ name }) => cellsOf(nameOf(name)))), Math.floor(look.columns / 3))
  const digits = Math.max(...shown.map(({ total }) => String(total).length))
  return [...shown.map((area) => areaLine(area, { ...look, nameCells, digits })), wholeLine(known, look, false)]
}

/** The areas as they are, or as many as there is room for: those that are finished become one line first, then the last ones. */
export function withinRoom(areas: readonly Area[], room: number): Area[] {
  const shown = [...areas]
  const finished: Area[] = []
  const last: Area[] = []
  while (shown.length + Math.min(1, finished.length) + Math.min(1, last.length) > Math.max(2, room)) {
    const at = shown.findIndex(isFinished)
    if (at >= 0) finished.push(...shown.splice(at, 1))
    else last.unshift(...shown.splice(placeOfLast(shown), 1))
  }
  const one = (of: Area[], what: string): Area[] => (of.length === 0 ? [] : [together(`${several(of.length, 'area')} ${what}`, of)])
  return [...one(finished, 'done'), ...shown, ...one(last, 'more')]
}

function placeOfLast(areas: readonly Area[]): number {
  const unbegun = areas.findLastIndex((area) => !hasBegun(area))
  return unbegun >= 0 ? unbegun : areas.length - 1
}

const nameOf = (name: string): string => printable(name, 200)

function areaLine(area: Area, { on, columns, now, nameCells, digits }: Look & { nameCells: number; digits: number }): Line {
  const name = padTo(cutTo(nameOf(area.name), nameCells), nameCells)
  return fitted(
    [
      { text: name, ...(!hasBegun(area) && { tint: on.paint.dim }) },
      ...bar(on, area, columns >= 60 ? 10 : 0),
      { text: `${area.done}/${area.total}`.padStart(2 * digits + 1) },
      ...countsOf(on, area),
      ...runningIn(on, area, now, `${area.name}/`),
    ],
    columns - 1,
  )
}

function wholeLine({ tally, pace, requests, startedAt }: Known, { on, columns, now }: Look, alone: boolean): Line {
  const whole = tally.whole
  const left = pace?.left(whole.total - whole.done, now, whole.running.values())
  return fitted(
    [
      ...bar(on, whole, columns >= 80 ? 20 : columns >= 30 ? 10 : 0),
      { text: `${whole.done}/${whole.total}` },
      { text: `${gone(now - startedAt)}${left === undefined || isFinished(whole) ? '' : `, about ${roughly(left)} left`}` },
      ...countsOf(on, whole),
      ...(tally.flow === undefined && !hasBegun(whole) ? [{ text: 'the first honest flow' }] : []),
      ...(alone ? runningIn(on, whole, now, '') : [{ text: several(requests, 'request'), tint: on.paint.dim }]),
    ],
    columns - 1,
  )
}

function bar(on: Paper, { done, total }: Area, cells: number): Piece[] {
  const filled = total === 0 ? 0 : Math.floor((done / total) * cells)
  return [{ text: '━'.repeat(filled) + '─'.repeat(cells - filled), tint: on.paint.cyan }]
}

const shownCounts: readonly Outcome[] = ['pass', 'fail', 'warn', 'blocked', 'error', 'info', 'skip']

const countsOf = (on: Paper, { counts }: Area): Piece[] =>
  shownCounts
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => ({ text: `${signs[outcome]} ${counts[outcome]}`, tint: (text) => tinted(on, outcome, text) }))

const leastWaitMs = 3000

/** Scenarios whose turn it is, the oldest first, so that the line is calm; those that wait stand behind the others. */
function runningIn(on: Paper, { running }: Area, now: number, prefix: string): Piece[] {
  const left = (until = now): number => until - now
  const waits = ([, until]: [string, number | undefined]): boolean => left(until) >= leastWaitMs
  const all = [...running]
  return [...all.filter((one) => !waits(one)), ...all.filter(waits)].map(([id, until]) => {
    const name = printable(id.startsWith(prefix) ? id.slice(prefix.length) : id, 200)
    return { text: waits([id, until]) ? `${name} (waits ${roughly(left(until))})` : name, tint: on.paint.dim }
  })
}
