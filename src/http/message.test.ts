import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asSent, destinationOf } from './destination.ts'
import type { Message } from './exchange.ts'
import { closeMessage, formPairs, fragmentOf, openMessage, queryOf, resolveUrl, withDefaults } from './message.ts'
import { Vault } from './vault.ts'

const message = (rest: Partial<Message>): Message => ({
  method: 'POST',
  url: 'https://as.example/token',
  headers: [],
  query: [],
  body: [],
  ...rest,
})
const anyText = fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.toWellFormed())
const pairs = fc.array(fc.tuple(anyText, anyText), { maxLength: 6 })

describe('forms', () => {
  test('pairs come back as they went, in order, repeated ones too', () => {
    fc.assert(
      fc.property(pairs, (body) => {
        const vault = new Vault()
        const plain = body.filter(([, value]) => !/‹/.test(value))
        expect(formPairs(openMessage(message({ body: plain }), vault).body ?? '')).toEqual(plain)
        expect(queryOf(openMessage(message({ query: plain }), vault).url)).toEqual(plain)
      }),
    )
  })

  test('what is recorded opens to what is sent, whatever the secret is made of', () => {
    const secret = fc.string({ minLength: 8, maxLength: 20 })
    fc.assert(
      fc.property(secret, anyText, anyText, (value, before, after) => {
        const vault = new Vault()
        const mark = vault.learn('code', value)
        const sent = message({ body: [['x', `${before}${mark}${after}`]], query: [['y', mark]] })
        fc.pre(!`${before}${after}`.includes('‹') && !`${before}${value}${after}`.includes('\\u'))
        const closed = closeMessage(sent, vault)
        const [[, recorded]] = formPairs(closed.body!) as [[string, string]]
        const [[, wired]] = formPairs(openMessage(sent, vault).body!) as [[string, string]]
        expect(wired).toBe(`${before}${value}${after}`)
        expect(recorded).toContain(mark)
        expect(vault.open(recorded)).toBe(wired)
        expect(closed.url).toBe(`https://as.example/token?y=${mark}`)
      }),
    )
  })

  test('marks are left raw between encoded neighbours', () => {
    const vault = new Vault()
    const mark = vault.learn('code', 'a+b/c=d&e')
    const body: Message['body'] = [
      ['code', mark],
      ['redirect_uri', `https://app/cb?x=${mark} ‹`],
      [mark, ''],
    ]
    expect(closeMessage(message({ body }), vault).body).toBe(
      `code=${mark}&redirect_uri=https%3A%2F%2Fapp%2Fcb%3Fx%3D${mark}+%E2%80%B9%C2%B7&${mark}=`,
    )
    expect(openMessage(message({ body }), vault).body).toBe(
      'code=a%2Bb%2Fc%3Dd%26e&redirect_uri=https%3A%2F%2Fapp%2Fcb%3Fx%3Da%2Bb%2Fc%3Dd%26e+%E2%80%B9&a%2Bb%2Fc%3Dd%26e=',
    )
  })

  test('string bodies go as they stand, marks in the encoding of their content type', () => {
    const vault = new Vault()
    const mark = vault.learn('code', 'a+b"c\\d=e')
    const sent = (type: string) => openMessage(message({ headers: [['Content-Type', type]], body: `x=${mark}&&%zz` }), vault).body
    expect(sent('application/x-www-form-urlencoded; charset=utf-8')).toBe('x=a%2Bb%22c%5Cd%3De&&%zz')
    expect(sent('application/json')).toBe('x=a+b\\"c\\\\d=e&&%zz')
    expect(sent('text/plain')).toBe('x=a+b"c\\d=e&&%zz')
  })

  test('a content type is added for pairs only, and only when there is none', () => {
    const types = (rest: Partial<Message>) => withDefaults(message(rest)).headers
    expect(types({ body: [['a', 'b']] })).toEqual([['content-type', 'application/x-www-form-urlencoded']])
    expect(types({ body: [['a', 'b']], headers: [['CONTENT-TYPE', 'x/y']] })).toEqual([['CONTENT-TYPE', 'x/y']])
    expect(types({ body: 'a=b' })).toEqual([])
    expect(types({})).toEqual([])
  })

  test('a query is appended to what the URL has', () => {
    const url = (base: string) => openMessage(message({ url: base, query: [['a', 'b c']] }), new Vault()).url
    expect(['https://h/p', 'https://h/p?', 'https://h/p?x=%41', 'https://h/p?x&', 'https://h/p#f'].map(url)).toEqual([
      'https://h/p?a=b+c',
      'https://h/p?a=b+c',
      'https://h/p?x=%41&a=b+c',
      'https://h/p?x&a=b+c',
      'https://h/p?a=b+c',
    ])
  })

  test('parameters of queries and fragments are read from raw text', () => {
    expect(queryOf('https://a/b?c=‹code:2›&d=%26+x&c=&e?f=?#g=1')).toEqual([
      ['c', '‹code:2›'],
      ['d', '& x'],
      ['c', ''],
      ['e?f', '?'],
    ])
    expect(fragmentOf('https://a/b?c=1#access_token=‹access_token:2›&x=#y')).toEqual([
      ['access_token', '‹access_token:2›'],
      ['x', '#y'],
    ])
    expect(queryOf('https://a/b#?c=1')).toEqual([])
    expect(formPairs('?a=1&%E2%80')).toEqual([
      ['?a', '1'],
      ['\ufffd', ''],
    ])
  })
})

describe('URLs', () => {
  test('resolution is that of the URL Standard, with marks as they are', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.webPath(), fc.string({ maxLength: 8 }), (base, path, text) => {
        const reference = `${path}?${text}`
        expect(resolveUrl(reference, base)).toBe(URL.parse(reference, base)?.href)
      }),
    )
    expect(resolveUrl('../x/‹a:1›?code=‹code:2›&to=%2F%3Ac#‹b:3›', 'https://as.example/p/‹q:9›/r')).toBe(
      'https://as.example/p/x/‹a:1›?code=‹code:2›&to=%2F%3Ac#‹b:3›',
    )
    expect(resolveUrl('', 'https://as.example/?c=%E2%80%B9code:2%E2%80%BA')).toBe('https://as.example/?c=‹code:2›')
    expect(resolveUrl('//‹host:1›/x', 'https://as.example')).toBe('https://‹host:1›/x')
    expect(resolveUrl('?markstandsfor0z=‹a:1›', 'https://h/')).toBe('https://h/?markstandsfor0z=‹a:1›')
    expect(resolveUrl('http://[', 'https://h/')).toBeUndefined()
    expect(resolveUrl('‹·a:1›', 'https://h/')).toBe('https://h/%E2%80%B9%C2%B7a:1%E2%80%BA')
  })

  test.each([
    ['http://h', 'http://h', '/'],
    ['http://h?a', 'http://h', '/?a'],
    ['https://H:443/A/../b/%2e?x#y', 'https://h', '/A/../b/%2e?x'],
    ['http:\\\\h\\a\\b', 'http://h', '/a\\b'],
    ['  http://h:8080/a b\tc\x01d ', 'http://h:8080', '/a%20bc%01d'],
    ['http://[::1]:80/', 'http://[::1]', '/'],
    ['http:////h//x', 'http://h', '//x'],
    ['http://127.1/x', 'http://127.0.0.1', '/x'],
  ])('%s leads to its own host, path unchanged', (url, origin, path) => {
    expect(destinationOf(url)).toMatchObject({ origin, path })
  })

  test.each([
    '',
    'x',
    '/x',
    'ftp://h/',
    'http://',
    'http://a@h/',
    'http://a:b@h/',
    'http://@h/',
    'http://h\\@evil@x/',
    'javascript:alert(1)',
    'data:,x',
  ])('%s leads nowhere', (url) => {
    if (url === 'http://h\\@evil@x/') expect(destinationOf(url)).toMatchObject({ origin: 'http://h' })
    else expect(destinationOf(url)).toMatch(/^it/)
  })

  test('a destination never differs from what the URL Standard sees', () => {
    const piece = fc.constantFrom(
      'http://',
      'https:',
      '//',
      '\\',
      '@',
      ':',
      '80',
      'a.example',
      'evil.example',
      '?',
      '#',
      '/',
      '%2F',
      '\t',
      ' ',
      '[::1]',
      'é',
      '..',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const url = pieces.join('')
        const destination = destinationOf(url)
        if (typeof destination === 'string') return
        expect(destination.origin).toBe(new URL(url).origin)
        expect(new URL(destination.origin + destination.path).host).toBe(new URL(url).host)
        expect(destination.path).toMatch(/^\/[^\0-\x20#]*$/)
        expect(asSent(url)).toBe(asSent(asSent(url)))
      }),
    )
  })
})
