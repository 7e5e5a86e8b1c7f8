import { describe, expect, test } from 'vitest'
import type { Mark, MarkFacts } from '../http/exchange.ts'
import { keepsErrorCharacters, namesRegisteredError, repeatsNoSecret, showsNoMarkup, withstood } from './error-texts.ts'
import { answer, kinds, silence, tokens } from './testing.ts'

const facts = { marks: {} }
const page = (body: string, type = 'text/html') => answer(400, body, { headers: [['content-type', type]] })

describe('an error code', () => {
  test('is one of RFC 6749, or registered by an extension', () => {
    for (const error of ['invalid_grant', 'invalid_target', 'use_dpop_nonce', 'interaction_required'])
      expect(kinds(namesRegisteredError(answer(400, { error })))).toEqual(['held'])
    for (const error of ['bad_verification_code', 'invalid_grant: no', 'server_error'])
      expect(kinds(namesRegisteredError(answer(400, { error })))).toEqual(['signal'])
  })
  test('decides nothing where something else answered', () => {
    expect(kinds(namesRegisteredError(answer(403, '<title>Blocked</title>')))).toEqual(['noted'])
    expect(kinds(namesRegisteredError(answer(400, { message: 'no' })))).toEqual(['noted'])
    expect(kinds(namesRegisteredError(answer(200, tokens)))).toEqual(['effect'])
    for (const one of [answer(429, {}), silence('timeout'), undefined]) expect(kinds(namesRegisteredError(one))).toEqual(['undecided'])
  })
})

describe('the characters of an error', () => {
  const saying = (error_description: string, more = {}) => answer(400, { error: 'invalid_request', error_description, ...more })
  test('are printable ASCII without quote and backslash', () => {
    expect(kinds(keepsErrorCharacters(saying('grant_type is missing (RFC 6749 5.2)!'), facts))).toEqual(['held'])
    for (const bad of ['a "quote"', 'back\\slash', 'ü', 'tab\t', '\u2028'])
      expect(kinds(keepsErrorCharacters(saying(bad), facts))).toEqual(['signal'])
    expect(kinds(keepsErrorCharacters(saying('x', { error_uri: 'https://as.example/a b' }), facts))).toEqual(['signal'])
  })
  test('are those behind a mark', () => {
    const marks = (alphabet: string): Record<string, MarkFacts> => ({ '‹code:3›': { kind: 'code', length: 9, alphabet } })
    expect(kinds(keepsErrorCharacters(saying('the code ‹code:3› is wrong'), { marks: marks('base64url') }))).toEqual(['held'])
    expect(kinds(keepsErrorCharacters(saying('the code ‹code:3› is wrong'), { marks: marks('other') }))).toEqual(['signal'])
  })
})

describe('a secret that was sent', () => {
  const sent = 'grant_type=authorization_code&code=‹code:1›&code_verifier=‹code_verifier:2›&client_id=x'
  const said = (body: unknown, headers?: [string, string][]) => answer(400, body, { sent, ...(headers && { headers }) })
  test('does not come back', () => {
    expect(kinds(repeatsNoSecret(said({ error: 'invalid_grant', error_description: 'wrong code' })))).toEqual(['held'])
    expect(kinds(repeatsNoSecret(said({ error: 'invalid_grant', error_description: 'no ‹code:1›' })))).toEqual(['effect'])
    expect(kinds(repeatsNoSecret(said('', [['x-debug', '‹code_verifier:2›']])))).toEqual(['effect'])
  })
  test('is a client secret too, which went along in HTTP Basic', () => {
    const refusal = said({ error: 'invalid_client', error_description: 'not ‹client_secret:9›' })
    const [finding] = repeatsNoSecret({ ...refusal, request: { ...refusal.request, within: ['‹client_secret:9›' as Mark] } })
    expect(finding).toMatchObject({ is: 'violated', part: 'effect', seen: '‹client_secret:9› in it' })
  })
  test('is a token too that is to be revoked', () => {
    const revoked = (name: string) => answer(200, '', { sent: `token=${name}`, headers: [['RevokedToken', name]] })
    for (const name of ['‹access_token:1›', '‹refresh_token:2›']) expect(kinds(repeatsNoSecret(revoked(name)))).toEqual(['effect'])
  })
  test('is another token too, which the request did not hold, and graver', () => {
    const revoked = answer(200, '', { sent: 'token=‹access_token:1›', headers: [['RevokedRefreshToken', '‹refresh_token:2›']] })
    expect(repeatsNoSecret(revoked)).toMatchObject([{ is: 'violated', part: 'effect', severity: 'medium' }])
  })
  test('is another than those that are issued', () => {
    expect(kinds(repeatsNoSecret(answer(200, tokens, { sent })))).toEqual(['held'])
    expect(kinds(repeatsNoSecret(said('', [['set-cookie', 'a=‹code:1›']])))).toEqual(['held'])
  })
})

describe('markup that was sent', () => {
  const markup = '<script>alert(1)</script>'
  test('runs in a page, and in what a browser takes for one', () => {
    expect(kinds(showsNoMarkup(page(`no ${markup}`), markup))).toEqual(['effect'])
    expect(kinds(showsNoMarkup(page(markup, 'image/svg+xml'), markup))).toEqual(['effect'])
    expect(kinds(showsNoMarkup(answer(400, markup, { headers: [] }), markup))).toEqual(['effect'])
  })
  test('must not bring a token', () => {
    expect(kinds(showsNoMarkup(answer(200, tokens), markup))).toEqual(['effect'])
  })
  test('is harmless when escaped, in JSON, or as plain text', () => {
    expect(kinds(showsNoMarkup(page('&lt;script&gt;alert(1)&lt;/script&gt;'), markup))).toEqual(['held'])
    expect(kinds(showsNoMarkup(answer(400, { error: 'x', error_description: markup }), markup))).toEqual(['held'])
    expect(kinds(showsNoMarkup(page(markup, 'text/plain'), markup))).toEqual(['held'])
  })
})

describe('a malformed request', () => {
  test('is withstood by a refusal, whoever refuses and however', () => {
    for (const one of [answer(400, { error: 'invalid_request' }), answer(413, '<html>'), answer(501, ''), silence('reset')])
      expect(kinds(withstood(one))).toEqual(['held'])
  })
  test('is not withstood by a crash, silence or a view of the inside', () => {
    expect(kinds(withstood(answer(500, { error: 'server_error' })))).toEqual(['signal'])
    expect(kinds(withstood(silence('timeout')))).toEqual(['signal'])
    for (const trace of [
      'TypeError: x\n    at Object.parse (/app/token.js:12:7)',
      'java.lang.Error\n\tat com.example.Token.read(Token.java:41)',
      'Traceback (most recent call last):',
      '   at Acme.Token.Read(String s) in C:\\a\\Token.cs:line 12',
      'goroutine 12 [running]:',
      '#0 /var/www/token.php(12): read()',
      "app/token.rb:12:in `read'",
    ])
      expect(kinds(withstood(answer(400, trace)))).toEqual(['signal'])
    expect(kinds(withstood(answer(400, { error: 'x', error_description: 'at least one parameter (code) is missing' })))).toEqual(['held'])
  })
  test('is told from one in a body of nothing but beginnings', () => {
    const endless = 'at '.repeat(300_000)
    expect(kinds(withstood(answer(400, endless)))).toEqual(['held'])
    expect(kinds(withstood(answer(400, `${endless}read (/app/token.js:12:7)`)))).toEqual(['signal'])
  })
  test('must not bring a token, and a rate limit decides nothing', () => {
    expect(kinds(withstood(answer(200, tokens)))).toEqual(['effect'])
    expect(kinds(withstood(answer(429, {})))).toEqual(['undecided'])
    expect(kinds(withstood(undefined))).toEqual(['undecided'])
  })
})
