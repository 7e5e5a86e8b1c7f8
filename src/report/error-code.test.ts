import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Exchange } from '../scenario/contract.ts'
import { errorCodeOf } from './error-code.ts'

const answered = (body: string, location?: string): Exchange =>
  ({ response: { status: 400, headers: location === undefined ? [] : [['Location', location]], body } }) as unknown as Exchange

test.each<[string, string | undefined, string | undefined]>([
  ['{"error":"invalid_grant","error_description":"no"}', undefined, 'invalid_grant'],
  ['', 'https://client.example/callback?tenant=1&error=access_denied&state=x', 'access_denied'],
  ['', 'https://client.example/callback#error=invalid_scope', 'invalid_scope'],
  ['<h1>error</h1>', 'https://client.example/callback?code=error', undefined],
  ['{"error":{"code":400}}', undefined, undefined],
  ['{"error":', undefined, undefined],
  [`{"error":"${'x'.repeat(90)}"}`, undefined, `${'x'.repeat(60)}…`],
])('of %s and %s', (body, location, code) => {
  expect(errorCodeOf(answered(body, location))).toBe(code)
})

test('no answer has none, and nothing that a target sends is too much', () => {
  expect(errorCodeOf({ failure: 'timeout' } as Exchange)).toBeUndefined()
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), fc.string(), (body, location) => {
      expect((errorCodeOf(answered(body, location)) ?? '').length).toBeLessThanOrEqual(61)
    }),
  )
})
