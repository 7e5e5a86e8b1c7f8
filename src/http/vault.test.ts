import fc from 'fast-check'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { isMark, markPattern, UnknownMark } from './marks.ts'
import { Vault } from './vault.ts'

const htmlNamed = (text: string) =>
  text.replace(
    /[&<>"'+/=]/g,
    (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '+': '&plus;', '/': '&sol;', '=': '&equals;' })[c]!,
  )
const percentAll = (text: string) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
const units = (text: string, write: (unit: number) => string) =>
  [...Array(text.length).keys()].map((i) => write(text.charCodeAt(i))).join('')
const unpadded = (text: string) => text.replace(/=+$/, '')

/** Every way in which a server may write a value, from which its characters can be read back. */
const encodings: Record<string, (value: string) => string> = {
  raw: (v) => v,
  percent: encodeURIComponent,
  'percent, lower case': (v) => encodeURIComponent(v).replace(/%../g, (c) => c.toLowerCase()),
  'percent twice': (v) => encodeURIComponent(encodeURIComponent(v)),
  'percent, every byte': percentAll,
  'percent, every byte, twice': (v) => encodeURIComponent(percentAll(v)),
  form: (v) => new URLSearchParams({ v }).toString().slice(2),
  'form twice': (v) => encodeURIComponent(new URLSearchParams({ v }).toString().slice(2)),
  json: (v) => JSON.stringify(v).slice(1, -1),
  'json with \\/': (v) => JSON.stringify(v).slice(1, -1).replaceAll('/', '\\/'),
  'json with \\u': (v) => units(v, (u) => `\\u${u.toString(16).padStart(4, '0')}`),
  'json in json': (v) => JSON.stringify(JSON.stringify(v)).slice(1, -1),
  'html, named': htmlNamed,
  'html, decimal': (v) => [...v].map((c) => `&#${c.codePointAt(0)};`).join(''),
  'html, hex': (v) => [...v].map((c) => `&#x${c.codePointAt(0)!.toString(16).toUpperCase()};`).join(''),
  'query in html': (v) => htmlNamed(encodeURIComponent(v)),
  'twice encoded query in json in html': (v) => htmlNamed(JSON.stringify(encodeURIComponent(v))),
  base64: (v) => Buffer.from(v).toString('base64'),
  base64url: (v) => Buffer.from(v).toString('base64url'),
  'base64 of a longer text, 1': (v) => unpadded(Buffer.from(`x${v}y`).toString('base64')),
  'base64 of a longer text, 2': (v) => unpadded(Buffer.from(`ab${v}yz`).toString('base64')),
  'base64url of a longer text': (v) => Buffer.from(`id:${v};`).toString('base64url'),
  'base64 in percent': (v) => encodeURIComponent(Buffer.from(`a${v}`).toString('base64')),
  'base64 of percent': (v) => Buffer.from(`a=${encodeURIComponent(v)}`).toString('base64'),
  hex: (v) => Buffer.from(v).toString('hex'),
  'hex, upper case': (v) => Buffer.from(v).toString('hex').toUpperCase(),
}

/** Whether the value can still be had: base64 and hex also by all but the characters at their ends, which they share with what stands around. */
const given = (text: string, value: string, encode: (value: string) => string): boolean => {
  const written = encode(value)
  return text.includes(written) || (/^[\w+/-]{17,}$/.test(written) && text.includes(written.slice(4, -4)))
}

const vschar = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((c) => String.fromCharCode(c)), minLength: 8, maxLength: 40 })
const random = fc.string({ unit: fc.constantFrom(...'ABCDEFabcdef0123456789-_.~+/='), minLength: 8, maxLength: 60 })
const any = fc.string({ unit: 'binary', minLength: 8, maxLength: 20 }).map((text) => text.toWellFormed())
const secret = fc.oneof(random, vschar, any).filter((value) => value.trim().length >= 8)
const text = fc.string({
  unit: fc.oneof(fc.constantFrom(...'‹›·%&\\;u2B9Ecode:1 "'), fc.string({ minLength: 1, maxLength: 1 })),
  maxLength: 60,
})

describe('close', () => {
  test('values that begin alike are told apart, also when one of them becomes public', () => {
    const vault = new Vault()
    const values = ['beginning-like-1', 'beginning-like-2', 'beginning-like-13']
    for (const value of values) vault.learn('code', value)
    expect(vault.close(values.join(' '))).toBe('‹code:1› ‹code:2› ‹code:3›')
    vault.publish('beginning-like-1')
    expect(vault.close(values.join(' '))).toBe('beginning-like-1 ‹code:2› ‹code:3›')
    vault.publish('beginning-like-2', 'beginning-like-13')
    expect(vault.close(values.join(' '))).toBe(values.join(' '))
    expect(new Vault().close('beginning-like')).toBe('beginning-like')
  })

  test('the only value of its beginning is found where a text was cut amid it, and is public again', () => {
    const vault = new Vault()
    vault.learn('code', 'alone-with-its-beginning')
    expect(vault.close('a alone-with-its', { cut: true })).toBe('a ‹code:1›')
    expect(vault.close('a alone-with-its')).toBe('a alone-with-its')
    vault.publish('alone-with-its-beginning')
    expect(vault.close('alone-with-its-beginning')).toBe('alone-with-its-beginning')
  })

  test.each(Object.entries(encodings))('leaves no secret in %s', (_, encode) => {
    fc.assert(
      fc.property(secret, text, text, (value, before, after) => {
        const vault = new Vault()
        const mark = vault.learn('code', value)
        const closed = vault.close(`${before} ${encode(value)} ${after}`)
        expect(closed).toContain(mark)
        expect(given(closed.replaceAll(markPattern, ''), value, encode)).toBe(false)
      }),
    )
  })

  test('covers every character of secrets that overlap', () => {
    const vault = new Vault()
    vault.learn('code', 'abcdefgh-1234')
    vault.learn('token', '1234-ijklmnop')
    expect(vault.close('<abcdefgh-1234-ijklmnop>')).toMatch(/^<‹code:1›‹token:2›>$/)
  })

  test('takes the longest of secrets that begin alike', () => {
    const vault = new Vault()
    vault.learn('code', 'abcdefgh')
    const long = vault.learn('code', 'abcdefgh.ijkl')
    expect(vault.close('abcdefgh.ijkl')).toBe(long)
  })

  test('the same value has the same mark, whatever it is called', () => {
    const vault = new Vault()
    const mark = vault.learn('access_token', 'aaaabbbbcccc')
    expect(vault.learn('token', 'aaaabbbbcccc')).toBe(mark)
    expect(isMark(vault.learn('SAML-Response', 'dddd'))).toBe(true)
  })

  test('short values, words of the protocol and public values are closed in their fields only, with one warning a configured kind', () => {
    const vault = new Vault()
    vault.publish('https://app.example/callback/tenant-12345678', 'alice-1234')
    const password = vault.learn('password', 'test')
    vault.learn('password', 'test2')
    vault.learn('client_secret', 'authorize')
    vault.learn('token', 'alice-1234')
    const page = 'test the authorize page of alice-1234'
    expect(vault.close(page)).toBe(page)
    expect(vault.close('p=test', { spans: [{ start: 2, end: 6, mark: password }] })).toBe(`p=${password}`)
    vault.learn('cookie', 'short', { observed: true })
    expect(vault.warnings.map((w) => w.split(' ')[2])).toEqual(['password', 'client_secret', 'token'])
    expect(vault.warnings.join()).not.toContain('alice')
    expect(vault.open(password)).toBe('test')
    expect(vault.isPublic('tenant-12345678')).toBe(true)
  })

  test('what is published later is readable from then on', () => {
    const vault = new Vault()
    const mark = vault.learn('client_secret', 'client-one-1')
    expect(vault.close('client-one-1')).toBe(mark)
    vault.publish('client-one-1')
    expect(vault.close('client-one-1')).toBe('client-one-1')
    expect(vault.open(mark)).toBe('client-one-1')
  })

  test('a text that was cut amid a secret is closed to its end', () => {
    const vault = new Vault()
    const mark = vault.learn('code', '0123456789abcdef')
    expect(vault.close('x 0123456789', { cut: true })).toBe(`x ${mark}`)
    expect(vault.close('x 0123456789')).toBe('x 0123456789')
  })
})

describe('marks in the text of a target', () => {
  const inUrl = (value: string) => encodeURIComponent(value)

  test('open undoes close: nothing that a target writes passes for a mark, and no two texts close alike', () => {
    fc.assert(
      fc.property(random, text, text, (value, before, after) => {
        const vault = new Vault()
        vault.learn('code', value)
        const source = `${before}${value}${after}`
        // What is encoded, be it by the text before it, comes back decoded.
        fc.pre(!/\\|&|%25/.test(source) && !/%[0-9a-f]?$/i.test(before))
        expect(vault.open(vault.close(source))).toBe(source)
      }),
    )
  })

  test.each([
    ['‹code:1›', '‹·code:1›'],
    ['‹·code:1›', '‹··code:1›'],
    ['%E2%80%B9code:1%E2%80%BA', '%E2%80%B9%C2%B7code:1%E2%80%BA'],
    ['%e2%80%b9code%3a1%e2%80%ba', '%e2%80%b9%C2%B7code%3a1%e2%80%ba'],
    ['%25E2%2580%25B9code', '%25E2%2580%25B9%25C2%25B7code'],
    ['"\\u2039code:1\\u203a"', '"\\u2039\\u00b7code:1\\u203a"'],
    ['&lsaquo;code:1&rsaquo;', '&lsaquo;&#183;code:1&rsaquo;'],
    ['&#x2039;code:1', '&#x2039;&#183;code:1'],
  ])('%s is escaped', (source, closed) => {
    const vault = new Vault()
    vault.learn('code', 'a1b2c3d4e5f6')
    expect(vault.close(source)).toBe(closed)
    expect(vault.reclose(closed)).toBe(closed)
  })

  test('what a client reads out of closed JSON, forms and pages is never a mark that the target wrote', () => {
    const vault = new Vault()
    vault.learn('code', 'a1b2c3d4e5f6')
    expect(isMark(JSON.parse(vault.close('"\\u2039code:1\\u203a"')))).toBe(false)
    expect(isMark(new URLSearchParams(vault.close('x=%E2%80%B9code:1%E2%80%BA')).get('x')!)).toBe(false)
  })

  test('reclose leaves our marks and escapes, closes what is in clear, and is idempotent', () => {
    fc.assert(
      fc.property(random, text, (value, around) => {
        const vault = new Vault()
        const mark = vault.learn('code', value)
        const closed = vault.close(`${around} ${value} ${around}`)
        expect(vault.reclose(closed)).toBe(closed)
        expect(vault.reclose(`${mark} ${value} %E2%80%B9code%3A1%E2%80%BA ‹code:7›`)).toBe(
          `${mark} ${mark} %E2%80%B9code%3A1%E2%80%BA ‹·code:7›`,
        )
      }),
    )
  })

  test('open knows percent-encoded marks and refuses unknown ones', () => {
    const vault = new Vault()
    vault.learn('code', 'a b+c/d=e')
    expect(vault.open('?c=%E2%80%B9code:1%E2%80%BA&d=%e2%80%b9code%3a1%e2%80%ba')).toBe(`?c=${inUrl('a b+c/d=e')}&d=${inUrl('a b+c/d=e')}`)
    expect(() => vault.open('‹code:2›')).toThrow(UnknownMark)
    expect(() => vault.open('‹token:1›')).toThrow(UnknownMark)
    expect(vault.open('‹ CODE:1› ‹Code:1›')).toBe('‹ CODE:1› ‹Code:1›')
  })

  test('in a URL a secret is sent as it stood in one; nested URLs are encoded once more', () => {
    const vault = new Vault()
    const mark = vault.learn('code', 'a+b/c=d~e')
    expect(vault.open(`?c=${mark}`, 'url')).toBe('?c=a%2Bb%2Fc%3Dd~e')
    const seen = vault.close('/cb?c=a%2bb/c=d%7Ee')
    expect(seen).toBe(`/cb?c=${mark}`)
    expect(vault.open(seen, 'url')).toBe('/cb?c=a%2bb/c=d%7Ee')
    expect(vault.open(`?to=%2Fcb%3Fc%3D${mark}`, 'url')).toBe('?to=%2Fcb%3Fc%3Da%252bb%2Fc%3Dd%257Ee')
    expect(vault.open(mark)).toBe('a+b/c=d~e')
    expect(vault.open(`{"c":"${vault.learn('code', 'x"y\\z12345')}"}`, 'json')).toBe('{"c":"x\\"y\\\\z12345"}')
  })
})

describe('facts', () => {
  test('tell length and alphabet, and where a value was made from', () => {
    const vault = new Vault()
    const alphabets = {
      '0123456789': 'digits',
      '00ff00ff': 'hex',
      'abcXYZ_-9': 'base64url',
      'abc.~XYZ': 'unreserved',
      'ab+c/d.~==': 'b64token',
      '42|abc:def=x': 'visible',
      'a b"c+d!!': 'vschar',
      pässwörter: 'other',
    }
    const marks = Object.keys(alphabets).map((value) => vault.learn('code', value))
    const facts = vault.facts()
    for (const [i, [value, alphabet]] of Object.entries(alphabets).entries())
      expect(facts[marks[i]!]).toEqual({ kind: 'code', length: value.length, alphabet })
    const code = vault.learn('code', '0123456789')
    const altered = vault.derive('code', 'truncated', code, (open) => open(code).slice(0, -1))
    expect(vault.open(altered)).toBe('012345678')
    expect(vault.facts()[altered]?.madeFrom).toEqual({ mark: code, by: 'truncated' })
  })

  test('tell of a JWT header, claims and whether the server signed it, never the signature', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256')
    const other = await generateKeyPair('ES256')
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }
    const sign = (key: CryptoKey, kid?: string) =>
      new SignJWT({ sub: 'alice', secret_claim: 'c0dec0dec0de' })
        .setProtectedHeader(kid ? { alg: 'ES256', kid } : { alg: 'ES256' })
        .sign(key)
    const vault = new Vault()
    const before = vault.learn('id_token', await sign(privateKey))
    expect(vault.facts()[before]?.jwt?.signature).toBe('unchecked')
    vault.keys({ keys: 'none' as never })
    vault.keys({ keys: [null as never, { kty: 'RSA', kid: 'broken' }, jwk] })
    const code = vault.learn('code', 'c0dec0dec0de')
    const named = vault.learn('access_token', await sign(privateKey, 'k1'))
    const forged = vault.learn('id_token', await sign(other.privateKey, 'k1'))
    const none = vault.learn(
      'id_token',
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"x"}').toString('base64url')}.`,
    )
    const own = vault.learn('client_assertion', await sign(other.privateKey, 'mine'))
    const mac = vault.learn('id_token', await new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.alloc(32)))
    const jwt = (mark: string) => vault.facts()[mark]?.jwt
    expect(jwt(before)).toEqual({ header: { alg: 'ES256' }, claims: { sub: 'alice', secret_claim: code }, signature: 'valid', kid: 'k1' })
    expect([named, forged, none, own, mac].map((mark) => jwt(mark)?.signature)).toEqual([
      'valid',
      'invalid',
      'invalid',
      'unchecked',
      'unchecked',
    ])
    expect(vault.close(vault.open(named).split('.')[2]!)).toBe(named)
    expect(JSON.stringify(vault.facts())).not.toContain(vault.open(named).split('.')[2])
  })
})
