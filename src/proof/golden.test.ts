import { expect, test } from 'vitest'
import { type FaultName, faults } from '../authorization-server/index.ts'
import { changesOf, digestOf, goldenMatrix } from './golden.ts'

test('a kill that came or went is told, and nothing else', () => {
  expect(changesOf({ a: ['x', 'y'] }, { a: ['y', 'x'] })).toEqual([])
  expect(changesOf({ a: ['x'], b: ['z'] }, { a: ['x', 'y'] })).toEqual([
    'matrix: a is no longer killed by y',
    'matrix: b is now killed by z',
  ])
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
  for (const [fault, rows] of Object.entries(known.matrix)) expect(rows.length, fault).toBeGreaterThan(0)
})
