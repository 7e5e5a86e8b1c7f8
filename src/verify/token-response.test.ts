import { describe, expect, test } from 'vitest'
import type { MarkFacts } from '../http/exchange.ts'
import { answer, kinds, silence, tokens } from './testing.ts'
import {
  answeredWithJson,
  forbidsStoring,
  forbidsStoringByPragma,
  hasRequiredMembers,
  isBearer,
  nothingIssued,
  saysLifetime,
} from './token-response.ts'

const json: [string, string] = ['Content-Type', 'Application/JSON; charset=UTF-8']
const issuedWith = (more: object, headers: [string, string][] = [json], status = 200) => answer(status, { ...tokens, ...more }, { headers })
const jwt = (claims: Record<string, unknown>): Record<string, MarkFacts> => ({
  '‹access_token:2›': { kind: 'access_token', length: 900, alphabet: 'unreserved', jwt: { header: {}, claims, signature: 'valid' } },
})
const facts = { marks: {}, clockOffsetMs: 0 }
const undecidable = [
  silence('timeout'),
  answer(429, {}),
  answer(503, ''),
  answer(403, '<html>'),
  answer(400, { error: 'invalid_grant' }),
  undefined,
]

describe('a token response', () => {
  test('is status 200 with JSON, in any letter case, with parameters and further members', () => {
    expect(kinds(answeredWithJson(issuedWith({ id_token: 'x', extra: { a: [1] } })))).toEqual(['held'])
    expect(kinds(answeredWithJson(issuedWith({}, [json], 201)))).toEqual(['signal'])
    expect(kinds(answeredWithJson(issuedWith({}, [['content-type', 'text/plain']])))).toEqual(['signal'])
    expect(kinds(answeredWithJson(issuedWith({}, [], 201)))).toEqual(['signal', 'signal'])
  })
  test('has an access_token of printable ASCII and a token_type', () => {
    const strange = { '‹access_token:2›': { kind: 'access_token', length: 9, alphabet: 'other' } }
    expect(kinds(hasRequiredMembers(issuedWith({}), facts))).toEqual(['held'])
    expect(kinds(hasRequiredMembers(issuedWith({ token_type: null }), facts))).toEqual(['signal'])
    expect(kinds(hasRequiredMembers(issuedWith({ token_type: '' }), facts))).toEqual(['signal'])
    expect(kinds(hasRequiredMembers(issuedWith({}), { marks: strange }))).toEqual(['signal'])
  })
  test('is of type Bearer in any letter case', () => {
    expect(kinds(isBearer(issuedWith({ token_type: 'bEaReR' })))).toEqual(['held'])
    expect(kinds(isBearer(issuedWith({ token_type: 'mac' })))).toEqual(['signal'])
    expect(kinds(isBearer(issuedWith({ token_type: undefined })))).toEqual([])
  })
  test('decides nothing where no tokens came', () => {
    for (const judge of [answeredWithJson, isBearer, forbidsStoring, forbidsStoringByPragma])
      for (const one of undecidable) expect(kinds(judge(one))).toEqual(['undecided'])
    for (const one of undecidable) expect(kinds(saysLifetime(one, facts))).toEqual(['undecided'])
    for (const one of undecidable) expect(kinds(hasRequiredMembers(one, facts))).toEqual(['undecided'])
  })
})

describe('expires_in', () => {
  const saying = (expires_in: unknown, sentAt = 1_790_000_000_000) => ({ ...issuedWith({ expires_in }), sentAt })
  test.each([1, 3600, 31_536_000])('%s seconds are a lifetime', (value) =>
    expect(kinds(saysLifetime(saying(value), facts))).toEqual(['held']),
  )
  test.each(['3600', -1, 0, 3599.5, 1_790_003_600, 1_790_003_600_000, 2 ** 60, [], true])('%j is none', (value) =>
    expect(kinds(saysLifetime(saying(value), facts))).toEqual(['signal']),
  )
  test('the clock that counts is the target’s', () => {
    expect(kinds(saysLifetime(saying(1_790_003_600, 1_600_000_000_000), { marks: {}, clockOffsetMs: 190_000_000_000 }))).toEqual(['signal'])
  })
  test('is missed, unless the token itself shows its expiry', () => {
    expect(kinds(saysLifetime(saying(undefined), facts))).toEqual(['signal'])
    expect(kinds(saysLifetime(saying(undefined), { marks: jwt({ exp: 1 }), clockOffsetMs: 0 }))).toEqual(['noted'])
    expect(kinds(saysLifetime(saying(undefined), { marks: jwt({ exp: 'soon' }), clockOffsetMs: 0 }))).toEqual(['signal'])
  })
})

describe('caching', () => {
  const with_ = (...headers: [string, string][]) => issuedWith({}, [json, ...headers])
  test.each<[string, string][][]>([
    [[['Cache-Control', 'no-store']]],
    [[['cache-control', 'private, No-Store, max-age=0']]],
    [
      [
        ['Cache-Control', 'private'],
        ['Cache-Control', 'no-store'],
      ],
    ],
    [[['Cache-Control', 'no-cache="Set-Cookie, x", no-store']]],
  ])('%j forbids storing', (headers) => expect(kinds(forbidsStoring(with_(...headers)))).toEqual(['held']))
  test.each<[string, string][][]>([
    [[]],
    [[['Cache-Control', 'private, no-cache']]],
    [[['Cache-Control', 'x="no-store, no-store"']]],
    [[['Pragma', 'no-cache']]],
  ])('%j does not', (headers) => expect(kinds(forbidsStoring(with_(...headers)))).toEqual(['signal']))
  test('Pragma is asked for by itself', () => {
    expect(kinds(forbidsStoringByPragma(with_(['Pragma', 'no-cache'])))).toEqual(['held'])
    expect(kinds(forbidsStoringByPragma(with_(['Cache-Control', 'no-store, no-cache'])))).toEqual(['signal'])
  })
})

describe('nothing issued', () => {
  test.each([400, 401, 403, 404, 405, 415, 501, 302])('status %i without a token holds, in any form', (status) =>
    expect(kinds(nothingIssued(answer(status, '<html>')))).toEqual(['held']),
  )
  test('a token is an effect, whatever the status', () => {
    expect(kinds(nothingIssued(answer(200, tokens)))).toEqual(['effect'])
    expect(kinds(nothingIssued(answer(405, tokens)))).toEqual(['effect'])
    expect(kinds(nothingIssued(answer(200, '<p>‹access_token:9›')))).toEqual(['effect'])
  })
  test('a crash is a wrong form, an overload nothing', () => {
    expect(kinds(nothingIssued(answer(500, '')))).toEqual(['held', 'signal'])
    for (const one of [answer(503, ''), answer(429, ''), silence('reset'), undefined])
      expect(kinds(nothingIssued(one))).toEqual(['undecided'])
  })
})
