import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellsOf, cutTo, padTo } from './cells.ts'

describe('cells of a text', () => {
  it.each([
    ['', 0],
    ['pkce', 4],
    ['✓ ━─ …', 6],
    ['漢字', 4],
    ['한국', 4],
    ['ｗｉｄｅ', 8],
    ['😀', 2],
    ['e\u0301te\u0301', 3],
    ['Straße', 6],
  ])('%j: %i', (text, cells) => {
    expect(cellsOf(text)).toBe(cells)
  })
})

const text = fc.string({ unit: fc.constantFrom('a', 'é', '漢', '😀', 'e\u0301', '—', '가') })

it('what is cut fits, and loses no more than it must', () => {
  fc.assert(
    fc.property(text, fc.nat(20), (whole, room) => {
      const cut = cutTo(whole, room)
      expect(cellsOf(cut)).toBeLessThanOrEqual(room)
      if (cellsOf(whole) <= room) expect(cut).toBe(whole)
      else if (room > 0) {
        expect(cut.endsWith('…')).toBe(true)
        expect(whole.startsWith(cut.slice(0, -1))).toBe(true)
        expect(cellsOf(cut)).toBeGreaterThanOrEqual(room - 1)
      }
    }),
  )
})

it('what is filled up is as wide as it should be', () => {
  fc.assert(
    fc.property(text, fc.nat(20), (whole, cells) => void expect(cellsOf(padTo(whole, cells))).toBe(Math.max(cells, cellsOf(whole)))),
  )
})
