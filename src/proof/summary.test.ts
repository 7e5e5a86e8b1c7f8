import { expect, test } from 'vitest'
import { type FaultName, faults } from '../authorization-server/index.ts'
import type { Entry } from '../scenario/catalog.ts'
import type { Matrix } from './mutation.ts'
import { summarised } from './summary.ts'

const summary = (matrix: Matrix, entries: readonly Entry[] = []) =>
  summarised(entries, Object.keys(matrix) as FaultName[], { matrix, endings: {}, falseAlarms: [] })

const a = { a: 'fail' } as const
const naming = (id: string, fault: FaultName) => ({ id, scenario: { detects: [fault] } }) as unknown as Entry

test('faults that the same rows kill are told, unless nobody kills them or one says how it differs', () => {
  const alikeIn = (matrix: Matrix) => summary(matrix).alike
  expect(alikeIn({ 'redeems-code-twice': a, 'omits-iss': { a: 'warn' }, 'omits-state-from-errors': { ...a, b: 'fail' } })).toEqual([
    ['redeems-code-twice', 'omits-iss'],
  ])
  expect(alikeIn({ 'redeems-code-twice': {}, 'omits-iss': {} })).toEqual([])
})

test('an entry of also is stale when nothing that it names kills the fault, or only what names the fault itself', () => {
  const fault: FaultName = 'redeems-code-twice'
  const [one] = Object.keys((faults[fault] as { also: Record<string, string> }).also) as [string]
  const staleWith = (matrix: Matrix, entries: readonly Entry[] = []) => summary(matrix, entries).stale.map(({ also }) => also)
  const killer = one.includes('/') ? one : `${one}/does-it`
  const kills: Matrix = { [fault]: { [killer]: 'warn' } }
  expect(staleWith(kills)).not.toContain(one)
  expect(staleWith(kills, [naming(killer, fault)])).toContain(one)
  expect(staleWith({ [fault]: { 'another/does-it': 'fail' } })).toContain(one)
})

test('of a part of the scenarios the faults are counted that were tried, and what came of those that were named in vain is told', () => {
  const endings = { 'redeems-code-twice': { 'a/b': 'pass: refused' } }
  const names: FaultName[] = ['redeems-code-twice', 'omits-iss']
  const { faults, survived } = summarised([naming('a/b', 'redeems-code-twice'), naming('a/c', 'omits-iss')], names, {
    matrix: {},
    endings,
    falseAlarms: [],
  })
  expect(faults).toBe(1)
  expect(survived.filter(({ scenario }) => scenario)).toEqual([
    { fault: 'redeems-code-twice', scenario: 'a/b', cameTo: 'pass: refused' },
    { fault: 'omits-iss', scenario: 'a/c' },
  ])
})
