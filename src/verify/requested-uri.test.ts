import { describe, expect, test } from 'vitest'
import type { Mark } from '../http/exchange.ts'
import { gaveCodeWhereAsked, sentRedirectUri } from './requested-uri.ts'
import { answer, kinds, landing, silence } from './testing.ts'

const code = '‹code:1›' as Mark
const asked = (redirect_uri: string | undefined, url: string) => {
  const request = answer(302, '')
  request.request.url = `https://as.example/authorize?client_id=c${redirect_uri === undefined ? '' : `&redirect_uri=${encodeURIComponent(redirect_uri)}`}`
  return landing('redirect_uri', { url, code, params: [['code', code]] }, request)
}

describe('a code where it was asked for', () => {
  test('holds, with whatever parameters it comes', () => {
    expect(kinds(gaveCodeWhereAsked(asked('http://127.0.0.1:9/cb?a=1', 'http://127.0.0.1:9/cb?a=1&code=x')))).toEqual(['held'])
    expect(kinds(gaveCodeWhereAsked(asked('http://127.0.0.1:9', 'http://127.0.0.1:9/?code=x')))).toEqual(['held'])
    expect(kinds(gaveCodeWhereAsked(asked(undefined, 'http://127.0.0.1/cb?code=x')))).toEqual(['held'])
  })
  test('is broken when it comes to another port or address', () => {
    expect(kinds(gaveCodeWhereAsked(asked('http://127.0.0.1:9/cb', 'http://127.0.0.1/cb?code=x')))).toEqual(['effect'])
    expect(kinds(gaveCodeWhereAsked(asked('http://127.0.0.1:9/cb', 'http://[::1]:9/cb?code=x')))).toEqual(['effect'])
  })
  test('is lacking or undecided as any code', () => {
    expect(kinds(gaveCodeWhereAsked(landing('error_page', {}, answer(400, '<html>'))))).toEqual(['lack'])
    expect(kinds(gaveCodeWhereAsked(landing('error_page', {}, answer(429, ''))))).toEqual(['undecided'])
    expect(kinds(gaveCodeWhereAsked(landing('nowhere', {}, silence('timeout'))))).toEqual(['undecided'])
    expect(kinds(gaveCodeWhereAsked(undefined))).toEqual(['undecided'])
  })
})

test('the redirect_uri that was sent is read from the query or the form', () => {
  expect(sentRedirectUri(asked('http://[::1]:9/cb?x=y', ''))).toBe('http://[::1]:9/cb?x=y')
  expect(sentRedirectUri(landing('nowhere', {}, answer(200, '', { sent: 'a=b&redirect_uri=x%3Ay' })))).toBe('x:y')
  expect(sentRedirectUri(undefined)).toBeUndefined()
})
