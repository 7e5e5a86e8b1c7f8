import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInsideHost, isLoopback } from './addresses.ts'
import { isAddress, isHeaderValue, isHostAndPort, isHttpUrl, isOrigin, isRedirectUri } from './words.ts'

const table = (check: (value: string) => boolean, right: string[], wrong: string[]) => {
  test.each(right)('takes %j', (value) => expect(check(value)).toBe(true))
  test.each(wrong)('refuses %j', (value) => expect(check(value)).toBe(false))
}

describe('isHttpUrl', () =>
  table(
    isHttpUrl,
    ['https://a.example', 'http://localhost:8080/realms/x', 'HTTPS://A.example/?tenant=1', 'http://[::1]:9400'],
    [
      'a.example',
      '//a.example',
      'ftp://a.example',
      'https://joe@a.example',
      'https://a.example/#x',
      'https://a.example/ b',
      'https:\\\\a.example',
      'https://',
      '',
    ],
  ))

describe('isOrigin', () =>
  table(
    isOrigin,
    ['https://a.example', 'https://a.example/', 'http://[::1]:80'],
    ['https://a.example/x', 'https://a.example?x', 'a.example', 'https://a@b.example'],
  ))

describe('isRedirectUri', () =>
  table(
    isRedirectUri,
    [
      'https://app.example/cb',
      'https://app.example/cb?x=1',
      'com.example.app:/cb',
      'http://127.0.0.1/cb',
      'http://[::1]:1234/cb',
      'myapp://cb',
    ],
    [
      '/cb',
      'app.example/cb',
      'https://app.example/cb#',
      'https://app.example/c b',
      'https://app.example/\u0000',
      'https://',
      'https://é.example/',
      '',
    ],
  ))

describe('isHostAndPort', () =>
  table(isHostAndPort, ['a.example:443', '[::1]:8080', '127.0.0.1:1'], ['a.example', ':443', 'a:65536', '[x]:1', 'https://a:1', '::1:80']))
describe('isAddress', () =>
  table(isAddress, ['127.0.0.1', '::1', '127.0.0.1:80', '[::1]:80'], ['localhost', 'a.example:80', '127.0.0.256', '[::1]']))
describe('isInsideHost', () =>
  table(
    isInsideHost,
    [
      'http://169.254.169.254/latest',
      'http://10.1.2.3',
      'http://[fd00::1]/',
      'http://[::ffff:10.0.0.1]/',
      'http://0/',
      'http://2130706433/',
      'https://localhost:1',
      'http://x.localhost',
    ],
    ['https://login.example.com', 'http://8.8.8.8', 'http://[2001:4860::1]', 'https://10.example.com', 'nonsense'],
  ))
describe('isLoopback', () =>
  table(
    isLoopback,
    ['http://127.0.0.1:1', 'http://127.9.9.9', 'http://[::1]', 'http://localhost'],
    ['http://10.0.0.1', 'http://127.example.com', 'http://localhost.example'],
  ))

test('no line break gets into a header field', () => {
  fc.assert(fc.property(fc.string(), fc.constantFrom('\r', '\n', '\0'), fc.string(), (a, control, b) => !isHeaderValue(a + control + b)))
})

test('whatever is taken as a redirection URI is absolute and has no fragment', () => {
  fc.assert(
    fc.property(fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string()), (value) => {
      if (isRedirectUri(value)) expect(URL.canParse(value) && !value.includes('#') && !/\s/.test(value)).toBe(true)
    }),
  )
})
