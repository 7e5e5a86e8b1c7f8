import { describe, expect, test } from 'vitest'
import type { Target } from '../target/target.ts'
import { answer, tokens } from '../verify/testing.ts'
import { conversationHeld, toAskAgain } from './closing.ts'

const target = {
  endpoints: { token_endpoint: 'https://as.example/token', introspection_endpoint: 'https://as.example/introspect' },
  resource: { url: 'https://as.example/resource' },
} as Target
const at = (path: string, ...of: Parameters<typeof answer>) => {
  const { request, ...rest } = answer(...of)
  return { ...rest, request: { ...request, url: `https://as.example/${path}` } }
}

describe('what the closing conversation asks', () => {
  const asked = (...exchanges: Parameters<typeof toAskAgain>[2]) => toAskAgain(['authorization_code'], target, exchanges)

  test('what the scenario needs, and what worked in it', () => {
    expect(asked()).toEqual(['authorization_code'])
    expect(asked(at('introspect', 200, { active: true }))).toContain('introspection')
    expect(asked(at('resource', 200, ''))).toContain('resource')
    expect(asked(at('token', 200, tokens, { sent: 'grant_type=refresh_token' }))).toContain('refresh_token')
  })
  test('nothing that never worked', () => {
    const refused = [
      at('introspect', 200, { active: false }),
      at('resource', 401, ''),
      at('token', 400, {}, { sent: 'grant_type=refresh_token' }),
    ]
    expect(asked(...refused, at('token', 200, tokens))).toEqual(['authorization_code'])
  })
})

describe('the closing conversation held', () => {
  const issued = answer(200, tokens)
  const other = answer(200, { ...tokens, access_token: '‹access_token:3›' })

  test('when every step that is needed worked', () => {
    expect(conversationHeld({ tokens: issued }, [])).toBe(true)
    expect(conversationHeld({ tokens: issued, introspection: answer(200, { active: true }) }, ['introspection'])).toBe(true)
    expect(conversationHeld({ tokens: issued }, ['introspection'])).toBe(false)
    expect(conversationHeld({ tokens: issued, introspection: answer(200, { active: false }) }, [])).toBe(false)
    expect(conversationHeld({}, [])).toBe(false)
  })
  test('not when two clients got one token: a cache answered', () => {
    expect(conversationHeld({ tokens: issued, second: other }, ['second_client'])).toBe(true)
    expect(conversationHeld({ tokens: issued, second: issued }, ['second_client'])).toBe(false)
  })
})
