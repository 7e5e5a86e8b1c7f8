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
  const on = paper(style)
  return live ? updating(on) : lines(on)
}

function lines(on: Paper): ProgressText {
  const next = (progress: Progress): string => {
    if (progress.is === 'flow')
      return progress.ok ? '' : `the first honest flow failed: ${printable(progress.reason ?? 'no reason given')}\n`
    if (progress.is === 'started' || !loud.includes(progress.result.outcome)) return ''
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
    else {
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

/** Plain text is measured before it is coloured: a line that wraps cannot be rewritten. */
function line(on: Paper, counts: Readonly<Record<Outcome, number>>, done: number, total: number, id: string): string {
  const filled = total === 0 ? 0 : Math.min(barWidth, Math.round((done / total) * barWidth))
  const bar = `${'━'.repeat(filled)}${'─'.repeat(barWidth - filled)}`
  const numbers = total === 0 ? '' : `${done}/${total}`
  const present = shownCounts.filter((outcome) => counts[outcome] > 0)
  const plain = present.map((outcome) => `${signs[outcome]} ${counts[outcome]}`)
  const used = barWidth + 1 + [numbers, ...plain].join('  ').length + 3
  const room = Math.max(0, on.width - used - 1)
  const name = printable(id)
  return [
    `${on.paint.cyan(bar)} ${numbers}`,
    ...present.map((outcome, i) => tinted(on, outcome, plain[i]!)),
    on.paint.dim(name.length > room ? `${name.slice(0, Math.max(0, room - 1))}…` : name),
  ].join('  ')
}
