import { describe, expect, test } from 'vitest'
import { authenticated, challengedForBasic, challenges, oneMethodOnly, refusedCleanly } from './client-authentication.ts'
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
  test('is refused by any error code with 400 or 401', () => {
    expect(kinds(refusedCleanly(answer(401, { error: 'invalid_request' })))).toEqual(['held'])
    expect(kinds(refusedCleanly(answer(400, { error: 'unauthorized_client' })))).toEqual(['held'])
  })
  test('that crashes the server is refused in a wrong form', () => {
    expect(kinds(refusedCleanly(answer(500, '<html>')))).toEqual(['held', 'signal'])
    expect(kinds(refusedCleanly(answer(401, '<html>')))).toEqual(['held', 'signal'])
  })
  test('that yields a token is accepted', () => {
    expect(kinds(refusedCleanly(answer(200, tokens)))).toEqual(['effect'])
    expect(kinds(refusedCleanly(answer(400, { error: 'x', ...tokens })))).toEqual(['effect'])
  })
  test('at a gateway is refused, and after silence it is open', () => {
    expect(kinds(refusedCleanly(answer(403, '<html>')))).toEqual(['held', 'noted'])
    for (const one of silent) expect(kinds(refusedCleanly(one))).toEqual(['undecided'])
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
