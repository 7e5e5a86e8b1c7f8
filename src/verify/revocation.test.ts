import { describe, expect, test } from 'vitest'
import { keptFromOthers, revocationConfirmed, revokesNoSuchTokens, survived } from './revocation.ts'
import { answer, kinds, silence, tokens } from './testing.ts'

const done = answer(200, '')
const refused = answer(400, { error: 'invalid_grant' })
const refreshed = answer(200, tokens)
const silent = [answer(429, ''), answer(503, ''), silence('timeout'), undefined]

describe('revocationConfirmed', () => {
  test('200 leaves the word to what becomes of the token', () => {
    expect(revocationConfirmed(done)).toEqual([])
    expect(kinds(revocationConfirmed(answer(204, '')))).toEqual(['signal'])
  })
  test('a refusal of the right client is a lack, a crash a wrong form', () => {
    expect(kinds(revocationConfirmed(refused))).toEqual(['lack'])
    expect(kinds(revocationConfirmed(answer(400, { error: 'unsupported_token_type' })))).toEqual(['lack'])
    expect(kinds(revocationConfirmed(answer(500, '')))).toEqual(['signal'])
  })
  test('a client that was not let in, a gateway, a rate limit and silence decide nothing', () => {
    for (const none of [answer(401, ''), answer(400, { error: 'invalid_client' }), answer(403, '<html>'), ...silent])
      expect(kinds(revocationConfirmed(none))).toEqual(['undecided'])
  })
})

test('a server may say that it does not revoke such tokens', () => {
  expect(revokesNoSuchTokens(answer(400, { error: 'unsupported_token_type' }))).toBe(true)
  expect(revokesNoSuchTokens(answer(200, { error: 'unsupported_token_type' }))).toBe(false)
  expect(revokesNoSuchTokens(refused)).toBe(false)
})

describe('survived', () => {
  test('active or refreshed holds', () => {
    for (const probe of [answer(200, { active: true }), refreshed]) expect(kinds(survived(probe))).toEqual(['held'])
  })
  test('inactive or no longer a grant is a lack', () => {
    for (const probe of [answer(200, { active: false }), refused]) expect(kinds(survived(probe))).toEqual(['lack'])
  })
  test('a refusal that says no more than 400 is a lack too, a page is not', () => {
    expect(kinds(survived(answer(400, '')))).toEqual(['lack'])
    expect(kinds(survived(answer(400, '<html>')))).toEqual(['undecided'])
  })
  test('another refusal, a crash, a rate limit and silence decide nothing', () => {
    for (const probe of [answer(401, { error: 'invalid_client' }), answer(500, ''), ...silent])
      expect(kinds(survived(probe))).toEqual(['undecided'])
  })
})

describe('keptFromOthers', () => {
  test('refused and alive holds', () => {
    expect(kinds(keptFromOthers(refused, refreshed))).toEqual(['held'])
    expect(kinds(keptFromOthers(answer(401, { error: 'invalid_client' }), refreshed))).toEqual(['held'])
  })
  test('confirmed without effect, and a crash, are a wrong form', () => {
    for (const other of [done, answer(500, '')]) expect(kinds(keptFromOthers(other, refreshed))).toEqual(['held', 'signal'])
  })
  test('a dead token is a lack, whatever was answered', () => {
    for (const other of [done, refused]) expect(kinds(keptFromOthers(other, refused))).toEqual(['lack'])
  })
  test('a refresh that fails for another reason, a rate limit and silence decide nothing', () => {
    expect(kinds(keptFromOthers(refused, answer(500, '')))).toEqual(['undecided'])
    for (const none of silent) {
      expect(kinds(keptFromOthers(none, refreshed))).toEqual(['undecided'])
      expect(kinds(keptFromOthers(refused, none))).toEqual(['undecided'])
    }
  })
})
