import { describe, expect, it } from 'vitest'
import { result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import type { Finding } from '../scenario/contract.ts'
import type { RowResult } from '../scenario/result.ts'
import { findRequirement, type ProfileName, type RequirementId } from '../spec/index.ts'
import { metShare, sharesOf } from './shares.ts'

const main = 'rfc7636-4.6-wrong-verifier'
const other = 'rfc7636-4.6-challenge-as-verifier'
const should = 'rfc9700-2.1.1-plain-discouraged'

const cite = (id: RequirementId) => {
  const { document, section, level, url } = findRequirement(id)!
  return { id, document, section, level, url }
}

const shares = (rows: RowResult[], ids: RequirementId[] = [main], profile: ProfileName = 'bcp') =>
  sharesOf(runOf([result('pkce/x', rows, { requirements: ids.map(cite) })])).find((one) => one.profile === profile)!

const violated = (part: 'effect' | 'signal', requirement?: RequirementId): Finding => ({
  is: 'violated',
  part,
  expected: 'a refusal',
  seen: 'a token',
  ...(requirement && { requirement }),
})
const judged = { met: 0, partly: 0, unmet: 0 }

describe('the share of a profile that is met', () => {
  it('counts every requirement once: what nobody looked at is open', () => {
    const none = sharesOf(runOf([]))
    expect(none.map(({ profile }) => profile)).toEqual(['classic', 'bcp', 'oauth21'])
    for (const { must, should } of none) {
      expect(must).toMatchObject(judged)
      expect(should).toMatchObject(judged)
      expect(must.open).toBeGreaterThan(100)
      expect(must.unwritten).toBeGreaterThan(0)
    }
    expect(shares([row('pass')]).must).toEqual({ ...judged, met: 1, open: none[1]!.must.open - 1, unwritten: none[1]!.must.unwritten })
  })

  it('a row that passes meets what its scenario judges in all rows, and not what is another row’s', () => {
    expect(shares([row('pass')], [main, other]).must).toMatchObject({ met: 2 })
    expect(shares([row('pass'), row('skip', { name: 'b', requirement: other })], [main, other]).must).toMatchObject({ met: 1 })
    expect(shares([row('pass', { requirement: other })], [main, other]).must).toMatchObject({ met: 1 })
  })

  it('one violation outweighs every pass, and counts where it says it belongs', () => {
    expect(shares([row('fail', { findings: [violated('effect')] }), row('pass', { name: 'b' })]).must).toMatchObject({ met: 0, unmet: 1 })
    expect(shares([row('fail', { findings: [violated('effect', other)] })], [main, other]).must).toMatchObject({ met: 0, unmet: 1 })
  })

  it('what is right in effect and wrong in form is met, but not to the letter', () => {
    expect(shares([row('warn', { findings: [violated('signal')] })]).must).toMatchObject({ ...judged, partly: 1 })
    expect(shares([row('warn', { findings: [violated('effect')] })], [should]).should).toMatchObject({ ...judged, partly: 1 })
  })

  it('recorded, skipped and blocked rows say nothing, nor does a refusal without the honest request around it', () => {
    for (const outcome of ['info', 'skip', 'blocked', 'error'] as const) expect(shares([row(outcome)]).must).toMatchObject(judged)
    const lack: Finding = { ...violated('effect'), part: 'lack' } as Finding
    expect(shares([row('blocked', { findings: [lack], control: false })]).must).toMatchObject(judged)
  })

  it('grades by each profile: what one does not ask for is in none of its counts', () => {
    const found = row('fail', { findings: [violated('effect', 'oauth21-7.5.1-confidential-without-challenge')] })
    expect(shares([found], [main], 'oauth21').must.unmet).toBe(1)
    expect(shares([found], [main], 'bcp').must.unmet).toBe(0)
  })

  it('a requirement that this version does not know counts nowhere', () => {
    const run = runOf([result('a/b', [row('pass')], { requirements: [{ ...cite(main), id: 'rfc0-gone' }] })])
    expect(sharesOf(run)[1]!.must).toMatchObject(judged)
  })
})

it('is never put higher than it is, and nothing where nothing was judged', () => {
  expect(metShare({ met: 2, partly: 1, unmet: 0, open: 5, unwritten: 9 })).toBe('66 %')
  expect(metShare({ met: 999, partly: 0, unmet: 1, open: 0, unwritten: 0 })).toBe('99 %')
  expect(metShare({ met: 0, partly: 0, unmet: 0, open: 7, unwritten: 0 })).toBeUndefined()
})
