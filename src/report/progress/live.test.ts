import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { result, row } from '../../../fixtures/runs/sample-run.ts'
import { MadeClock } from '../../../fixtures/terminal/made-clock.ts'
import { TinyTerminal } from '../../../fixtures/terminal/tiny-terminal.ts'
import type { Outcome } from '../../scenario/contract.ts'
import { outcomes } from '../../scenario/outcome.ts'
import type { Progress } from '../../scenario/result.ts'
import { paper } from '../terminal/paper.ts'
import { cellsOf } from './cells.ts'
import { Live } from './live.ts'

const scenarios = ['a/one', 'a/two', 'own/b/漢字漢字漢字', 'own/b/😀', ...Array.from({ length: 30 }, (_, i) => `area-${i}/only`)]

/** A run shown on a terminal, and how often and what was written. */
function shown(columns: number, rows: number, { verbose = false, unknownHeight = false } = {}) {
  const terminal = new TinyTerminal(columns, rows)
  const clock = new MadeClock()
  const writes: string[] = []
  const live = new Live({
    on: paper({ color: false, width: columns, verbose }),
    scenarios,
    requests: () => 7,
    size: () => ({ columns: terminal.columns, rows: unknownHeight ? undefined : terminal.rows }),
    write(text) {
      writes.push(text)
      terminal.write(text)
    },
    clock,
  })
  return { terminal, clock, writes, live }
}

const finished = (id: string, outcome: Outcome): Progress => ({ is: 'finished', result: result(id, [row(outcome)]), done: 0, total: 0 })

describe('the block', () => {
  it('shows each area, and the whole below', () => {
    const { terminal, clock, live } = shown(100, 60)
    live.show({ is: 'flow', ok: true })
    for (const id of ['a/one', 'a/two']) live.show({ is: 'started', id })
    live.show(finished('a/one', 'pass'))
    live.show({ is: 'waits', id: 'a/two', seconds: 40 })
    clock.pass(1100)
    expect(terminal.lines).toHaveLength(33)
    expect(terminal.lines[0]).toBe('a        ━━━━━─────  1/2  ✓ 1  two (waits 40 s)')
    expect(terminal.lines[1]).toBe('own/b    ──────────  0/2')
    expect(terminal.lines.at(-1)).toBe('────────────────────  1/34  1 s  ✓ 1  7 requests')
  })

  it('says how long it will still take, and what it waits for', () => {
    const { terminal, clock, live } = shown(100, 60)
    live.show({ is: 'flow', ok: true })
    for (const id of scenarios.slice(0, 17)) {
      clock.pass(500)
      live.show(finished(id, 'pass'))
    }
    clock.pass(100)
    expect(terminal.lines.at(-1)).toContain('17/34  8 s, about 9 s left  ✓ 17')
    live.show({ is: 'started', id: scenarios[17]! })
    live.show({ is: 'waits', id: scenarios[17]!, seconds: 600 })
    clock.pass(100)
    expect(terminal.lines.at(-1)).toContain('about 11 min left')
    live.show({ is: 'started', id: scenarios[18]! })
    clock.pass(100)
    expect(terminal.lines.at(-1)).toContain('about 10 min left')
  })

  it('has what fails above it, as it happens, and with verbose everything', () => {
    for (const verbose of [false, true]) {
      const { terminal, clock, live } = shown(100, 60, { verbose })
      live.show(finished('a/one', 'fail'))
      live.show(finished('a/two', 'pass'))
      clock.pass(100)
      const said = ['✗ fail a/one: a token was issued', ...(verbose ? ['✓ pass a/two: the token endpoint refused with invalid_grant'] : [])]
      expect(terminal.lines.slice(0, said.length + 1)).toEqual([...said, expect.stringMatching(/^a +━/)])
      live.end()
      expect(terminal.lines).toEqual([...said, ''])
    }
  })

  it('is one line where the terminal is low or nobody knows how high it is', () => {
    for (const { terminal, clock, live } of [shown(100, 5), shown(100, 60, { unknownHeight: true })]) {
      live.show({ is: 'started', id: 'a/one' })
      clock.pass(100)
      expect(terminal.lines).toEqual(['────────────────────  0/34  0 s  a/one'])
    }
  })

  it('is written ten times a second at most, the last state always, and the time goes on by itself', () => {
    const { terminal, clock, writes, live } = shown(100, 60)
    for (let i = 0; i < 300; i++) {
      clock.pass(1)
      live.show({ is: 'started', id: scenarios[i % scenarios.length]! })
    }
    expect(writes.length).toBeLessThanOrEqual(4)
    live.show(finished('a/one', 'warn'))
    clock.pass(100)
    expect(terminal.lines.at(-1)).toContain('! 1')
    const before = writes.length
    clock.pass(5000)
    expect(writes.length - before).toBe(5)
    expect(terminal.lines.at(-1)).toContain('5 s')
  })

  it('is gone after the end, whatever comes then', () => {
    const { terminal, clock, live } = shown(100, 60)
    live.show(finished('a/one', 'error'))
    live.end()
    live.show(finished('a/two', 'fail'))
    live.end()
    clock.pass(5000)
    expect(terminal.lines).toEqual(['E error a/one: TypeError: answer is undefined', ''])
  })
})

describe('what somebody else writes', () => {
  it('goes above the block, which comes back', () => {
    const { terminal, clock, live } = shown(100, 60)
    live.aside('hello\n', () => terminal.write('hello\n'))
    expect(terminal.lines).toEqual(['hello', ''])
    clock.pass(100)
    expect(terminal.lines.slice(0, 2)).toEqual(['hello', expect.stringMatching(/^a +─/)])
  })

  it('is not written over where its line did not end', () => {
    const { terminal, clock, live } = shown(100, 60)
    live.aside('50 %', () => terminal.write('50 %'))
    live.aside(', 100 %', () => terminal.write(', 100 %'))
    clock.pass(100)
    live.end()
    expect(terminal.lines).toEqual(['50 %, 100 %', ''])
  })
})

type Step = Progress | { is: 'aside'; text: string } | { is: 'time'; ms: number } | { is: 'size'; columns: number; rows: number }

const columns = fc.integer({ min: 10, max: 200 })
const rows = fc.integer({ min: 3, max: 60 })
const sizes: fc.Arbitrary<Step> = fc.record({ is: fc.constant('size'), columns, rows })
const stepsOf = (id: fc.Arbitrary<string>): fc.Arbitrary<Step>[] => [
  fc.record({ is: fc.constant('flow'), ok: fc.boolean() }),
  fc.record({ is: fc.constant('started'), id }),
  fc.record({ is: fc.constant('waits'), id, seconds: fc.nat(4000) }),
  fc.tuple(id, fc.constantFrom(...outcomes)).map(([id, outcome]) => finished(id, outcome)),
  fc.record({ is: fc.constant('aside'), text: fc.constantFrom('a line\n', 'two\nlines\n', `${'long '.repeat(60)}.\n`) }),
  fc.record({ is: fc.constant('time'), ms: fc.nat(3000) }),
]

const ascii = fc.constantFrom('a/one', 'a/two', 'area-7/only', 'nobody/knew', 'rootless', `own/${'x'.repeat(180)}/y`)
const wide = fc.oneof(ascii, fc.constantFrom(...scenarios, `own/${'漢'.repeat(150)}/x`))

/** The lines that a step leaves for good. */
function leaves(step: Step): string[] {
  if (step.is === 'aside') return step.text.split('\n').slice(0, -1)
  if (step.is === 'flow') return step.ok ? [] : ['the first honest flow failed']
  if (step.is !== 'finished' || !['fail', 'blocked', 'error'].includes(step.result.outcome)) return []
  const { id, outcome, reason } = step.result
  return [`${{ fail: '✗', blocked: '?', error: 'E' }[outcome as 'fail']} ${outcome} ${id}: ${reason}`]
}

function play(step: Step, { terminal, clock, live }: ReturnType<typeof shown>, block: readonly string[]): void {
  if (step.is === 'time') clock.pass(step.ms)
  else if (step.is === 'aside') live.aside(step.text, () => terminal.write(step.text))
  else if (step.is !== 'size') live.show(step)
  else if (block.reduce((sum, line) => sum + Math.ceil(cellsOf(line) / step.columns), 0) <= step.rows)
    terminal.resize(step.columns, step.rows)
}

function follow(columns: number, rows: number, steps: readonly Step[]): void {
  const view = shown(columns, rows)
  const stays: string[] = []
  let block = view.terminal.lines
  for (const step of steps) {
    play(step, view, block)
    view.clock.pass(1000)
    stays.push(...leaves(step))
    const { lines } = view.terminal
    block = lines.slice(stays.length)
    expect(lines.slice(0, stays.length)).toEqual(stays)
    expect(block.length).toBeGreaterThan(0)
    expect(block.length).toBeLessThan(view.terminal.rows)
    for (const line of block) expect(cellsOf(line)).toBeLessThan(view.terminal.columns)
    expect(block.at(-1)).toMatch(/^[━─ ]*\d+\/\d+/)
  }
  view.live.end()
  expect(view.terminal.lines).toEqual([...stays, ''])
}

const most = { maxLength: 30 }

describe('after any events', () => {
  it('the block fits and stands below what stays', () => {
    fc.assert(fc.property(columns, rows, fc.array(fc.oneof(...stepsOf(wide)), most), follow))
  })

  it('in a terminal whose size changes too', () => {
    fc.assert(fc.property(columns, rows, fc.array(fc.oneof(...stepsOf(ascii), sizes), most), follow))
  })
})
