import { expect, test } from 'vitest'
import { changesOf } from './golden.ts'

test('a kill that came or went is told, and nothing else', () => {
  expect(changesOf({ a: ['x', 'y'] }, { a: ['y', 'x'] })).toEqual([])
  expect(changesOf({ a: ['x'], b: ['z'] }, { a: ['x', 'y'] })).toEqual([
    'matrix: a is no longer killed by y',
    'matrix: b is now killed by z',
  ])
})
