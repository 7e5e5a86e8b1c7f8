import { expect, test } from 'vitest'
import { summarised } from './mutation.ts'

const alikeIn = (matrix: Record<string, string[]>) => summarised([], Object.keys(matrix) as never, { matrix, falseAlarms: [] }).alike

test('faults that the same rows kill are told, unless nobody kills them or one says how it differs', () => {
  expect(alikeIn({ 'redeems-code-twice': ['a'], 'omits-iss': ['a'], 'omits-state-from-errors': ['a', 'b'] })).toEqual([
    ['redeems-code-twice', 'omits-iss'],
  ])
  expect(alikeIn({ 'redeems-code-twice': [], 'omits-iss': [] })).toEqual([])
})
