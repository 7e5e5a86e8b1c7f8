import { describe, expect, test } from 'vitest'
import { calledInvalidToken, lacksItsScope, turnedAway } from './bearer-token.ts'
import { answer, kinds, silence } from './testing.ts'

const challenge = (field: string, status = 401) =>
  answer(
    status,
    {},
    {
      headers: [
        ['content-type', 'application/json'],
        ['WWW-Authenticate', field],
      ],
    },
  )
const bare = challenge('Bearer realm="r"')
const content = answer(200, { sub: 'alice' })

describe('turnedAway', () => {
  test('any refusal holds, in whatever form', () => {
    for (const status of [400, 401, 403, 404, 302]) expect(kinds(turnedAway(answer(status, '<html>'), bare))).toEqual(['held'])
  })
  test('content is violated', () => {
    expect(kinds(turnedAway(content, bare))).toEqual(['lack'])
    expect(kinds(turnedAway(answer(204, ''), bare))).toEqual(['lack'])
  })
  test('a crash is right in effect and wrong in form', () => {
    expect(kinds(turnedAway(answer(500, 'oops'), bare))).toEqual(['held', 'signal'])
  })
  test('a resource that is open to everybody, and one of which that is not known, decide nothing', () => {
    expect(kinds(turnedAway(content, answer(200, { errors: ['not signed in'] })))).toEqual(['undecided'])
    expect(kinds(turnedAway(content, answer(429, '')))).toEqual(['undecided'])
    expect(kinds(turnedAway(content, undefined))).toEqual(['undecided'])
  })
  test('a rate limit, an overload and silence decide nothing', () => {
    for (const none of [answer(429, ''), answer(503, ''), silence('timeout'), undefined])
      expect(kinds(turnedAway(none, bare))).toEqual(['undecided'])
  })
})

describe('lacksItsScope', () => {
  test('403 holds, another refusal is a wrong form, content is violated, silence decides nothing', () => {
    expect(kinds(lacksItsScope(answer(403, ''), bare))).toEqual(['held'])
    expect(kinds(lacksItsScope(answer(401, ''), bare))).toEqual(['held', 'signal'])
    expect(kinds(lacksItsScope(answer(500, ''), bare))).toEqual(['held', 'signal'])
    expect(kinds(lacksItsScope(content, bare))).toEqual(['lack'])
    expect(kinds(lacksItsScope(answer(429, ''), bare))).toEqual(['undecided'])
  })
})

describe('calledInvalidToken', () => {
  test('401 with the error in a Bearer challenge holds, however it is written', () => {
    expect(kinds(calledInvalidToken(challenge('Bearer realm="r", error="invalid_token"')))).toEqual(['held'])
    expect(kinds(calledInvalidToken(challenge('Basic realm="x", bearer error=invalid_token')))).toEqual(['held'])
  })
  test('it may stand in any of several challenges', () => {
    const both = (...fields: string[]) => answer(401, {}, { headers: fields.map((field) => ['WWW-Authenticate', field]) })
    expect(kinds(calledInvalidToken(both('DPoP algs="ES256"', 'Bearer error="invalid_token"')))).toEqual(['held'])
    expect(kinds(calledInvalidToken(both('Bearer realm="r"', 'DPoP error="invalid_token", algs="ES256"')))).toEqual(['held'])
    expect(kinds(calledInvalidToken(both('DPoP error="use_dpop_nonce", Bearer error="invalid_token"')))).toEqual(['held'])
    expect(kinds(calledInvalidToken(both('Bearer realm="r"', 'Basic error="invalid_token"')))).toEqual(['signal'])
  })
  test('another status, another error or none is a wrong form', () => {
    for (const other of [challenge('Bearer'), challenge('Bearer error="invalid_token"', 403), answer(401, {}), answer(302, '')])
      expect(kinds(calledInvalidToken(other))).toEqual(['signal'])
    expect(kinds(calledInvalidToken(challenge('Basic realm="x", error="invalid_token"')))).toEqual(['signal'])
  })
  test('an invalid request and a gateway are only noted', () => {
    expect(kinds(calledInvalidToken(challenge('Bearer error="invalid_request"', 400)))).toEqual(['noted'])
    expect(kinds(calledInvalidToken(answer(403, '<html>')))).toEqual(['noted'])
  })
  test('what was served, a crash and silence are the business of the effect', () => {
    for (const other of [content, answer(500, ''), answer(429, ''), undefined]) expect(calledInvalidToken(other)).toEqual([])
  })
})
