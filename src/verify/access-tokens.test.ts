import { describe, expect, test } from 'vitest'
import type { MarkFacts } from '../http/exchange.ts'
import { audienceOf, fitsBearerSyntax, isSigned, livesAnHourAtMost, namesItsAudience } from './access-tokens.ts'
import { answer, kinds, silence, tokens } from './testing.ts'

const opaque = { marks: {} }
const of = (more: Partial<MarkFacts>): { marks: Record<string, MarkFacts> } => ({
  marks: { '‹access_token:2›': { kind: 'access_token', length: 40, alphabet: 'unreserved', ...more } },
})
const jwt = (claims: Record<string, unknown>, header: Record<string, unknown> = { alg: 'ES256' }) =>
  of({ jwt: { header, claims, signature: 'valid' } })
const issued = (more: object = {}) => answer(200, { ...tokens, ...more })
const { expires_in: _, ...withoutLifetime } = tokens

describe('an audience', () => {
  test('is told by the token or by introspection', () => {
    expect(audienceOf([issued()], jwt({ aud: ['a', 'b', 'a'] }))).toEqual(['a', 'b'])
    expect(audienceOf([issued(), answer(200, { active: true, aud: 'c' })], opaque)).toEqual(['c'])
    expect(audienceOf([issued(), answer(200, { active: true })], opaque)).toBeUndefined()
  })
  test('is missing only from what shows its claims', () => {
    expect(kinds(namesItsAudience([issued()], jwt({ aud: 'https://api.example' })))).toEqual(['held'])
    expect(kinds(namesItsAudience([issued()], jwt({ sub: 'alice' })))).toEqual(['effect'])
    expect(kinds(namesItsAudience([issued()], jwt({ aud: '' })))).toEqual(['effect'])
    expect(kinds(namesItsAudience([issued(), answer(200, { active: false })], opaque))).toEqual(['noted'])
  })
  test('is none when it is for all', () => {
    for (const aud of ['*', 'https://*', ['https://api.example', '*']])
      expect(kinds(namesItsAudience([issued()], jwt({ aud })))).toEqual(['effect'])
  })
})

test('b64token fits, what a header still carries is a wrong form, the rest is broken', () => {
  for (const alphabet of ['digits', 'hex', 'base64url', 'unreserved', 'b64token'])
    expect(kinds(fitsBearerSyntax(issued(), of({ alphabet })))).toEqual(['held'])
  expect(kinds(fitsBearerSyntax(issued(), of({ alphabet: 'visible' })))).toEqual(['signal'])
  for (const alphabet of ['vschar', 'other']) expect(kinds(fitsBearerSyntax(issued(), of({ alphabet })))).toEqual(['effect'])
  expect(kinds(fitsBearerSyntax(issued(), opaque))).toEqual(['undecided'])
})

describe('a lifetime', () => {
  test('is an hour at most, by whatever shows it', () => {
    expect(kinds(livesAnHourAtMost([issued()], opaque))).toEqual(['held'])
    expect(kinds(livesAnHourAtMost([issued({ expires_in: 3601 })], opaque))).toEqual(['effect'])
    expect(kinds(livesAnHourAtMost([issued()], jwt({ iat: 1000, exp: 90_000 })))).toEqual(['effect'])
    expect(kinds(livesAnHourAtMost([issued()], jwt({ iat: 1000, exp: 4900 })))).toEqual(['held'])
    expect(kinds(livesAnHourAtMost([issued()], jwt({ iat: 1000, exp: 4901 })))).toEqual(['effect'])
    expect(kinds(livesAnHourAtMost([answer(200, withoutLifetime)], jwt({ iat: 1000, exp: 4900 })))).toEqual(['effect'])
    const introspected = answer(200, { active: true, iat: 0, exp: 7200 })
    expect(kinds(livesAnHourAtMost([answer(200, withoutLifetime), introspected], opaque))).toEqual(['effect'])
  })
  test('that nothing shows is not judged', () => {
    expect(kinds(livesAnHourAtMost([answer(200, withoutLifetime)], opaque))).toEqual(['noted'])
    expect(kinds(livesAnHourAtMost([answer(200, withoutLifetime), answer(200, { active: false, iat: 0, exp: 9e9 })], opaque))).toEqual([
      'noted',
    ])
  })
})

test('a token that shows its claims is signed', () => {
  expect(kinds(isSigned(issued(), jwt({})))).toEqual(['held'])
  expect(kinds(isSigned(issued(), opaque))).toEqual(['held'])
  for (const alg of ['none', 'None', 'NONE']) expect(kinds(isSigned(issued(), jwt({}, { alg })))).toEqual(['effect'])
})

test('without a token nothing is decided', () => {
  for (const one of [answer(400, { error: 'invalid_grant' }), answer(429, {}), silence('timeout'), undefined]) {
    const grant = one ? [one] : []
    for (const judge of [namesItsAudience, livesAnHourAtMost]) expect(kinds(judge(grant, opaque))).toEqual(['undecided'])
    for (const judge of [fitsBearerSyntax, isSigned]) expect(kinds(judge(one, opaque))).toEqual(['undecided'])
  }
})
