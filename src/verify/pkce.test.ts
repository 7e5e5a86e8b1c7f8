import { expect, test } from 'vitest'
import { boundByPkce } from './pkce.ts'
import { answer, silence } from './testing.ts'

test('a code is bound by PKCE whose redemption carries a verifier', () => {
  expect(boundByPkce(answer(200, {}, { sent: 'grant_type=authorization_code&code=‹code:1›&code_verifier=‹code_verifier:2›' }))).toBe(true)
  for (const sent of ['grant_type=authorization_code&code=‹code:1›', 'code=x%26code_verifier=y', 'code_verifier=', ''])
    expect(boundByPkce(answer(200, {}, { sent }))).toBe(false)
  expect(boundByPkce(silence('timeout'))).toBe(false)
  expect(boundByPkce(undefined)).toBe(false)
})
