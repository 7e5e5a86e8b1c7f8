import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lasting } from './words.ts'

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 }

/** Reads the words again: the value of each unit, in milliseconds. */
const parts = (words: string) =>
  [...words.matchAll(/([\d.]+) (ms|s|min)/g)].map(([, count, unit]) => ({ count: Number(count), unit: unit! }))

describe('a duration', () => {
  it.each([
    [0, '0 ms'],
    [12.4, '12 ms'],
    [999.4, '999 ms'],
    [999.6, '1.0 s'],
    [2500, '2.5 s'],
    [59_949, '59.9 s'],
    [59_960, '1 min 0 s'],
    [119_600, '2 min 0 s'],
    [200_000, '3 min 20 s'],
  ])('of %d ms is %s', (ms, words) => expect(lasting(ms)).toBe(words))

  it('never has as many of a unit as make one of the next, and is off by half of its last digit at most', () => {
    const nearEdge = fc.tuple(fc.constantFrom(1000, 60_000, 120_000, 3_600_000), fc.double({ min: -600, max: 600, noNaN: true }))
    const any = fc.oneof(
      fc.double({ min: 0, max: 10_000_000, noNaN: true }),
      nearEdge.map(([edge, off]) => edge + off),
    )
    fc.assert(
      fc.property(any, (ms) => {
        const said = parts(lasting(ms))
        for (const { count, unit } of said) expect(count).toBeLessThan({ ms: 1000, s: 60 }[unit] ?? Number.POSITIVE_INFINITY)
        const total = said.reduce((sum, { count, unit }) => sum + count * units[unit]!, 0)
        const step = said[0]!.unit === 'ms' ? 1 : said.length === 1 ? 100 : 1000
        expect(Math.abs(total - ms)).toBeLessThanOrEqual(step / 2 + 1e-6)
      }),
      { numRuns: 1000 },
    )
  })
})
