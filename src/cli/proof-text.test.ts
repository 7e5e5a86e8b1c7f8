import { describe, expect, it } from 'vitest'
import type { Proof } from '../proof/summary.ts'
import type { Entry } from '../scenario/catalog.ts'
import { openPoints, proofText } from './proof-text.ts'
import { skeleton } from './skeleton.ts'

const proof: Proof = {
  scenarios: 1,
  rows: 2,
  faults: 2,
  killed: 1,
  survived: [{ fault: 'omits-iss' }, { fault: 'omits-iss', scenario: 'a/b', cameTo: 'pass: iss came back' }],
  falseAlarms: [],
  unnamed: [{ fault: 'redeems-code-twice', row: 'a/b › one' }],
  alike: [['redeems-code-twice', 'accepts-invented-code']],
  stale: [{ fault: 'omits-iss', also: 'pkce' }],
  unproven: ['a/b › two'],
  matrix: { 'redeems-code-twice': { 'a/b › one': 'fail' }, 'omits-iss': {} },
}
const entry = (texts: Partial<Record<'title' | 'why' | 'fix', string>> = {}) =>
  ({ id: 'a/b', scenario: { title: 'It holds.', why: 'It matters.', fix: 'Mend it.', ...texts } }) as Entry
const part = { allScenarios: false, allFaults: true }

describe('what a proof leaves open', () => {
  it('is of some scenarios and all faults all but what it takes all scenarios to say', () => {
    expect(openPoints(proof, [entry()], part)).toEqual([
      'survived: omits-iss is not killed by a/b, which names it: pass: iss came back. Do: have the scenario see it, or take it out of `detects`',
      "unnamed: redeems-code-twice is killed by a/b › one, which does not name it. Do: name it in `detects`, or explain it in the fault's `also`",
      'unproven: no fault kills a/b › two. Do: name a fault in `detects` that it finds, and write one where there is none; else leave the row out',
    ])
  })

  it('is a fault that a scenario names and never meets', () => {
    const survived = [{ fault: 'omits-iss' as const, scenario: 'a/b' }]
    expect(openPoints({ ...proof, survived }, [entry()], part)[0]).toBe(
      'survived: omits-iss is not killed by a/b, which names it: not tried, since it reaches no step that the fault replaces. Do: have the scenario see it, or take it out of `detects`',
    )
  })

  it('is of all scenarios and some faults that nobody kills one, and not that nothing proves a row', () => {
    const open = openPoints(proof, [entry()], { allScenarios: true, allFaults: false })
    expect(open).toContain(
      'survived: nobody kills omits-iss. Do: name it in `detects` of a scenario that sees it; a fault that shows nowhere goes',
    )
    expect(open).toContain(
      'alike: the same rows kill redeems-code-twice and accepts-invented-code: merge them, or say in `unlike` what tells them apart',
    )
    expect(open).toContain('stale: omits-iss has pkce in `also`, where nothing kills it that does not name it')
    expect(open.join()).not.toContain('unproven')
  })

  it('is a text that the author of a scenario left as it was', () => {
    const open = openPoints(proof, [entry({ why: 'Say what an attacker gets.', fix: 'Say what to do.' })], part)
    expect(open[0]).toBe('unfilled: why, fix of a/b still have the words of the template')
  })
})

it('finds the words of the template that grantproof new writes', () => {
  const text = skeleton('pkce/rejects-something', '#harness')
  const [why, fix] = ['why', 'fix'].map((name) => new RegExp(`${name}: '(.*)',`).exec(text)?.[1] ?? '') as [string, string]
  expect(openPoints(proof, [entry({ why, fix })], part)[0]).toMatch(/^unfilled: why, fix of a\/b/)
})

describe('a proof in words', () => {
  it('names the killers of each row of a part, and counts in good grammar', () => {
    expect(proofText(proof, ['open'], part, 1234)).toBe(
      'a/b › one\n  killed by: redeems-code-twice\nopen\n1 scenario, 2 rows, 2 faults met: 1 killed, 1 survived, in 1.2 s\n',
    )
  })

  it('counts apart what a part meets and does not name', () => {
    const met = { ...proof, faults: 9, survived: [{ fault: 'omits-iss' as const }] }
    expect(proofText(met, [], part, 0)).toContain('9 faults met: 1 killed, 8 for other scenarios, in')
  })

  it('says of a kill that is no failure what it is', () => {
    const matrix = { 'redeems-code-twice': { 'a/b › one': 'warn' }, 'omits-iss': { 'a/b › one': 'fail', 'a/b › two': 'info' } } as const
    expect(proofText({ ...proof, matrix }, [], part, 0)).toContain(
      'a/b › one\n  killed by: omits-iss, redeems-code-twice (warn)\na/b › two\n  killed by: omits-iss (info)\n',
    )
  })

  it('of the whole has no list of rows', () => {
    expect(proofText(proof, [], { allScenarios: true, allFaults: true }, 0)).toBe('1 scenario, 2 rows, 2 faults, 1 killed, in 0.0 s\n')
  })
})
