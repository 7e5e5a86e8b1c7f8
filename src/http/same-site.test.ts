import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSameSite } from './same-site.ts'

test.each([
  ['https://login.example.com/authorize', 'https://static.example.com:8443/x.js', true],
  ['https://example.co.uk/', 'https://www.example.co.uk/', true],
  ['https://one.co.uk/', 'https://other.co.uk/', false],
  ['https://one.github.io/', 'https://other.github.io/', false],
  ['https://login.example.com/', 'https://example.com.attacker.net/', false],
  ['https://login.as.test/', 'https://cdn.as.test/', true],
  ['http://127.0.0.1:9400/', 'http://127.0.0.1:9401/', true],
  ['http://127.0.0.1/', 'http://127.0.0.2/', false],
  ['http://10.1.2.3/', 'http://11.1.2.3/', false],
  ['http://[::1]/', 'http://[::2]/', false],
  ['http://localhost:1/', 'http://localhost:2/', true],
  ['http://one.localhost/', 'http://other.localhost/', false],
  ['http://intranet/', 'http://intranet:8080/', true],
  ['http://intranet/', 'http://other/', false],
  ['no url', 'no url', false],
  ['data:text/plain,1', 'data:text/plain,2', false],
])('%s and %s: %s', (one, other, same) => {
  expect([isSameSite(one, other), isSameSite(other, one)]).toEqual([same, same])
})

test('no text breaks it, and a host is of its own site', () => {
  const url = fc.string().map((host) => `https://${host}`)
  fc.assert(fc.property(url, (one) => isSameSite(one, one) === Boolean(URL.parse(one)?.hostname)))
})
