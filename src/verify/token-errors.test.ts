import { expect, test } from 'vitest'
import { answer, kinds, silence, tokens } from './testing.ts'
import { refusedInJson } from './token-errors.ts'

const plain: [string, string][] = [['content-type', 'text/plain']]

test.each([400, 401])('status %i with any error code holds', (status) =>
  expect(kinds(refusedInJson(answer(status, { error: 'whatever', error_description: 'x' })))).toEqual(['held']),
)

test.each([
  answer(200, { error: 'invalid_grant' }),
  answer(403, { error: 'invalid_grant' }),
  answer(500, { error: 'server_error' }),
  answer(400, '<html>'),
  answer(302, ''),
  answer(400, { error: null }),
  answer(400, { error: 'invalid_grant' }, { headers: plain }),
])('$response.status with $response.body is a wrong form', (one) => expect(kinds(refusedInJson(one))).toEqual(['signal']))

test('a token in a refusal is an effect', () => {
  expect(kinds(refusedInJson(answer(400, { error: 'invalid_grant', ...tokens })))).toEqual(['effect'])
  expect(kinds(refusedInJson(answer(400, { error: 'invalid_grant', hint: '‹refresh_token:7›' })))).toEqual(['effect'])
})

test('a gateway, a rate limit and silence decide nothing', () => {
  for (const one of [answer(403, '<html>'), answer(429, { error: 'slow_down' }), answer(503, ''), silence('reset'), undefined])
    expect(kinds(refusedInJson(one))).toEqual(['undecided'])
})
