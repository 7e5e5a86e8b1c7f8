import { describe, expect, test } from 'vitest'
import { familyDied, leadsOn, newestRefreshToken, parentRefused, replacedTokenDied, rotated } from './refresh-tokens.ts'
import { answer, kinds, silence, tokens } from './testing.ts'

const withToken = (n?: number) => answer(200, n === undefined ? tokens : { ...tokens, refresh_token: `‹refresh_token:${n}›` })
const refusal = answer(400, { error: 'invalid_grant' })
const open = [silence('timeout'), answer(429, {}), answer(503, '')]

describe('rotation', () => {
  const [first, second, third] = [withToken(1), withToken(2), withToken(3)]
  test('gives another token each time', () => expect(kinds(rotated([first, second, third], refusal))).toEqual(['held']))
  test('that keeps the token is broken when the first one works again', () => {
    expect(kinds(rotated([first, first, first], first))).toEqual(['effect'])
    expect(kinds(rotated([first, withToken(), withToken()], withToken()))).toEqual(['effect'])
    expect(kinds(rotated([first, second, second], withToken(4)))).toEqual(['effect'])
  })
  test('that stops after the first time is broken, whatever becomes of the first token', () => {
    expect(kinds(rotated([first, second, second, second], refusal))).toEqual(['effect'])
    expect(kinds(rotated([first, second, withToken(), withToken()], refusal))).toEqual(['effect'])
    expect(kinds(rotated([first, second, second], refusal))).toEqual(['noted'])
  })
  test('that keeps a token which then is dead is noted', () => expect(kinds(rotated([first, withToken()], refusal))).toEqual(['noted']))
  test('is open where a refresh failed, or the replay had no answer', () => {
    expect(kinds(rotated([first, refusal], refusal))).toEqual(['undecided'])
    for (const one of open) expect(kinds(rotated([first, first], one))).toEqual(['undecided'])
  })
  test('is followed by the newest token', () => {
    expect(newestRefreshToken([first, withToken(), second, withToken()])).toBe('‹refresh_token:2›')
    expect(newestRefreshToken([withToken()])).toBeUndefined()
  })
})

describe('a replaced token', () => {
  test('is refused, at once or after its grace', () => {
    expect(kinds(replacedTokenDied([refusal]))).toEqual(['held'])
    expect(kinds(replacedTokenDied([withToken(2), refusal]))).toEqual(['held', 'noted'])
  })
  test('that still works is an effect', () => {
    expect(kinds(replacedTokenDied([withToken(2)]))).toEqual(['effect'])
    expect(kinds(replacedTokenDied([withToken(2), withToken(3)]))).toContain('effect')
  })
  test('is open without an answer', () => {
    for (const one of open) expect(kinds(replacedTokenDied([one]))).toEqual(['undecided'])
  })
})

describe('the family of a replayed token', () => {
  test('dies, while another grant lives', () => {
    expect(kinds(familyDied(refusal, withToken(9)))).toEqual(['held'])
    expect(kinds(familyDied(withToken(4), withToken(9)))).toEqual(['effect'])
  })
  test('may take other grants of the user along', () => expect(kinds(familyDied(refusal, refusal))).toEqual(['held', 'noted']))
  test('is open when nothing can be refreshed', () => {
    for (const one of [...open, answer(500, '')]) expect(kinds(familyDied(refusal, one))).toEqual(['undecided'])
  })
})

describe('the parent of the active refresh token', () => {
  const chain = [withToken(1), withToken(2)]
  test('is refused', () => {
    expect(kinds(parentRefused(chain, refusal, []))).toEqual(['held'])
    expect(kinds(parentRefused(chain, answer(400, { error: 'invalid_request' }), []))).toEqual(['held', 'signal'])
  })
  test('that leads to a second successor beside the first is broken', () => {
    expect(kinds(parentRefused(chain, withToken(3), [withToken(4), withToken(5)]))).toEqual(['effect'])
  })
  test('is taken in a wrong form when one successor remains, the same one or none is given', () => {
    expect(kinds(parentRefused(chain, withToken(3), [withToken(4), refusal]))).toEqual(['held', 'signal'])
    expect(kinds(parentRefused(chain, withToken(2), [withToken(4), withToken(5)]))).toEqual(['held', 'signal'])
    expect(kinds(parentRefused(chain, withToken(), [withToken(4), withToken(5)]))).toEqual(['held', 'signal'])
  })
  test('is not there without rotation, and is open where a request had no answer', () => {
    expect(kinds(parentRefused([withToken(1), withToken()], undefined, []))).toEqual(['noted'])
    expect(kinds(parentRefused([withToken(1), refusal], undefined, []))).toEqual(['undecided'])
    for (const one of open) expect(kinds(parentRefused(chain, one, []))).toEqual(['undecided'])
  })
})

describe('a refresh token leads on', () => {
  test('when one refresh after another succeeds, with the same token or another', () => {
    expect(kinds(leadsOn([withToken(1), withToken(2), withToken(3)]))).toEqual(['held'])
    expect(kinds(leadsOn([withToken(1), withToken(), withToken()]))).toEqual(['held'])
  })
  test('not when the token of the last answer is refused', () => {
    expect(kinds(leadsOn([withToken(1), withToken(2), refusal]))).toEqual(['lack'])
    expect(kinds(leadsOn([withToken(1), withToken(1), refusal]))).toEqual(['lack'])
  })
  test('or is good for one use, which a server may want', () => {
    expect(kinds(leadsOn([withToken(1), withToken(), refusal]))).toEqual(['noted'])
  })
  test('is open where the first refresh failed or a request had no answer', () => {
    expect(kinds(leadsOn([withToken(1), refusal, refusal]))).toEqual(['undecided'])
    for (const one of open) expect(kinds(leadsOn([withToken(1), withToken(2), one]))).toEqual(['undecided'])
  })
})
