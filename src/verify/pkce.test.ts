import { expect, test } from 'vitest'
import type { Mark, MarkFacts } from '../http/exchange.ts'
import { boundByPkce, sentChallengeMethod, showsNoChallenge } from './pkce.ts'
import { answer, kinds, landing, silence } from './testing.ts'

test('a code is bound by PKCE whose redemption carries a verifier', () => {
  expect(boundByPkce(answer(200, {}, { sent: 'grant_type=authorization_code&code=‹code:1›&code_verifier=‹code_verifier:2›' }))).toBe(true)
  for (const sent of ['grant_type=authorization_code&code=‹code:1›', 'code=x%26code_verifier=y', 'code_verifier=', ''])
    expect(boundByPkce(answer(200, {}, { sent }))).toBe(false)
  expect(boundByPkce(silence('timeout'))).toBe(false)
  expect(boundByPkce(undefined)).toBe(false)
})

const asked = (code_challenge: string) => {
  const hop = answer(302, '')
  return { ...hop, request: { ...hop.request, url: `https://as.example/authorize?client_id=c&code_challenge=${code_challenge}` } }
}
const code = '‹code:2›' as Mark
const marks = (claims: Record<string, unknown>): Record<string, MarkFacts> => ({
  [code]: { kind: 'code', length: 90, alphabet: 'unreserved', jwt: { header: {}, claims, signature: 'valid' } },
})

test('a challenge is disclosed by a parameter or by a code that anybody can read', () => {
  const response = (params: [string, string][]) =>
    landing('redirect_uri', { code, params }, asked('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'))
  const plain = response([['code', code]])
  expect(kinds(showsNoChallenge(plain, { marks: {} }))).toEqual(['held'])
  expect(kinds(showsNoChallenge(plain, { marks: marks({ sub: 'alice' }) }))).toEqual(['held'])
  expect(kinds(showsNoChallenge(plain, { marks: marks({ a: ['E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'] }) }))).toEqual(['effect'])
  const told = response([['pkce', 'S256:E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM']])
  expect(kinds(showsNoChallenge(told, { marks: {} }))).toEqual(['effect'])
})

test('without a code, or without a challenge in the request, nothing is decided', () => {
  expect(kinds(showsNoChallenge(landing('error_page', {}, asked('x')), { marks: {} }))).toEqual(['undecided'])
  expect(kinds(showsNoChallenge(landing('redirect_uri', { code }, asked('')), { marks: {} }))).toEqual(['undecided'])
})

test('a method is told as it was spelled, from the query or a posted form', () => {
  const [inQuery, posted] = [answer(302, ''), answer(302, '', { sent: 'code_challenge_method=S512' })]
  inQuery.request.url = 'https://as.example/authorize?client_id=c&code_challenge_method=plain+'
  expect(sentChallengeMethod(landing('redirect_uri', { hops: [inQuery, posted] }))).toBe('plain ')
  expect(sentChallengeMethod(landing('redirect_uri', { hops: [posted] }))).toBe('S512')
  expect(sentChallengeMethod(landing('redirect_uri', { hops: [answer(302, '')] }))).toBeUndefined()
})
