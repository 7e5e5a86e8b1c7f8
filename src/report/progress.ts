import type { Outcome } from '../scenario/contract.ts'
import type { Progress } from '../scenario/result.ts'
import { printable } from './printable.ts'
import { noCounts } from './schema.ts'
import { type Paper, paper, signs, type TerminalStyle, tinted } from './terminal/paper.ts'

/** Turns what the engine tells into text for stderr. `end` takes the updating line away. */
export interface ProgressText {
  next(progress: Progress): string
  end(): string
}

const rewind = '\r\x1b[2K'
const loud: readonly Outcome[] = ['fail', 'blocked', 'error']

/** Live progress. With `live` (a terminal that can rewrite a line) one updating line; else a line for each scenario that fails or has no verdict. */
export function renderProgress({ live, ...style }: TerminalStyle & { live: boolean }): ProgressText {
  const on = { ...paper(style), width: style.width }
  return live ? updating(on) : lines(on)
}

function lines(on: Paper): ProgressText {
  const next = (progress: Progress): string => {
    if (progress.is === 'flow') return progress.ok ? '' : 'the first honest flow failed\n'
    if (progress.is !== 'finished' || !loud.includes(progress.result.outcome)) return ''
    const { id, outcome, reason } = progress.result
    return `${tinted(on, outcome, `${signs[outcome]} ${outcome}`)} ${printable(id)}: ${printable(reason, 300)}\n`
  }
  return { next, end: () => '' }
}

function updating(on: Paper): ProgressText {
  const counts = noCounts()
  const running = new Set<string>()
  let [done, total] = [0, 0]
  const next = (progress: Progress): string => {
    if (progress.is === 'flow') return `${rewind}${progress.ok ? 'the honest flow works' : 'the first honest flow failed'}`
    if (progress.is === 'started') running.add(progress.id)
    else if (progress.is === 'finished') {
      running.delete(progress.result.id)
      counts[progress.result.outcome]++
      done = progress.done
      total = progress.total
    }
    return `${rewind}${line(on, counts, done, total, [...running].at(-1) ?? '')}`
  }
  return { next, end: () => rewind }
}

const barWidth = 20
const shownCounts: readonly Outcome[] = ['pass', 'fail', 'warn', 'blocked', 'error', 'skip']

/** A piece of the line: measured plain, coloured afterwards, since a line that wraps cannot be rewritten. */
type Piece = readonly [plain: string, tint: (text: string) => string]

function line(on: Paper, counts: Readonly<Record<Outcome, number>>, done: number, total: number, id: string): string {
  const filled = total === 0 ? 0 : Math.min(barWidth, Math.round((done / total) * barWidth))
  const bar: Piece = ['━'.repeat(filled) + '─'.repeat(barWidth - filled), on.paint.cyan]
  const numbers: Piece = [`${done}/${total}`, String]
  const present = shownCounts.filter((outcome) => counts[outcome] > 0)
  const pieces = [
    bar,
    ...(total === 0 ? [] : [numbers]),
    ...present.map((outcome): Piece => [`${signs[outcome]} ${counts[outcome]}`, (text) => tinted(on, outcome, text)]),
  ]
  return fitted([...pieces, [printable(id), on.paint.dim]], on.width - 1)
}

/** As many pieces as there is room for; the one that does not fit is cut, those after it are left out. */
function fitted(pieces: readonly Piece[], width: number): string {
  let room = width
  const shown: string[] = []
  for (const [plain, tint] of pieces) {
    if (room < 2) break
    shown.push(tint(plain.length > room ? `${plain.slice(0, room - 1)}…` : plain))
    room -= plain.length + 2
  }
  return shown.join('  ')
}
