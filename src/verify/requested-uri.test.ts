import { describe, expect, test } from 'vitest'
import type { Mark } from '../http/exchange.ts'
import { gaveCodeWhereAsked, keptQuery, sentRedirectUri } from './requested-uri.ts'
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

describe('a registered query', () => {
  const registered = 'https://client.example:8443/other?tenant=1%2B2&lang=en'
  const at = (url: string) => kinds(keptQuery(landing('redirect_uri', { url }), registered))
  test('holds as it is registered, before and behind the response, with a fragment after it', () => {
    expect(at(`${registered}&code=x&state=y`)).toEqual(['held'])
    expect(at('https://client.example:8443/other?code=x&tenant=1%2B2&lang=en#_')).toEqual(['held'])
  })
  test('is right in effect in another percent-encoding', () => {
    expect(at('https://client.example:8443/other?tenant=1%2b2&lang=en&code=x')).toEqual(['held', 'signal'])
    expect(at('https://client.example:8443/other?tenant=%31%2B2&lang=en&code=x')).toEqual(['held', 'signal'])
  })
  test('is lacking when it is dropped, changed, or followed by a second question mark', () => {
    expect(at('https://client.example:8443/other?code=x')).toEqual(['lack'])
    expect(at('https://client.example:8443/other?tenant=1+2&lang=en&code=x')).toEqual(['lack'])
    expect(at(`${registered}?code=x`)).toEqual(['lack'])
  })
  test('decides nothing where no response came to that URI', () => {
    expect(at('https://client.example/callback?code=x')).toEqual(['undecided'])
    expect(kinds(keptQuery(landing('error_page'), registered))).toEqual(['undecided'])
    expect(kinds(keptQuery(undefined, registered))).toEqual(['undecided'])
  })
})
