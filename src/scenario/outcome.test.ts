import { expect, test } from 'vitest'
import type { RequirementId } from '../spec/index.ts'
import type { Finding } from '../verify/finding.ts'
import { broken, held, lacking, misformed, noted, undecided } from '../verify/findings.ts'
import { type Catalogue, outcome } from './outcome.ts'

const main = 'main' as RequirementId
const catalogue: Catalogue = {
  main: { about: 'effect', grade: { bcp: 'fail', classic: 'warn' } },
  form: { about: 'signal', grade: { bcp: 'fail' } },
  advice: { about: 'effect', grade: { bcp: 'warn' } },
}
const both = { before: true, after: true }
const of = (findings: Finding[], controls = both, profile: 'bcp' | 'classic' | 'oauth21' = 'bcp') =>
  outcome({ controls, findings }, main, catalogue, profile)

test.each([
  ['pass', [held('x')]],
  ['info', [noted('x')]],
  ['fail', [broken('x', 'y')]],
  ['fail', [lacking('x', 'y')]],
  ['warn', [held('x'), misformed('x', 'y')]],
  ['fail', [misformed('x', 'y', 1, { requirement: 'form' as RequirementId })]],
  ['warn', [broken('x', 'y', 1, { requirement: 'advice' as RequirementId })]],
  ['blocked', [held('x'), undecided('429')]],
  ['fail', [broken('x', 'y'), undecided('429')]],
  ['error', []],
] as const)('%s', (expected, findings) => expect(of([...findings])).toBe(expected))

test('without an honest twin before there is no verdict, not even a fail', () => {
  for (const findings of [[held('x')], [broken('x', 'y')], [noted('x')]])
    expect(of(findings, { before: false, after: true })).toBe('blocked')
})
test('without an honest twin afterwards a refusal proves nothing, but what happened happened', () => {
  expect(of([held('x')], { before: true, after: false })).toBe('blocked')
  expect(of([held('x'), misformed('x', 'y')], { before: true, after: false })).toBe('blocked')
  expect(of([broken('x', 'y')], { before: true, after: false })).toBe('fail')
  expect(of([lacking('x', 'y')], { before: true, after: false })).toBe('blocked')
})
test('the profile grades', () => {
  expect(of([broken('x', 'y')], both, 'classic')).toBe('warn')
  expect(of([broken('x', 'y')], both, 'oauth21')).toBe('skip')
})
