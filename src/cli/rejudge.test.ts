import { describe, expect, it } from 'vitest'
import { result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import { gate } from '../gate/gate.ts'
import type { Entry } from '../scenario/catalog.ts'
import { type Finding, type Row, type Scenario, scenario } from '../scenario/contract.ts'
import { rejudge } from './rejudge.ts'

const source = '0'.repeat(64)
const saved = runOf([result('a/b', [row('pass')], { source })])

/** The scenario of the saved run as it is today. */
function today(source: string, verify: () => Finding[], cases?: Record<string, Row>): Entry {
  const made = scenario({
    title: 'A code is redeemed once',
    why: 'why',
    fix: 'fix',
    requirements: ['rfc6749-4.1.2-code-single-use'],
    needs: [],
    ...(cases && { cases }),
    act: () => Promise.reject(new Error('judging must not act')),
    control: () => true,
    verify,
  })
  return { id: 'a/b', file: '/suites/a/b.ts', scenario: made as unknown as Scenario, source }
}
const throwing = (): never => {
  throw new TypeError('answer is undefined')
}
const judged = (...entries: Entry[]) => {
  const run = rejudge(saved, entries)
  return { rows: run.results[0]!.rows, why: gate(run, { failOn: 'fail', allowBlocked: false }).why }
}

describe('evidence that no scenario of today can read', () => {
  const noVerdict = ['1 scenario came to no verdict']

  it.each<[string, Entry]>([
    ['throws', today('rewritten', throwing)],
    ['finds nothing in it', today('rewritten', () => [])],
    ['has other cases', today('rewritten', throwing, { other: { change: {} } })],
  ])('has no verdict where the scenario was rewritten and %s', (_, entry) => {
    const { rows, why } = judged(entry)
    expect(rows).toMatchObject([
      { outcome: 'blocked', reason: expect.stringContaining('the evidence is of another version of this scenario') },
    ])
    expect(why).toEqual(noVerdict)
  })

  it('has no verdict where the scenario is gone', () => {
    const { rows, why } = judged()
    expect(rows).toMatchObject([{ outcome: 'blocked', reason: expect.stringContaining('there is no such scenario any more') }])
    expect(why).toEqual(noVerdict)
  })
})

it('a scenario that cannot read its own evidence is a fault of grantproof', () => {
  const { rows, why } = judged(today(source, throwing))
  expect(rows).toMatchObject([{ outcome: 'error', reason: expect.stringContaining('verify threw') }])
  expect(why).toEqual(['grantproof itself went wrong in 1 scenario'])
})
