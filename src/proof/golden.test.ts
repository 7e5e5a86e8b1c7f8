import { expect, test } from 'vitest'
import { type FaultName, faults } from '../authorization-server/index.ts'
import { changesOf, digestOf, goldenMatrix, readMatrix, writtenMatrix } from './golden.ts'

test('a kill that came, went or became another is told, and nothing else', () => {
  expect(changesOf({ a: { x: 'fail', y: 'warn' } }, { a: { y: 'warn', x: 'fail' } })).toEqual([])
  expect(changesOf({ a: { x: 'fail' }, b: { z: 'fail' }, c: { z: 'warn' } }, { a: { x: 'fail', y: 'fail' } })).toEqual([
    'matrix: a is no longer killed by y',
    'matrix: b is now killed by z',
    'matrix: c is now killed by z (warn)',
  ])
  expect(changesOf({ a: { x: 'warn', y: 'fail' } }, { a: { x: 'fail', y: 'info' } })).toEqual([
    'matrix: a is now killed as warn instead of fail by x',
    'matrix: a is now killed as fail instead of info by y',
  ])
})

test('the file has rows in their order, and marks what is no failure', () => {
  const matrix = { b: { 'x/z': 'fail', 'x/y › one: two': 'warn' }, a: { 'x/y': 'info' } } as const
  expect(Object.entries(writtenMatrix(matrix))).toEqual([
    ['a', ['info: x/y']],
    ['b', ['warn: x/y › one: two', 'x/z']],
  ])
  expect(readMatrix(writtenMatrix(matrix))).toEqual(matrix)
})

test('every fault has a digest of its own, made of what it does', () => {
  const names = Object.keys(faults) as FaultName[]
  const digests = names.map(digestOf)
  expect(new Set(digests).size).toBe(names.length)
  for (const digest of digests) expect(digest).toMatch(/^[0-9a-f]{12}$/)
})

test('the known matrix has every fault, and rows that kill it', () => {
  const known = goldenMatrix()!
  expect(Object.keys(known.matrix)).toEqual(Object.keys(faults).sort())
  for (const [fault, rows] of Object.entries(known.matrix)) expect(Object.keys(rows).length, fault).toBeGreaterThan(0)
})
