import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printable } from './escape.ts'

test.each([
  ['\x1b[2J\x1b]0;title\x07', '\\x1b[2J\\x1b]0;title\\x07'],
  ['a\r\nb\tc\0', 'a\\r\\nb\\tc\\x00'],
  ['\u202egnp.exe\u2066x', '\\u202egnp.exe\\u2066x'],
  ['\u009b31m \u200b\ufeff\u2028', '\\x9b31m \\u200b\\ufeff\\u2028'],
  ['\ud800 \u{e0041}', '\\ud800 \\u{e0041}'],
  ['‹code:2› é 日本 😀 it\'s "fine"', '‹code:2› é 日本 😀 it\'s "fine"'],
])('%j is shown as %s', (text, shown) => {
  expect(printable(text)).toBe(shown)
})

test('lines stay when asked for', () => {
  expect(printable('a\nb\r\n\x1b', { lines: true })).toBe('a\nb\\r\n\\x1b')
})

test('nothing that a terminal acts on is left, and showing twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = printable(text)
      expect(shown).not.toMatch(/[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/)
      expect(printable(shown)).toBe(shown)
    }),
  )
})
