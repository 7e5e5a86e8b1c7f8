import { describe, expect, test } from 'vitest'
import { calledInactive, saysNoMore, toldAnotherClient, toldNothing } from './introspection.ts'
import { answer, kinds, silence } from './testing.ts'

const active = answer(200, { active: true, sub: 'alice', scope: 'read' })
const inactive = answer(200, { active: false })
const unauthorized = answer(401, { error: 'invalid_client' })
const silent = [answer(429, ''), answer(503, ''), silence('reset'), undefined]

describe('calledInactive', () => {
  test('active=false holds, active is an effect, in whatever type', () => {
    expect(kinds(calledInactive(inactive))).toEqual(['held'])
    expect(kinds(calledInactive(active))).toEqual(['effect'])
    expect(kinds(calledInactive(answer(200, { active: 'true' })))).toEqual(['effect'])
  })
  test('an error instead is a small lack', () => {
    expect(calledInactive(answer(400, { error: 'invalid_token' }))).toMatchObject([{ part: 'lack', severity: 'low' }])
  })
  test('an unsupported type of token, a crash and an answer without active are a wrong form', () => {
    for (const other of [
      answer(400, { error: 'unsupported_token_type' }),
      answer(500, ''),
      answer(200, {}),
      answer(200, { active: 'false' }),
    ])
      expect(kinds(calledInactive(other))).toEqual(['signal'])
  })
  test('a gateway, a rate limit and silence decide nothing', () => {
    for (const none of [answer(403, '<html>'), ...silent]) expect(kinds(calledInactive(none))).toEqual(['undecided'])
  })
})

describe('toldNothing', () => {
  test('a refusal holds', () => {
    for (const status of [400, 401, 403]) expect(kinds(toldNothing(answer(status, { error: 'invalid_client' })))).toEqual(['held'])
  })
  test('whatever is told of the token is an effect', () => {
    expect(kinds(toldNothing(active))).toEqual(['effect'])
    expect(kinds(toldNothing(answer(200, { active: true })))).toEqual(['effect'])
    expect(kinds(toldNothing(answer(200, { client_id: 'c', exp: 1 })))).toEqual(['effect'])
  })
  test('active=false, a page, a redirect and a crash tell nothing in a wrong form', () => {
    for (const other of [inactive, answer(200, '<html>'), answer(302, ''), answer(500, '')])
      expect(kinds(toldNothing(other))).toEqual(['held', 'signal'])
  })
  test('a gateway refuses as well as the server', () => {
    expect(kinds(toldNothing(answer(403, '<html>')))).toEqual(['held', 'noted'])
  })
  test('what cannot be read, a rate limit and silence decide nothing', () => {
    const signed = answer(200, 'e30.e30.x', { headers: [['content-type', 'application/token-introspection+jwt']] })
    for (const none of [signed, ...silent]) expect(kinds(toldNothing(none))).toEqual(['undecided'])
  })
})

describe('toldAnotherClient', () => {
  test('to see it or not to see it is a choice', () => {
    for (const either of [active, inactive]) expect(kinds(toldAnotherClient(either))).toEqual(['noted'])
    expect(toldAnotherClient(active)).not.toMatchObject(toldAnotherClient(inactive))
  })
  test('an error is none', () => {
    expect(kinds(toldAnotherClient(unauthorized))).toEqual(['lack'])
    expect(kinds(toldAnotherClient(undefined))).toEqual(['undecided'])
  })
})

test('of an inactive token nothing more is said', () => {
  expect(saysNoMore(answer(200, { active: false }))).toEqual([])
  expect(saysNoMore(answer(200, { active: true, scope: 'read' }))).toEqual([])
  const [finding] = saysNoMore(answer(200, { active: false, sub: 'alice', reason: 'expired' }))
  expect(finding).toMatchObject({ is: 'violated', part: 'signal', seen: 'sub, reason beside active=false' })
})
