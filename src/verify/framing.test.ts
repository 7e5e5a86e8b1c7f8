import { describe, expect, test } from 'vitest'
import type { Exchange } from '../http/exchange.ts'
import type { Landing } from '../user-agent/landing.ts'
import { unframed } from './framing.ts'

type Headers = [string, string][]
const exchange = (method: string, status: number, headers: Headers, body = ''): Exchange =>
  ({ n: 1, request: { method, url: 'https://as.example/', headers: [] }, response: { status, headers, body } }) as unknown as Exchange

const flow = (headers: Headers, body = '<form>', cookie = 'session=x; Path=/'): Landing => ({
  at: 'redirect_uri',
  hops: [
    exchange('GET', 200, [['content-type', 'text/html; charset=utf-8'], ['set-cookie', cookie], ...headers], body),
    exchange('POST', 303, [['location', 'https://client.example/callback?code=x']]),
  ],
  params: [],
})

const part = (landing: Landing) => {
  const [finding] = unframed(landing)
  return finding?.is === 'violated' ? finding.part : finding?.is
}

test.each<[string, Headers]>([
  ['DENY', [['x-frame-options', 'DENY']]],
  ['SAMEORIGIN in any case, twice', [['X-Frame-Options', 'sameorigin, SAMEORIGIN']]],
  ["frame-ancestors 'none'", [['content-security-policy', "default-src 'self'; frame-ancestors 'none'"]]],
  ['a named host', [['content-security-policy', 'frame-ancestors https://portal.example https://*.portal.example']]],
  ['no source at all', [['content-security-policy', 'frame-ancestors']]],
  ['one of two policies', [['content-security-policy', "frame-ancestors *, frame-ancestors 'self'"]]],
])('%s keeps strangers out', (_, headers) => expect(part(flow(headers))).toBe('held'))

test.each<[string, Headers]>([
  ['no header', []],
  ['a policy about other things', [['content-security-policy', "default-src 'none'"]]],
  ['a policy that is only reported', [['content-security-policy-report-only', "frame-ancestors 'none'"]]],
  ['ALLOW-FROM, which browsers ignore', [['x-frame-options', 'ALLOW-FROM https://portal.example']]],
  [
    'a star, which wins over the other header',
    [
      ['content-security-policy', 'frame-ancestors *'],
      ['x-frame-options', 'DENY'],
    ],
  ],
  ['every https site', [['content-security-policy', 'frame-ancestors https:']]],
])('%s lets them in', (_, headers) => expect(part(flow(headers))).toBe('effect'))

test.each<[string, Landing]>([
  ['a script that leaves frames', flow([], '<script>if (self !== top) top.location = self.location</script>')],
  ['cookies that stay out of frames', flow([], '<form>', 'session=x; SameSite=Lax; HttpOnly')],
])('%s is a lesser means', (_, landing) => expect(part(landing)).toBe('signal'))

describe('where scripts send the answers', () => {
  const page = (...headers: Headers) => exchange('GET', 200, [['content-type', 'text/html'], ...headers])
  const scripted = (...hops: Exchange[]): Landing => ({ at: 'redirect_uri', hops, params: [], answered: ['sign_in'] })
  const deny: [string, string] = ['x-frame-options', 'DENY']
  test('every page counts', () => {
    expect(part(scripted(page(deny)))).toBe('held')
    expect(part(scripted(page()))).toBe('effect')
    expect(part(scripted(page(), page()))).toBe('effect')
  })
  test('of different pages it is not known which was answered', () => {
    expect(part(scripted(page(deny), page()))).toBe('undecided')
  })
})

test('a flow without pages decides nothing', () => {
  const hops = [exchange('GET', 303, [['location', 'https://client.example/callback?code=x']])]
  expect(part({ at: 'redirect_uri', hops, params: [] })).toBe('undecided')
})
