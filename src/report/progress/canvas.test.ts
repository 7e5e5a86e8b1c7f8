import fc from 'fast-check'
import { expect, it } from 'vitest'
import { TinyTerminal } from '../../../fixtures/terminal/tiny-terminal.ts'
import { Canvas } from './canvas.ts'
import { cellsOf, cutTo } from './cells.ts'

const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '漢', '😀'), maxLength: 220 })
const ascii = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 220 })
const size = fc.record({ columns: fc.integer({ min: 10, max: 200 }), rows: fc.integer({ min: 3, max: 60 }) })

type Step = { draw: string[] } | { say: string } | { columns: number; rows: number }

/** A terminal and what ought to be on it. */
class Watched {
  readonly terminal: TinyTerminal
  readonly #canvas = new Canvas()
  readonly #said: string[] = []
  #drawn: string[] = []

  constructor(columns: number, rows: number) {
    this.terminal = new TinyTerminal(columns, rows)
  }

  draw(texts: string[]): void {
    const { columns, rows } = this.terminal
    const lines = texts.slice(0, rows - 1).map((text) => cutTo(text, columns - 1))
    this.terminal.write(
      this.#canvas.draw(
        lines.map((text) => ({ text, cells: cellsOf(text) })),
        columns,
      ),
    )
    this.#drawn = lines
  }

  say(text: string): void {
    this.terminal.write(`${this.#canvas.erase(this.terminal.columns)}${text}\n`)
    this.#said.push(text)
    this.#drawn = []
  }

  /** Only where the block is still within reach afterwards. */
  resize(columns: number, rows: number): void {
    const taken = this.#drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(cellsOf(line) / columns)), 0)
    if (taken <= rows) this.terminal.resize(columns, rows)
  }

  check(): void {
    const ended = (lines: readonly string[]) => lines.map((line) => line.trimEnd())
    expect(this.terminal.lines).toEqual(ended([...this.#said, ...(this.#drawn.length > 0 ? this.#drawn : [''])]))
  }
}

function follow(start: { columns: number; rows: number }, steps: readonly Step[]): void {
  const watched = new Watched(start.columns, start.rows)
  for (const step of steps) {
    if ('draw' in step) watched.draw(step.draw)
    else if ('say' in step) watched.say(step.say)
    else watched.resize(step.columns, step.rows)
    watched.check()
  }
}

const stepsOf = (text: fc.Arbitrary<string>): fc.Arbitrary<Step>[] => [
  fc.record({ draw: fc.array(text, { minLength: 1, maxLength: 70 }) }),
  fc.record({ say: text }),
]

it('what was said stays, and the last block alone stands below it', () => {
  fc.assert(fc.property(size, fc.array(fc.oneof(...stepsOf(words)), { maxLength: 12 }), follow))
})

it('in a terminal whose size changes too', () => {
  fc.assert(fc.property(size, fc.array(fc.oneof(...stepsOf(ascii), size), { maxLength: 12 }), follow))
})

it('takes nothing away that stands above, even where it cannot reach the beginning of its block', () => {
  const terminal = new TinyTerminal(40, 10)
  const canvas = new Canvas()
  const lines = Array.from({ length: 8 }, (_, i) => ({ text: `${i}`.repeat(39), cells: 39 }))
  terminal.write('said before\n')
  terminal.write(canvas.draw(lines, terminal.columns))
  terminal.resize(10, 5)
  terminal.write(canvas.draw([{ text: 'new', cells: 3 }], terminal.columns))
  expect(terminal.lines[0]).toBe('said before')
  expect(terminal.lines.at(-1)).toMatch(/new$/)
})

it('a line that is wider than we thought breaks nothing', () => {
  const terminal = new TinyTerminal(10, 5)
  const canvas = new Canvas()
  for (const text of ['x'.repeat(30), 'y']) terminal.write(canvas.draw([{ text, cells: 9 }], terminal.columns))
  expect(terminal.lines).toEqual(['y'])
})
