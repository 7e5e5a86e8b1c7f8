import { describe, expect, it } from 'vitest'
import { result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import { runSchema } from '../report/schema.ts'
import type { Outcome } from '../scenario/contract.ts'
import { type Comparison, compare, markNew } from './compare.ts'
import { gate } from './gate.ts'

const lists = ['new', 'mended', 'changed', 'lost', 'gained'] as const
const one = (outcome: Outcome | undefined, more: Parameters<typeof row>[1] = {}) =>
  runOf(outcome === undefined ? [] : [result('a/b', [row(outcome, more)])])
const listed = (comparison: Comparison) => lists.filter((list) => comparison[list].length > 0)

describe('a row of two runs', () => {
  it.each<[Outcome | undefined, Outcome | undefined, string[]]>([
    ['pass', 'fail', ['new']],
    ['pass', 'warn', ['new']],
    ['warn', 'fail', ['new']],
    ['blocked', 'fail', ['new']],
    [undefined, 'fail', ['new']],
    ['fail', 'pass', ['mended']],
    ['warn', 'info', ['mended']],
    ['fail', 'warn', ['changed']],
    ['pass', 'skip', ['lost']],
    ['fail', 'blocked', ['lost']],
    ['fail', undefined, ['lost']],
    ['skip', 'pass', ['gained']],
    ['info', 'skip', []],
    ['skip', undefined, []],
    ['skip', 'blocked', []],
  ])('%s and then %s', (before, after, expected) => {
    expect(listed(compare(one(before), one(after)))).toEqual(expected)
  })

  it.each<Outcome>(['pass', 'fail', 'warn', 'info', 'skip', 'blocked', 'error'])('that stays %s is the same', (outcome) => {
    const comparison = compare(one(outcome), one(outcome))
    expect(listed(comparison)).toEqual([])
    expect(comparison.same).toBe(1)
  })

  it('that fails both times, but otherwise, has changed', () => {
    const comparison = compare(one('fail', { seen: 'a code' }), one('fail', { seen: 'a code and a token' }))
    expect(comparison.changed).toMatchObject([{ id: 'a/b', row: 'whole', before: 'fail', after: 'fail' }])
  })

  it('of a scenario that was rewritten meanwhile says so', () => {
    const young = runOf([result('a/b', [row('fail')], { source: '1'.repeat(64) })])
    expect(compare(one('pass'), young).new).toMatchObject([{ otherScenario: true }])
  })
})

describe('runs that judge only a part', () => {
  const whole = runOf([result('a/b', [row('pass')]), result('c/d', [row('fail')])])
  const part = runOf([result('a/b', [row('fail')])], { selection: { asked: ['a'], scenarios: 1 } })

  it('lose nothing that nobody asked for', () => {
    expect(listed(compare(whole, part))).toEqual(['new'])
    expect(listed(compare(part, whole))).toEqual(['mended'])
  })

  it('say how many rows are not compared for it, and which run is of a part', () => {
    const rows = [row('fail'), row('pass', { name: 'twice' })]
    const more = runOf([...whole.results, result('e/f', rows)])
    expect(compare(more, part)).toMatchObject({ notCompared: 3, same: 0, before: { part: false }, after: { part: true } })
    expect(compare(part, more)).toMatchObject({ notCompared: 3, before: { part: true }, after: { part: false } })
    expect(compare(whole, more).notCompared).toBe(0)
    const other = runOf([result('e/f', rows)], { selection: { asked: ['e'], scenarios: 1 } })
    expect(compare(part, other)).toMatchObject({ notCompared: 3, before: { part: true }, after: { part: true } })
  })

  it('lose what an interrupted run did not come to neither', () => {
    expect(listed(compare(whole, { ...part, selection: whole.selection, complete: false }))).toEqual(['new'])
  })
})

describe('a baseline of a part', () => {
  const now = runOf([result('a/b', [row('fail')]), result('c/d', [row('fail'), row('pass', { name: 'twice' })])])
  const [known] = now.results

  it.each([
    ['of a selection', runOf([known!], { selection: { asked: ['a'], scenarios: 1 } })],
    ['interrupted', runOf([known!], { selection: { asked: [], scenarios: 2 }, complete: false })],
  ])('%s hides nothing that it did not judge, and is told', (_, baseline) => {
    const marked = markNew(now, baseline)
    expect(marked.results.map(({ rows }) => rows.map((one) => one.new))).toEqual([[undefined], [true, undefined]])
    const remark = `the baseline, of ${baseline.startedAt}, judges only a part: 2 rows of this run are not in it, and what is found there counts as new`
    expect(marked.warnings).toEqual([remark])
    expect(marked.baseline).toMatchObject({ remark })
    expect(gate(marked, { failOn: 'new', allowBlocked: false })).toMatchObject({
      exitCode: 1,
      why: ['1 scenario failed that did not fail before'],
    })
    expect(runSchema.parse(marked)).toEqual(marked)
  })

  it('without an honest flow knows nothing', () => {
    const marked = markNew(now, runOf([], { noFlow: { reason: 'a captcha', exchanges: [] } }))
    expect(marked.results.map(({ rows }) => rows[0]!.new)).toEqual([true, true])
  })

  it('is no matter for a run of the same part', () => {
    const part = runOf([known!], { selection: { asked: ['a'], scenarios: 1 } })
    expect(markNew(part, part).warnings).toEqual([])
  })
})

it('a run without an honest flow is not compared', () => {
  const whole = runOf([result('a/b', [row('fail')]), result('c/d', [row('pass')])])
  const none = runOf([], { noFlow: { reason: 'a captcha', exchanges: [] } })
  for (const comparison of [compare(none, whole), compare(whole, none)]) {
    expect(listed(comparison)).toEqual([])
    expect(comparison.notCompared).toBe(2)
  }
  expect(compare(whole, none).after).toMatchObject({ part: true, noFlow: 'a captcha' })
})

it('marks rows that are new', () => {
  const before = runOf([result('a/b', [row('fail', { name: 'old' }), row('pass', { name: 'young' })])])
  const after = runOf([result('a/b', [row('fail', { name: 'old' }), row('fail', { name: 'young' })])])
  const marked = markNew(after, before)
  expect(marked.results[0]!.rows.map((row) => row.new)).toEqual([undefined, true])
  expect(marked.warnings).toEqual([])
  expect(marked.baseline).toEqual({ target: 'acme', startedAt: before.startedAt, profile: before.profile, tool: before.tool })
  expect(runSchema.parse(marked)).toEqual(marked)
})
