import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printable, printableDeep } from './printable.ts'

describe('printable', () => {
  it.each([
    ['plain ‹code:1› – ünïcödé 漢字', 'plain ‹code:1› – ünïcödé 漢字'],
    ['\x1b[31mred', '\\x1b[31mred'],
    ['\x9b2J', '\\x9b2J'],
    ['a\r\nb\tc', 'a\\r\\nb\\tc'],
    ['\0', '\\x00'],
    ['moc.live\u202e', 'moc.live\\u{202e}'],
    ['a\u200bb\u2066c\ufeff\u00ad', 'a\\u{200b}b\\u{2066}c\\u{feff}\\xad'],
    ['\u2028', '\\u{2028}'],
    ['\ud800', '\\u{d800}'],
    ['\uffff', '\\u{ffff}'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\u3164', '\\u{3164}'],
  ])('%j', (text, expected) => expect(printable(text)).toBe(expected))

  it('cuts what is long and says how long it was', () => {
    expect(printable('x'.repeat(9), 4)).toBe('xxxx… (9 characters)')
  })

  it('leaves nothing that moves a cursor, whatever comes, and one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}\n]/u)
        expect(printable(text).isWellFormed()).toBe(true)
        expect(printable(printable(text))).toBe(printable(text))
      }),
    )
  })

  it('reaches every string of a value', () => {
    expect(printableDeep({ a: ['\x1b', { '\x07b': '\x00' }], n: 1, u: undefined })).toEqual({
      a: ['\\x1b', { '\\x07b': '\\x00' }],
      n: 1,
      u: undefined,
    })
  })
})
