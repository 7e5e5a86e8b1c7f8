import { expect, test } from 'vitest'
import type { Outcome, Profile } from '../scenario/contract.ts'
import type { RowResult } from '../scenario/result.ts'
import { differences, type Expectation, type Judged } from './expectations.ts'

const row = (name: string, outcome: Outcome, reason = 'seen'): RowResult => ({
  ...{ name, outcome, reason, control: true, findings: [], evidence: {}, steps: [] },
  ended: { how: 'done' },
})

const judged = (rows: RowResult[], profile: Profile = 'bcp'): Judged => ({ profile, results: [{ id: 'topic/does-it', rows }] })
const expecting = (of: Partial<Expectation>): Expectation => ({ reason: 'RFC', outcome: 'fail', rows: ['topic/does-it › a row'], ...of })

test('what passes or is only noted needs nobody to expect it', () => {
  expect(differences([], 'one', [judged([row('a row', 'pass'), row('another', 'info')])])).toEqual([])
})

test.each(['fail', 'warn', 'blocked', 'error', 'skip'] as const)('a row that is %s has to be expected', (outcome) => {
  const seen = [judged([row('a row', outcome)])]
  expect(differences([], 'one', seen)).toEqual([`bcp topic/does-it › a row: ${outcome}, and nobody expects it: seen`])
  expect(differences([expecting({ outcome })], 'one', seen)).toEqual([])
})

test('a skip that the profile or the owner explains is no difference', () => {
  const reasons = [
    'the profile bcp does not ask for rfc-1',
    'not offered: no such endpoint',
    'not allowed by the configuration: it waits for minutes',
  ]
  expect(differences([], 'one', [judged(reasons.map((reason, i) => row(`${i}`, 'skip', reason)))])).toEqual([])
})

test('an expectation that nothing meets is a difference', () => {
  const unused = 'topic/does-it › a row: expected, and nothing met it'
  expect(differences([expecting({})], 'one', [judged([row('another', 'pass')])])).toEqual([unused])
  expect(differences([expecting({})], 'one', [judged([row('a row', 'skip', 'the profile bcp does not ask')])])).toEqual([unused])
})

test('another outcome than the expected one is a difference, be it better', () => {
  expect(differences([expecting({})], 'one', [judged([row('a row', 'pass')])])).toContain(
    'bcp topic/does-it › a row: pass instead of fail: seen',
  )
})

test('what hangs on timing may pass, and nothing else', () => {
  const sometimes = [expecting({ sometimes: true })]
  for (const outcome of ['fail', 'pass'] as const) expect(differences(sometimes, 'one', [judged([row('a row', outcome)])])).toEqual([])
  expect(differences(sometimes, 'one', [judged([row('a row', 'warn')])])).not.toEqual([])
})

test('an outcome by profile holds in the profiles that it names and in no other', () => {
  const byProfile = [expecting({ outcome: { classic: 'warn', bcp: 'fail' } })]
  const seen = [judged([row('a row', 'warn')], 'classic'), judged([row('a row', 'fail')], 'bcp')]
  expect(differences(byProfile, 'one', [...seen, judged([row('a row', 'pass')], 'oauth21')])).toEqual([])
  expect(differences(byProfile, 'one', [...seen, judged([row('a row', 'fail')], 'oauth21')])).toHaveLength(1)
})

test('an expectation of one set-up is none of another', () => {
  const ofOne = [expecting({ setUps: ['one'] })]
  expect(differences(ofOne, 'one', [judged([row('a row', 'fail')])])).toEqual([])
  expect(differences(ofOne, 'two', [judged([row('a row', 'pass')])])).toEqual([])
  expect(differences(ofOne, 'two', [judged([row('a row', 'fail')])])).toHaveLength(1)
})

test('what is said of every row does not hold for one that is named by itself', () => {
  const all = [expecting({ rows: ['topic/does-it › *'] }), expecting({ outcome: 'warn' })]
  expect(differences(all, 'one', [judged([row('a row', 'warn'), row('b', 'fail'), row('c', 'fail')])])).toEqual([])
  expect(differences(all, 'one', [judged([row('a row', 'fail'), row('b', 'fail')])])).toHaveLength(2)
})

test('a row that is expected twice is a difference', () => {
  expect(differences([expecting({}), expecting({})], 'one', [judged([row('a row', 'fail')])])).toEqual([
    'bcp topic/does-it › a row: expected more than once, as topic/does-it › a row and topic/does-it › a row',
  ])
})
