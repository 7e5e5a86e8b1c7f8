import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Exchange, MarkFacts } from '../http/exchange.ts'
import type { Landing } from '../user-agent/landing.ts'
import {
  carriedScope,
  incomparable,
  lacksScope,
  lacksScopeIfShown,
  leftOut,
  namedScope,
  requestedScope,
  scopeInForm,
  showing,
  showsScope,
  tookAway,
  unshown,
} from './scopes.ts'
import { answer, kinds, landing, silence, tokens } from './testing.ts'

const named = (scope?: string) => answer(200, scope === undefined ? tokens : { ...tokens, scope })
const introspected = (scope: unknown) => answer(200, { active: true, scope })
const opaque = { marks: {} }
const jwt = (claims: Record<string, unknown>): { marks: Record<string, MarkFacts> } => ({
  marks: {
    '‹access_token:2›': { kind: 'access_token', length: 900, alphabet: 'unreserved', jwt: { header: {}, claims, signature: 'valid' } },
  },
})

describe('a granted scope shows', () => {
  test('in the claims of the token, as a text or a list, under either name', () => {
    for (const claims of [{ scope: 'a b' }, { scope: ['a', 'b'] }, { scp: ['a', 'b'] }, { scp: 'a b' }])
      expect(carriedScope(named(), jwt(claims))).toEqual(new Set(['a', 'b']))
    expect(carriedScope(named(), jwt({ sub: 'x' }))).toBeUndefined()
    expect(carriedScope(named(), opaque)).toBeUndefined()
  })
  test('in the response, where an absent member is no empty one', () => {
    expect(namedScope(named('a  b'))).toEqual(new Set(['a', 'b']))
    expect(namedScope(named(''))).toEqual(new Set())
    expect(namedScope(named())).toBeUndefined()
  })
  test('at the nearest place, by its exact name', () => {
    expect(showing([named('a b'), introspected('a b')], 'b', jwt({ scope: 'b' }))).toBe('token')
    expect(showing([named('a b'), introspected('a b')], 'b', opaque)).toBe('introspection')
    expect(showing([named('a b')], 'b', opaque)).toBe('response')
    expect(showing([named('a B'), introspected('bb')], 'b', jwt({ scope: 'b/c' }))).toBeUndefined()
  })
})

describe('a token without a scope', () => {
  test('holds when nothing shows it, or no token came', () => {
    expect(kinds(lacksScope([named('a')], 'b', opaque))).toEqual(['held'])
    expect(kinds(lacksScope([named(), introspected('a')], 'b', opaque))).toEqual(['held'])
    expect(kinds(lacksScope([answer(400, { error: 'invalid_scope' })], 'b', opaque))).toEqual(['held'])
    expect(kinds(lacksScope([named()], 'b', opaque))).toEqual(['undecided'])
  })
  test('is violated wherever the scope shows', () => {
    expect(kinds(lacksScope([named('a')], 'b', jwt({ scope: 'a b' })))).toEqual(['effect'])
    expect(kinds(lacksScope([named('a'), introspected('a b')], 'b', opaque))).toEqual(['effect'])
    expect(kinds(lacksScope([named('a b')], 'b', opaque))).toEqual(['effect'])
  })
  test('is told in a wrong form when only the response names it', () => {
    expect(kinds(lacksScope([named('a b'), introspected('a')], 'b', opaque))).toEqual(['held', 'signal'])
    expect(kinds(lacksScope([named('a b')], 'b', jwt({ scp: ['a'] })))).toEqual(['held', 'signal'])
  })
  test('an inactive or unreadable introspection proves nothing by itself', () => {
    expect(kinds(lacksScope([named('a b'), answer(200, { active: false })], 'b', opaque))).toEqual(['effect'])
    expect(kinds(lacksScope([named('a b'), answer(403, '<html>')], 'b', opaque))).toEqual(['effect'])
  })
  test('is open after silence and rate limits', () => {
    for (const one of [silence('timeout'), answer(429, {}), answer(503, '')])
      expect(kinds(lacksScope([one], 'b', opaque))).toEqual(['undecided'])
    expect(kinds(lacksScope([], 'b', opaque))).toEqual(['undecided'])
  })
})

describe('an answer that need not name a scope', () => {
  test('is noted where it shows none', () => {
    expect(kinds(lacksScopeIfShown([named()], 'b', opaque))).toEqual(['noted'])
    expect(kinds(lacksScopeIfShown([named(), introspected(undefined)], 'b', opaque))).toEqual(['noted'])
  })
  test('is judged where it shows one, or no token came, and open after silence', () => {
    expect(kinds(lacksScopeIfShown([named()], 'b', jwt({ scope: 'a b' })))).toEqual(['effect'])
    expect(kinds(lacksScopeIfShown([named('a')], 'b', opaque))).toEqual(['held'])
    expect(kinds(lacksScopeIfShown([answer(400, { error: 'invalid_scope' })], 'b', opaque))).toEqual(['held'])
    expect(kinds(lacksScopeIfShown([silence('timeout')], 'b', opaque))).toEqual(['undecided'])
  })
})

test('a grant shows a scope in the response, the token or introspection, an empty one too', () => {
  for (const grant of [[named('')], [named('a')], [named(), introspected('a')]]) expect(showsScope(grant, opaque)).toBe(true)
  expect(showsScope([named()], jwt({ scp: [] }))).toBe(true)
  expect(showsScope([named(), introspected(undefined)], opaque)).toBe(false)
})

describe('a user who takes a scope away', () => {
  const consenting = (body: string) =>
    landing('redirect_uri', { hops: [answer(200, '<form>', { sent: 'username=alice' }), answer(302, '', { sent: body })] })
  test('sends a form without it', () => {
    expect(tookAway('write', consenting('scope=read&csrf=1'), consenting('scope=read&scope=write&csrf=2'))).toBe(true)
    expect(tookAway('write', consenting('scope_read=on'), consenting('scope_read=on&scope_write=on'))).toBe(true)
  })
  test('did nothing where an earlier consent is remembered', () => {
    const full = consenting('scope=read&scope=write')
    const signedIn = landing('redirect_uri', { hops: [answer(302, '', { sent: 'username=alice&password=‹password:1›' })] })
    const hop = answer(302, '')
    const atOnce = landing('redirect_uri', { hops: [{ ...hop, request: { ...hop.request, method: 'GET' } }] })
    expect(tookAway('write', atOnce, full)).toBe(false)
    expect(tookAway('write', signedIn, full)).toBe(false)
  })
  test('did nothing where the forms are alike, or name no scope', () => {
    expect(tookAway('write', consenting('scope=read&scope=write'), consenting('scope=read&scope=write'))).toBe(false)
    expect(tookAway('write', consenting('decision=allow'), consenting('decision=allow'))).toBe(false)
  })
})

describe('a scope is left out', () => {
  const consenting = (body: string) => landing('redirect_uri', { answered: ['consent'], hops: [answer(302, '', { sent: body })] })
  const [less, whole] = [consenting('scope=read'), consenting('scope=read&scope=write')]
  const hop = answer(302, '')
  const recalled = landing('redirect_uri', { hops: [{ ...hop, request: { ...hop.request, method: 'GET' } }] })
  test.each<[string, boolean, Landing, Exchange, Landing]>([
    ['where a later form shows what one holds otherwise', true, less, named(), whole],
    ['where the server recalls it, and the grant shows the rest', true, less, named('read'), recalled],
    ['but not where nothing shows the grant', false, less, named(), recalled],
    ['nor where the form held it', false, whole, named('read'), recalled],
    ['nor where it was granted all the same', false, less, named('read write'), whole],
    ['nor where nobody was asked', false, recalled, named('read'), recalled],
    ['nor where no token came', false, less, answer(400, { error: 'invalid_grant' }), whole],
  ])('%s', (_, expected, narrowed, grant, full) => expect(leftOut('write', narrowed, [grant], full, opaque)).toBe(expected))
})

test('a scope that nothing shows is noted, and open only where an answer is missing', () => {
  const shownNowhere = answer(200, tokens)
  expect(unshown('read', [shownNowhere]).map(({ is }) => is)).toEqual(['noted'])
  expect(unshown('read', [shownNowhere, silence('timeout')]).map(({ is }) => is)).toEqual(['undecided'])
})

describe('the scope that was asked for', () => {
  const asked = (url: string, body?: string) => {
    const hop = answer(302, '')
    return requestedScope({
      ...landing('redirect_uri'),
      hops: [{ ...hop, request: { method: 'GET', url, headers: [], ...(body !== undefined && { body }) } }],
    })
  }
  test('is decoded once and parted at spaces only', () => {
    expect(asked('https://as.example/authorize?scope=a+b%2Bc%20d%2Ce&state=x')).toEqual(['a', 'b+c', 'd,e'])
    expect(asked('https://as.example/authorize?scope=%20a%20%20b%09c#scope=z')).toEqual(['a', 'b\tc'])
    expect(asked('https://as.example/authorize', 'scope=a+b')).toEqual(['a', 'b'])
    expect(asked('https://as.example/authorize?state=x')).toEqual([])
  })
})

describe('the scope of a response', () => {
  test('is values of visible characters with single spaces, or absent', () => {
    for (const scope of [undefined, '', 'a', 'a b', "a,b c:d/e!~[]'"])
      expect(kinds(scopeInForm(named(scope), ['a', 'b']))).toEqual(['held'])
  })
  test('of two values is not joined otherwise, and no array', () => {
    for (const scope of ['a,b', 'b|a', 'a+b']) expect(kinds(scopeInForm(named(scope), ['a', 'b']))).toEqual(['signal'])
    expect(kinds(scopeInForm(named('a,b'), ['a,b']))).toEqual(['held'])
    for (const scope of [['a', 'b'], { a: true }, null, 7])
      expect(kinds(scopeInForm(answer(200, { ...tokens, scope })))).toEqual(['signal'])
    for (const scope of [' a', 'a ', 'a  b']) expect(kinds(scopeInForm(named(scope)))).toEqual(['signal'])
  })
  test('holds no character that no scope may hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const allowed = [...text].every((c) => c >= ' ' && c <= '~' && c !== '"' && c !== '\\')
        expect(kinds(scopeInForm(named(`a${text}b`))).includes('effect')).toBe(!allowed)
      }),
    )
  })
  test('is open after silence and rate limits', () => {
    for (const one of [silence('timeout'), answer(429, {}), undefined]) expect(kinds(scopeInForm(one))).toEqual(['undecided'])
  })
})

test('grants are not compared when one gave no token, or introspection knows the tokens of some only', () => {
  const [known, unknown] = [introspected('a b'), answer(200, { active: false })]
  expect(incomparable([named('a b'), known], [named(), known], [])).toEqual([])
  expect(incomparable([named('a b'), unknown], [named(), unknown])).toEqual([])
  expect(kinds(incomparable([named('a b'), known], [named(), unknown]))).toEqual(['undecided'])
  expect(kinds(incomparable([named('a b')], [answer(400, { error: 'invalid_grant' })]))).toEqual(['undecided'])
})
