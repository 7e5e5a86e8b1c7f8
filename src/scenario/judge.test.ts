import { expect, it } from 'vitest'
import { cleanRun, exchange } from '../../fixtures/runs/sample-run.ts'
import { catalogue } from '../spec/index.ts'
import { type Finding, type Row, type Scenario, scenario } from './contract.ts'
import { judgeScenario } from './judge.ts'
import type { ActRecord } from './record.ts'

const main = 'rfc6749-4.1.2-code-single-use'
const violated = (part: 'effect' | 'signal'): Finding => ({ is: 'violated', part, expected: 'a', seen: 'b' })
const held: Finding = { is: 'held', seen: 'refused' }

/** One row for each finding, around which the honest steps worked. */
function judged(rows: Record<string, Partial<Row> & { finding: Finding }>) {
  const cases = Object.fromEntries(Object.entries(rows).map(([name, { finding: _, ...row }]) => [name, { change: {}, ...row }]))
  const nameOf = (row: Row) => Object.keys(cases).find((name) => cases[name] === row)!
  const tried = scenario({
    title: 'A code is redeemed once',
    why: 'why',
    fix: 'fix',
    requirements: [main],
    needs: [],
    cases,
    act: () => Promise.reject(new Error('judging must not act')),
    control: () => true,
    verify: (_, { row }) => [rows[nameOf(row)]!.finding],
  })
  const act: ActRecord = { evidence: { answer: { $exchange: 1 } }, steps: ['answer'], ended: { how: 'done' } }
  const record = {
    id: 'a/b',
    rows: Object.fromEntries(Object.keys(rows).map((name) => [name, act])),
    controls: { before: act, after: act },
    exchanges: [exchange(1)],
    durationMs: 1,
    source: '',
  }
  return judgeScenario(record, tried as unknown as Scenario, cleanRun().facts, 'bcp')
}

it('says of each row how grave what was found in it is, and of the scenario how grave the gravest', () => {
  const result = judged({
    taken: { finding: violated('effect') },
    'refused oddly': { finding: violated('signal') },
    refused: { finding: held },
  })
  expect(catalogue[main].severity).toBe('critical')
  expect(result.rows.map(({ outcome, severity }) => [outcome, severity])).toEqual([
    ['fail', 'critical'],
    ['warn', 'low'],
    ['pass', undefined],
  ])
  expect(result.severity).toBe('critical')
})

it('lets the scenario say how grave a row is, and a wrong form stays low', () => {
  const wish = { severity: 'medium' } as const
  const result = judged({ taken: { finding: violated('effect'), ...wish }, oddly: { finding: violated('signal'), ...wish } })
  expect(result.rows.map(({ severity }) => severity)).toEqual(['medium', 'low'])
  expect(result.severity).toBe('medium')
})
