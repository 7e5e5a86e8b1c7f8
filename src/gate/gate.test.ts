import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cleanRun, mixedRun, result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import type { Outcome } from '../scenario/contract.ts'
import { coverageOf, exitCodes, exitMeanings, gate, worstExitCode } from './gate.ts'

const usual = { failOn: 'fail', allowBlocked: false } as const
const one = (...outcomes: Outcome[]) =>
  runOf([
    result(
      'pkce/a',
      outcomes.map((outcome, i) => row(outcome, { name: `${i}` })),
    ),
  ])

describe('gate', () => {
  it.each<[Outcome, boolean]>([
    ['pass', true],
    ['warn', true],
    ['info', true],
    ['skip', true],
    ['fail', false],
    ['blocked', false],
    ['error', false],
  ])('%s: met %s', (outcome, met) => {
    expect(gate(one(outcome), usual)).toMatchObject({ met, exitCode: met ? 0 : 1 })
  })

  it('lets warnings fail where asked', () => {
    expect(gate(one('warn'), { ...usual, failOn: 'warn' })).toMatchObject({
      met: false,
      exitCode: 1,
      why: ['1 scenario warned, and warnings are to fail'],
    })
  })

  it('lets blocked pass where asked, and says so; never an error', () => {
    expect(gate(one('blocked'), { ...usual, allowBlocked: true })).toMatchObject({
      met: true,
      why: expect.arrayContaining(['1 scenario came to no verdict, which is allowed']),
    })
    expect(gate(one('error'), { ...usual, allowBlocked: true }).met).toBe(false)
  })

  it('sees the blocked and the failed row that a warning hides', () => {
    expect(gate(one('warn', 'blocked'), usual).why).toEqual(['1 scenario came to no verdict'])
    expect(gate(one('warn', 'error'), usual).why).toEqual(['grantproof itself went wrong in 1 scenario'])
  })

  it('says every reason', () => {
    expect(gate(mixedRun(), { ...usual, failOn: 'warn' }).why).toHaveLength(4)
  })

  it('is not met by a run that did not end', () => {
    expect(gate(cleanRun({ complete: false, selection: { asked: [], scenarios: 9 } }), usual)).toMatchObject({
      exitCode: 1,
      why: ['the run is not complete: 2 of 9 scenarios are judged'],
    })
  })

  it('is not met when a selected scenario has no result', () => {
    expect(gate(cleanRun({ selection: { asked: [], scenarios: 3 } }), usual).why).toEqual([
      'results are missing: 2 of 3 scenarios are judged',
    ])
  })

  it('tells nothing selected from no flow', () => {
    expect(gate(runOf([]), usual).exitCode).toBe(exitCodes.nothingSelected)
    expect(gate(runOf([], { noFlow: { reason: 'a captcha', exchanges: [] } }), usual)).toMatchObject({
      met: false,
      exitCode: exitCodes.notReady,
    })
  })

  it('overlooks what is less grave than asked, and says so', () => {
    const run = runOf([result('pkce/a', [row('fail')], { severity: 'medium' }), result('pkce/b', [row('pass')])])
    expect(gate(run, { ...usual, severity: 'medium' }).met).toBe(false)
    expect(gate(run, { ...usual, severity: 'high' })).toMatchObject({
      met: true,
      why: ['1 scenario failed, which is overlooked: of less than high severity'],
    })
  })

  it('asks each row how grave it is, and not the gravest of its scenario', () => {
    const slight = row('fail', { name: 'slight', severity: 'low' })
    const of = (grave: Parameters<typeof row>[1]) =>
      runOf([result('pkce/a', [row('fail', { name: 'grave', severity: 'critical', ...grave }), slight], { severity: 'critical' })])
    const high = { ...usual, severity: 'high' } as const
    expect(gate(of({}), high).met).toBe(false)
    expect(gate(of({ waived: 0 }), { ...high, severity: 'low' }).met).toBe(false)
    expect(gate(of({ waived: 0 }), high)).toMatchObject({
      met: true,
      why: ['1 scenario failed, which is overlooked: waived or of less than high severity'],
    })
    expect(gate(of({}), { ...high, failOn: 'new' })).toMatchObject({
      met: true,
      why: ['1 scenario failed, which is overlooked: known from the baseline or of less than high severity'],
    })
    expect(gate(runOf([result('pkce/a', [{ ...slight, new: true }], { severity: 'critical' })]), { ...high, failOn: 'new' }).met).toBe(true)
  })

  it('asks a row of an older run as its scenario says', () => {
    const run = runOf([result('pkce/a', [row('fail')], { severity: 'critical' })])
    expect(gate(run, { ...usual, severity: 'high' }).met).toBe(false)
  })

  it('stops only for what is new where that is asked', () => {
    const [old, young] = [row('fail', { name: 'old' }), row('fail', { name: 'young', new: true })]
    expect(gate(runOf([result('pkce/a', [old])]), { ...usual, failOn: 'new' })).toMatchObject({
      met: true,
      why: ['1 scenario failed, which is overlooked: known from the baseline'],
    })
    expect(gate(runOf([result('pkce/a', [old, young])]), { ...usual, failOn: 'new' }).why).toEqual([
      '1 scenario failed that did not fail before',
    ])
  })

  it('asks for coverage, to which only what was graded counts', () => {
    const run = runOf((['pass', 'warn', 'info', 'skip'] as const).map((outcome) => result(`a/${outcome}`, [row(outcome)])))
    expect(coverageOf(run)).toBe(50)
    expect(gate(run, { ...usual, coverage: 50 }).met).toBe(true)
    expect(gate(run, { ...usual, coverage: 51 }).why).toEqual(['50 % of the scenarios were graded, and 51 % are asked for'])
  })

  it('says when green means nothing', () => {
    expect(gate(one('skip'), usual).why).toEqual(['but nothing was graded: every scenario was skipped or only recorded'])
    expect(gate(cleanRun(), usual).why).toEqual([])
  })
})

it('the worst of several exit codes wins', () => {
  expect(worstExitCode([1, 70, 0])).toBe(70)
  expect(worstExitCode([1, 5])).toBe(1)
  expect(worstExitCode([4, 70])).toBe(4)
  expect(worstExitCode([2, 4])).toBe(2)
  expect(worstExitCode([2, 130])).toBe(130)
  expect(worstExitCode([])).toBe(0)
})

it('docs/gates.md has every exit code with its meaning, no other, and the order in which they win', () => {
  const text = readFileSync(new URL('../../docs/gates.md', import.meta.url), 'utf8').split('## Exit codes')[1]!
  const rows = [...text.matchAll(/^\| (\d+) \| ([^|]+) \|/gm)].map(([, code, meaning]) => [Number(code), meaning])
  expect(rows).toEqual(Object.entries(exitCodes).map(([name, code]) => [code, exitMeanings[name as keyof typeof exitCodes]]))
  const order = /the first of ([\d, ]+) that holds/.exec(text)![1]!.split(', ').map(Number)
  for (const [i, code] of order.entries()) expect(worstExitCode(order.slice(i).toReversed())).toBe(code)
  expect([...order, exitCodes.clean].toSorted()).toEqual(Object.values(exitCodes).toSorted())
})
