import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gone, roughly } from './time.ts'

it.each([
  [0, '0 s'],
  [999, '0 s'],
  [12_300, '12 s'],
  [59_999, '59 s'],
  [60_000, '1 min 0 s'],
  [200_000, '3 min 20 s'],
  [3_599_999, '59 min 59 s'],
  [3_720_000, '1 h 2 min'],
])('%i ms have gone: %s', (ms, text) => {
  expect(gone(ms)).toBe(text)
})

it.each([
  [0, '1 s'],
  [3100, '4 s'],
  [11_000, '15 s'],
  [57_000, '1 min'],
  [61_000, '2 min'],
  [125_000, '3 min'],
  [3_590_000, '1 h'],
  [3_700_000, '1 h 10 min'],
])('%i ms are left: about %s', (ms, text) => {
  expect(roughly(ms)).toBe(text)
})

it('rather too long than too short', () => {
  const msOf = (text: string) =>
    [...text.matchAll(/(\d+) (\w+)/g)].reduce((sum, [, n, unit]) => sum + Number(n) * { s: 1, min: 60, h: 3600 }[unit!]! * 1000, 0)
  fc.assert(fc.property(fc.nat(9_000_000), (ms) => void expect(msOf(roughly(ms))).toBeGreaterThanOrEqual(ms)))
})
