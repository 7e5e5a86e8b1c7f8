import { describe, expect, test } from 'vitest'
import type { Mark } from '../http/exchange.ts'
import { answer, kinds, silence, tokens } from './testing.ts'
import { atMostOneIssued, redeemed, refused, sameTokens } from './token-endpoint.ts'

describe('refused', () => {
  test('a plain refusal holds', () => {
    expect(kinds(refused(answer(400, { error: 'invalid_grant' }), 'invalid_grant'))).toEqual(['held'])
  })
  test('401 is a status of invalid_client only', () => {
    expect(kinds(refused(answer(401, { error: 'invalid_client' }), 'invalid_client'))).toEqual(['held'])
    expect(kinds(refused(answer(401, { error: 'invalid_grant' }), 'invalid_grant'))).toEqual(['held', 'signal'])
  })
  test.each([200, 201, 206, 302, 400, 500])('a token is an effect at status %i', (status) => {
    expect(kinds(refused(answer(status, tokens), 'invalid_grant'))).toEqual(['effect'])
  })
  test('a refresh token alone is an effect', () => {
    expect(kinds(refused(answer(200, { refresh_token: '‹refresh_token:4›' }), 'invalid_grant'))).toEqual(['effect'])
  })
  test('a secret in a refusal is an effect, an echo of what was sent is not', () => {
    expect(kinds(refused(answer(400, { error: 'invalid_grant', error_description: 'not ‹client_secret:9›' }), 'invalid_grant'))).toEqual([
      'effect',
    ])
    expect(kinds(refused(answer(400, { error: 'invalid_grant', error_description: 'unknown ‹code:1›' }), 'invalid_grant'))).toEqual([
      'held',
    ])
  })
  test('an echo of what went along in HTTP Basic gives nothing away either, and another secret does', () => {
    const refusal = answer(401, { error: 'invalid_client', error_description: 'not ‹client_secret:9›' })
    const holding = (mark: string) => ({ ...refusal, request: { ...refusal.request, within: [mark as Mark] } })
    expect(kinds(refused(holding('‹client_secret:9›'), 'invalid_client'))).toEqual(['held'])
    expect(kinds(refused(holding('‹client_secret:3›'), 'invalid_client'))).toEqual(['effect'])
  })
  test('numbers of errors called code, and JWTs in header fields, give nothing away', () => {
    expect(kinds(refused(answer(400, { error: 'invalid_grant', code: '‹code:7›' }), 'invalid_grant'))).toEqual(['held'])
    const headers: [string, string][] = [
      ['content-type', 'application/json'],
      ['dpop-nonce', '‹jwt:8›'],
    ]
    expect(kinds(refused(answer(400, { error: 'invalid_grant' }, { headers }), 'invalid_grant'))).toEqual(['held'])
    expect(kinds(refused(answer(400, { error: 'invalid_grant', hint: '‹jwt:8›' }), 'invalid_grant'))).toEqual(['effect'])
  })
  test('another error code, another status and another media type are wrong in form', () => {
    expect(kinds(refused(answer(400, { error: 'invalid_request' }), 'invalid_grant'))).toEqual(['held', 'signal'])
    expect(kinds(refused(answer(422, { error: 'invalid_grant' }), 'invalid_grant'))).toEqual(['held', 'signal'])
    expect(kinds(refused(answer(400, { error: 'invalid_grant' }, { headers: [['content-type', 'text/plain']] }), 'invalid_grant'))).toEqual(
      ['held', 'signal'],
    )
  })
  test('a page with status 200 and a 5xx issue nothing, in a wrong form', () => {
    expect(kinds(refused(answer(200, '<html>'), 'invalid_grant'))).toEqual(['held', 'signal'])
    expect(kinds(refused(answer(500, 'oops'), 'invalid_grant'))).toEqual(['held', 'signal'])
  })
  test('a refusal by a gateway holds and its form is not judged', () => {
    expect(kinds(refused(answer(403, '<html>blocked'), 'invalid_grant'))).toEqual(['held', 'noted'])
  })
  test.each(['timeout', 'reset', 'refused', 'too_large', 'not_http', 'tls'] as const)('%s decides nothing', (failure) => {
    expect(kinds(refused(silence(failure), 'invalid_grant'))).toEqual(['undecided'])
  })
  test('a rate limit, an overload, a cut body and a lost step decide nothing', () => {
    const cut = answer(400, { error: 'invalid_grant' })
    if (cut.response) cut.response.cut = true
    for (const open of [answer(429, { error: 'invalid_grant' }), answer(503, ''), cut, undefined])
      expect(kinds(refused(open, 'invalid_grant'))).toEqual(['undecided'])
  })
})

describe('redeemed', () => {
  test('needs a token and a success status', () => {
    expect(kinds(redeemed(answer(200, tokens)))).toEqual(['held'])
    expect(kinds(redeemed(answer(400, tokens)))).toEqual(['lack'])
    expect(kinds(redeemed(answer(200, { access_token: '' })))).toEqual(['lack'])
    expect(kinds(redeemed(silence('timeout')))).toEqual(['undecided'])
  })
})

describe('atMostOneIssued', () => {
  const good = answer(200, tokens)
  const other = answer(200, { ...tokens, access_token: '‹access_token:3›' })
  const bad = answer(400, { error: 'invalid_grant' })
  test('one success holds, two are an effect, also with the same token', () => {
    expect(kinds(atMostOneIssued({ answers: [bad, good, bad], overlapMs: 5 }))).toEqual(['held'])
    expect(kinds(atMostOneIssued({ answers: [good, other, bad], overlapMs: 5 }))).toEqual(['effect'])
    expect(kinds(atMostOneIssued({ answers: [good, good], overlapMs: 0 }))).toEqual(['effect'])
  })
  test('without overlap nothing is decided, and none at all is wrong in form', () => {
    expect(kinds(atMostOneIssued({ answers: [bad, good], overlapMs: 0 }))).toEqual(['undecided'])
    expect(kinds(atMostOneIssued({ answers: [bad, bad], overlapMs: 3 }))).toEqual(['held', 'signal'])
    expect(kinds(atMostOneIssued({ answers: [bad, silence('reset')], overlapMs: 3 }))).toEqual(['undecided'])
    expect(kinds(atMostOneIssued({ answers: [good, answer(429, '')], overlapMs: 3 }))).toEqual(['undecided'])
    expect(kinds(atMostOneIssued(undefined))).toEqual(['undecided'])
  })
})

test('sameTokens tells an idempotent replay from a new token', () => {
  expect(sameTokens(answer(200, tokens), answer(200, tokens))).toBe(true)
  expect(sameTokens(answer(200, tokens), answer(200, { ...tokens, access_token: '‹access_token:5›' }))).toBe(false)
  expect(sameTokens(answer(200, {}), answer(200, {}))).toBe(false)
})
