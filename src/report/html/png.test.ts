import fc from 'fast-check'
import { expect, it } from 'vitest'
import { png } from '../../../fixtures/runs/png.ts'
import { sizeOfPng } from './png.ts'

it('reads width and height', () => {
  expect(sizeOfPng(png(12, 7).bytes)).toEqual({ width: 12, height: 7 })
})

it.each([
  [0, 7],
  [12, 0],
  [8193, 7],
  [12, 2 ** 32 - 1],
])('takes a picture of %d by %d for none', (width, height) => {
  const { bytes } = png(1, 1)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  expect(sizeOfPng(bytes)).toBeUndefined()
})

it('takes nothing else for a PNG', () => {
  const { bytes } = png(12, 7)
  const start = bytes.subarray(0, 33)
  expect(sizeOfPng(start)).toEqual({ width: 12, height: 7 })
  fc.assert(
    fc.property(fc.nat({ max: 15 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
      fc.pre(at < 8 || at > 11)
      const other = Buffer.from(start)
      other[at]! ^= by
      expect(sizeOfPng(other)).toBeUndefined()
    }),
  )
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (some) => sizeOfPng(Buffer.from(some)) === undefined))
  for (let end = 0; end < start.length; end++) expect(sizeOfPng(start.subarray(0, end))).toBeUndefined()
})
