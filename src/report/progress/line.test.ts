import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cellsOf } from './cells.ts'
import { fitted } from './line.ts'

const bold = (text: string): string => `\x1b[1m${text}\x1b[22m`

it('pieces stand beside each other as long as there is room', () => {
  const pieces = [{ text: 'name' }, { text: '' }, { text: '3/4', tint: bold }, { text: 'what runs' }]
  expect(fitted(pieces, 80)).toEqual({ text: 'name  \x1b[1m3/4\x1b[22m  what runs', cells: 20 })
  expect(fitted(pieces, 19)).toEqual({ text: 'name  \x1b[1m3/4\x1b[22m  what ru…', cells: 19 })
  expect(fitted(pieces, 12)).toEqual({ text: 'name  \x1b[1m3/4\x1b[22m', cells: 9 })
  expect(fitted(pieces, 8)).toEqual({ text: 'name  \x1b[1m3…\x1b[22m', cells: 8 })
  expect(fitted(pieces, 1)).toEqual({ text: '', cells: 0 })
})

it('a line is never longer than its room, and as long as it says', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '漢', '✓', 'e\u0301'), maxLength: 12 })
  fc.assert(
    fc.property(fc.array(text), fc.nat(60), (texts, room) => {
      const { text, cells } = fitted(
        texts.map((text) => ({ text })),
        room,
      )
      expect(cells).toBe(cellsOf(text))
      expect(cells).toBeLessThanOrEqual(room)
      expect(text).not.toMatch(/ $/)
    }),
  )
})
