import { printable } from '../../report/printable.ts'
import { labelled, type Paper, wrapped } from '../../report/terminal/paper.ts'
import type { Check, State } from './check.ts'

const signs: Readonly<Record<State, string>> = { ok: '✓', info: 'i', warning: '!', problem: '✗', not_tried: '–' }
const column = 16

/** A check as lines: its sign and what was found; under that why it matters and what to do. */
export function told(on: Paper, { state, name, found, why, fix = [], lines: verbatim = [] }: Check): string[] {
  const lines = wrapped(printable(found), on.width - column - 2)
  return [
    ...lines.map((line, i) => `${i === 0 ? `${sign(on, state)} ${name.padEnd(column)}` : ' '.repeat(column + 2)}${tone(on, state, line)}`),
    ...(why === undefined ? [] : labelled(on, 'why', printable(why), column + 2, 5)),
    ...fix.flatMap((sentence) => labelled(on, 'do', printable(sentence), column + 2, 5)),
    ...verbatim.map((line) => `${' '.repeat(column + 2)}${printable(line)}`.trimEnd()),
  ]
}

function sign({ paint }: Paper, state: State): string {
  const tints = { ok: paint.green, info: paint.cyan, warning: paint.yellow, problem: paint.red, not_tried: paint.dim }
  return tints[state](signs[state])
}

const tone = ({ paint }: Paper, state: State, text: string): string => (state === 'not_tried' ? paint.dim(text) : text)
