import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { altered, spliced } from './alter.ts'

const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJlLW9mLXRoaXM'
const bytes = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding).toString('latin1')

describe('the middle character changed', () => {
  const change = (value: string) => altered(value, 'middle character changed')
  test('is another byte in base64url and, whatever the letter case, in hexadecimal', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 40 }), (raw) => {
        for (const encoding of ['base64url', 'hex'] as const) {
          const text = Buffer.from(raw).toString(encoding)
          for (const written of encoding === 'hex' ? [text, text.toUpperCase()] : [text])
            expect(bytes(change(written), encoding)).not.toBe(bytes(written, encoding))
        }
      }),
    )
    expect(change('0000a000')).toBe('0000B000')
    expect(change('0000A000')).toBe('0000B000')
  })
  test('is a digit of a UUID, never one of its hyphens', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(change(uuid)).toMatch(/^[\da-fAB]{8}(?:-[\da-fAB]{4}){3}-[\da-fAB]{12}$/)
        expect(change(uuid).toLowerCase()).not.toBe(uuid)
      }),
    )
  })
  test('is one in each part between dots', () => {
    const [parts, others] = [jwt.split('.'), change(jwt).split('.')]
    expect(others.map((part, i) => part.length === parts[i]?.length && part !== parts[i])).toEqual([true, true, true])
  })
  test('is anything in the middle where there is no letter and no digit', () => {
    expect(change('--')).toBe('-A')
    expect(change('')).toBe('')
  })
})

describe('the signature changed', () => {
  test('leaves header and claims as they are', () => {
    const [header, claims, signature = ''] = altered(jwt, 'signature changed').split('.')
    expect(`${header}.${claims}`).toBe(jwt.slice(0, jwt.lastIndexOf('.')))
    expect(bytes(signature, 'base64url')).not.toBe('signature-of-this')
    expect(signature).toHaveLength(23)
  })
  test('is the middle of a text that has none', () => {
    for (const text of ['opaque-token', 'two.parts', 'a.b.c.d.e'])
      expect(altered(text, 'signature changed')).toBe(altered(text, 'middle character changed'))
  })
})

describe('unsigned', () => {
  const unsigned = (value: string) => altered(value, 'unsigned')
  test('is a token that says so itself, with the claims as they were', () => {
    const [header = '', ...others] = unsigned(jwt).split('.')
    expect(JSON.parse(bytes(header, 'base64url'))).toEqual({ alg: 'none' })
    expect(others).toEqual([jwt.split('.')[1], ''])
  })
  test('is another text where nothing could be signed, whatever it looks like', () => {
    fc.assert(
      fc.property(fc.array(fc.base64String(), { minLength: 1, maxLength: 5 }), (parts) => {
        const text = `x${parts.join('.')}`
        expect(unsigned(text)).toBe(altered(text, 'middle character changed'))
      }),
    )
    for (const text of ['W10.e30.x', 'bnVsbA.e30.x', 'a.b.c.d.e']) expect(unsigned(text)).toBe(altered(text, 'middle character changed'))
  })
})

describe('the mixed case swapped', () => {
  const swap = (value: string) => altered(value, 'mixed case swapped')
  test('is the other case of letters that are of both', () => {
    expect(swap('aBcD-19')).toBe('AbCd-19')
  })
  test('leaves values alone whose case says nothing: hexadecimal, a UUID, a word before one', () => {
    for (const value of ['00c0ffee', '00C0FFEE', 'Code-3f2b8c1e-aabb-4d5e-9f00-0123456789ab', '123456', '']) expect(swap(value)).toBe(value)
  })
})

describe('two spliced', () => {
  test('have one part of the other between dots', () => {
    expect(spliced('a1.b1.c1', 'a2.b2.c2')).toEqual(['a2.b1.c1', 'a1.b2.c1', 'a1.b1.c2'])
    expect(spliced('a1.same', 'a2.same')).toEqual([])
  })
  test('have halves where their parts do not correspond', () => {
    expect(spliced('aaaaa', 'bbbb')).toEqual(['aaabb'])
    expect(spliced('aa.aa', 'bbbb')).toEqual(['aa.bb'])
    expect(spliced('same', 'same')).toEqual([])
  })
})
