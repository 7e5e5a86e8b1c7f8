import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MalformedForm, Parameters } from './parameters.ts'

test('what URLSearchParams encodes comes back', () => {
  const pairs = fc.array(fc.tuple(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary' })), { maxLength: 5 })
  fc.assert(
    fc.property(pairs, (sent) => {
      expect(Parameters.parse(new URLSearchParams(sent).toString()).pairs).toEqual(sent)
    }),
  )
})

test('plus and %20 are spaces, and the first = divides', () => {
  expect(Parameters.parse('a=1+2%203&b=c=d&e&&=f').pairs).toEqual([
    ['a', '1 2 3'],
    ['b', 'c=d'],
    ['e', ''],
    ['', 'f'],
  ])
})

test.each(['a=%', 'a=%zz', 'a=%ff', 'a=%c3%28'])('%s is refused', (text) => {
  expect(() => Parameters.parse(text)).toThrow(MalformedForm)
})

test('a parameter without value is not there, a repeated one is noticed', () => {
  const parameters = Parameters.parse('a=&a=1&b=2&resource=x&resource=y')
  expect([parameters.get('a'), parameters.get('c'), parameters.repeated()]).toEqual(['1', undefined, ['a']])
})
