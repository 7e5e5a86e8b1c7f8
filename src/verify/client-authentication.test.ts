import { describe, expect, test } from 'vitest'
import type { Mark, MarkFacts } from '../http/exchange.ts'
import {
  authenticated,
  challenged,
  challengedForBasic,
  challenges,
  oneMethodOnly,
  refusedCleanly,
  spelledLikeTheForm,
  toldApart,
} from './client-authentication.ts'
import { answer, kinds, silence, tokens } from './testing.ts'

const json: [string, string] = ['content-type', 'application/json']
const challenge = (...values: string[]) => values.map((value): [string, string] => ['WWW-Authenticate', value])
const failed = (status: number, ...values: string[]) =>
  answer(status, { error: 'invalid_client' }, { headers: [json, ...challenge(...values)] })
const silent = [silence('timeout'), answer(429, {}), answer(503, ''), undefined]

describe('challenges', () => {
  test.each([
    [['Basic realm="a, Bearer b"'], ['basic']],
    [['BASIC realm=x, charset="UTF-8"'], ['basic']],
    [['Bearer, Basic realm="x"'], ['bearer', 'basic']],
    [['Bearer realm="x", error="invalid_client", Basic realm="y"'], ['bearer', 'basic']],
    [
      ['Negotiate', 'Basic'],
      ['negotiate', 'basic'],
    ],
    [['Negotiate YWJj=='], ['negotiate']],
    [[], []],
  ])('%j names %j', (values, schemes) => expect(challenges(failed(401, ...values))).toEqual(schemes))
})

describe('failed Basic authentication', () => {
  const asked = (one: Parameters<typeof challengedForBasic>[0], metadata = {}) => challengedForBasic(one, metadata)
  test('is 401 with a challenge for Basic', () => {
    expect(kinds(asked(failed(401, 'Bearer', 'basic realm="x"')))).toEqual(['held'])
    expect(kinds(asked(failed(401)))).toEqual(['signal'])
    expect(kinds(asked(failed(400, 'Basic')))).toEqual(['signal'])
    expect(kinds(asked(failed(500)))).toEqual(['signal'])
  })
  test('names its realm between quotation marks', () => {
    const bare = { requirement: 'rfc6749-5.2-body-auth-failure-status', part: 'signal' }
    for (const value of ['Basic realm=localhost', 'BASIC charset="UTF-8", Realm = x', 'Bearer realm="x", Basic realm=y'])
      expect(asked(failed(401, value)), value).toMatchObject([{ is: 'held' }, bare])
    for (const value of ['Basic realm="x"', 'Basic', 'Basic realm = "realm=x"', 'Basic x-realm=y', 'Basic realm="a \\" realm=b"'])
      expect(kinds(asked(failed(401, value))), value).toEqual(['held'])
  })
  test('of a server without Basic needs another challenge only', () => {
    const metadata = { token_endpoint_auth_methods_supported: ['private_key_jwt'] }
    expect(asked(failed(401, 'Bearer'), metadata)).toMatchObject([{ part: 'signal', requirement: 'rfc6749-5.2-body-auth-failure-status' }])
    expect(asked(failed(401, 'Bearer'))).not.toMatchObject([{ requirement: 'rfc6749-5.2-body-auth-failure-status' }])
    expect(asked(failed(400), metadata)).not.toMatchObject([{ requirement: 'rfc6749-5.2-body-auth-failure-status' }])
  })
  test('that succeeds is another matter, and worse', () => {
    expect(asked(answer(200, tokens))).toMatchObject([{ part: 'effect', requirement: 'rfc6749-5.2-wrong-secret' }])
  })
  test('behind a gateway, a rate limit or silence decides nothing', () => {
    for (const one of [answer(403, '<html>'), ...silent]) expect(kinds(asked(one))).toEqual(['undecided'])
  })
})

describe('a malformed header', () => {
  const clean = (one: Parameters<typeof refusedCleanly>[0]) => refusedCleanly(one, { marks: {} })
  test('is refused by any error code with 400 or 401', () => {
    expect(kinds(clean(answer(401, { error: 'invalid_request' })))).toEqual(['held'])
    expect(kinds(clean(answer(400, { error: 'unauthorized_client' })))).toEqual(['held'])
  })
  test('that crashes the server is refused in a wrong form', () => {
    expect(kinds(clean(answer(500, '<html>')))).toEqual(['held', 'signal'])
    expect(kinds(clean(answer(401, '<html>')))).toEqual(['held', 'signal'])
  })
  test('that yields a token is accepted', () => {
    expect(kinds(clean(answer(200, tokens)))).toEqual(['effect'])
    expect(kinds(clean(answer(400, { error: 'x', ...tokens })))).toEqual(['effect'])
  })
  test('that has the right credentials at its beginning is taken in a wrong form, and no other', () => {
    const sent = (one: ReturnType<typeof answer>) => ({
      ...one,
      request: { ...one.request, headers: [['authorization', 'Basic ‹basic:7› and-more']] as [string, string][] },
    })
    const own: MarkFacts = { kind: 'basic', length: 20, alphabet: 'other' }
    const made = { ...own, madeFrom: { mark: '‹client_secret:1›' as Mark, by: 'Basic credentials, form-encoded' } }
    expect(kinds(refusedCleanly(sent(answer(200, tokens)), { marks: { '‹basic:7›': made } }))).toEqual(['signal'])
    expect(kinds(refusedCleanly(sent(answer(200, tokens)), { marks: { '‹basic:7›': own } }))).toEqual(['effect'])
    expect(kinds(refusedCleanly(sent(failed(401)), { marks: { '‹basic:7›': made } }))).toEqual(['held'])
  })
  test('at a gateway is refused, and after silence it is open', () => {
    expect(kinds(clean(answer(403, '<html>')))).toEqual(['held', 'noted'])
    for (const one of silent) expect(kinds(clean(one))).toEqual(['undecided'])
  })
})

describe('two methods', () => {
  test('accepted are a wrong form, since one of them was right', () => {
    expect(kinds(oneMethodOnly(answer(200, tokens), 'invalid_request'))).toEqual(['signal'])
  })
  test('refused with a token in the error stay an effect', () => {
    expect(kinds(oneMethodOnly(answer(400, { error: 'invalid_request', ...tokens }), 'invalid_request'))).toEqual(['effect'])
  })
  test('are refused by a fitting code', () => {
    expect(kinds(oneMethodOnly(answer(400, { error: 'invalid_request' }), 'invalid_request'))).toEqual(['held'])
    expect(kinds(oneMethodOnly(answer(400, { error: 'invalid_grant' }), 'invalid_request'))).toEqual(['held', 'signal'])
  })
})

describe('right credentials', () => {
  test('authenticate', () => expect(kinds(authenticated(answer(200, tokens), 'must'))).toEqual(['held']))
  test('that are refused are missed, more or less', () => {
    expect(kinds(authenticated(failed(401), 'must'))).toEqual(['lack'])
    expect(kinds(authenticated(failed(401), 'lesser'))).toEqual(['signal'])
  })
  test('at a gateway or in silence decide nothing', () => {
    for (const one of [answer(403, '<html>'), ...silent]) expect(kinds(authenticated(one, 'must'))).toEqual(['undecided'])
  })
})

describe('failed authentication by the body', () => {
  test('is 400, or 401 with whatever challenge', () => {
    expect(kinds(challenged(failed(400)))).toEqual(['held'])
    expect(kinds(challenged(failed(401, 'Bearer')))).toEqual(['held'])
    expect(kinds(challenged(failed(401)))).toEqual(['signal'])
  })
  test('is neither a success nor a crash', () => {
    for (const status of [200, 403, 500]) expect(kinds(challenged(failed(status)))).toEqual(['signal'])
  })
  test('that succeeds is another matter, and worse', () => {
    expect(challenged(answer(200, tokens))).toMatchObject([{ part: 'effect', requirement: 'rfc6749-5.2-wrong-secret' }])
  })
  test('behind a gateway, a rate limit or silence decides nothing', () => {
    for (const one of [answer(403, '<html>'), ...silent]) expect(kinds(challenged(one))).toEqual(['undecided'])
  })
})

describe('two refusals', () => {
  const said = (error_description: string, status = 401, error = 'invalid_client') => answer(status, { error, error_description })
  test('are told apart by status, code, words and challenges', () => {
    expect(toldApart(said('no such client'), said('wrong secret'))).toEqual(['error_description'])
    expect(toldApart(said('failed', 400, 'invalid_request'), said('failed'))).toEqual(['status', 'error'])
    expect(toldApart(failed(401, 'Basic'), failed(401))).toEqual(['WWW-Authenticate'])
    expect(toldApart(answer(401, '<html>'), said(''))).toEqual(['error', 'the media type'])
  })
  test('are alike beside what they repeat of the request, and beside numbers and times', () => {
    expect(toldApart(said('client "abc" failed'), said('client "xyz" failed'), 'abc', 'xyz')).toEqual([])
    const trace = (id: string, at: string) => said(`AADSTS7000: failed. Trace ID: ${id} Timestamp: ${at}`)
    const [one, two] = ['3f2b8c1e-aabb-4d5e-9f00-0123456789ab', 'c0ffee00-0000-4000-8000-ba5eba11cafe']
    expect(toldApart(trace(one, '2026-11-22 10:00:00Z'), trace(two, '2026-11-22 10:00:09Z'))).toEqual([])
  })
})

describe('a spelling of Basic credentials', () => {
  const sent = (authorization: string) => ({
    ...answer(200, tokens),
    request: { method: 'POST', url: 'https://as.example/token', headers: [['authorization', authorization]] as [string, string][] },
  })
  const madeBy = (by: string) => ({
    marks: { '‹basic:7›': { kind: 'basic', length: 20, alphabet: 'other', madeFrom: { mark: '‹client_secret:1›' as Mark, by } } },
  })
  test('is the usual one when it came out as the form-encoding did', () => {
    expect(spelledLikeTheForm(sent('Basic ‹basic:7›'), madeBy('Basic credentials, form-encoded'))).toBe(true)
    expect(spelledLikeTheForm(sent('Basic ‹basic:7›'), madeBy('Basic credentials, twice-encoded'))).toBe(false)
    expect(spelledLikeTheForm(sent('Basic ‹basic:7›'), { marks: {} })).toBe(false)
    expect(spelledLikeTheForm(answer(200, tokens), { marks: {} })).toBe(false)
  })
})
