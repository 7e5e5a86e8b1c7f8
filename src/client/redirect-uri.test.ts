import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Message } from '../http/exchange.ts'
import { isLoopbackAddress, redirectUri, unlessRegistered, uriParts, withoutLoopbackPort } from './redirect-uri.ts'

class Skipped extends Error {}
const tools = {
  alter: (mark: string) => mark,
  skip: (reason: string): never => {
    throw new Skipped(reason)
  },
}
const asking = (redirect_uri: string): Message => ({
  method: 'GET',
  url: '',
  headers: [],
  query: [['redirect_uri', redirect_uri]],
  body: [],
})
const asked = ({ query }: Message) => query[0]?.[1]

describe('the parts of a URI', () => {
  test('are the URI again, character by character', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aZ09-._~%2f!$&()*+,;=:@\\\t é') })
    fc.assert(
      fc.property(text, text, text, (authority, path, query) => {
        const uri = `https://${authority}/${path}?${query}`
        const parts = uriParts(uri)
        expect(`${parts.scheme}://${parts.authority}${parts.path}${parts.query}`).toBe(uri)
        expect(parts.authority.endsWith(parts.host + parts.port)).toBe(true)
      }),
    )
  })
  test('know hosts of every kind', () => {
    expect(uriParts('http://[::1]:80/cb')).toMatchObject({ host: '[::1]', port: ':80', path: '/cb' })
    expect(uriParts('https://user:secret@client.example/')).toMatchObject({ host: 'client.example', port: '' })
    expect(uriParts('com.example.app:/callback')).toMatchObject({ scheme: 'com.example.app', authority: '', path: '/callback' })
  })
})

test('loopback addresses are http on 127.0.0.1 and [::1], and no names', () => {
  expect(['http://127.0.0.1/cb', 'http://[::1]:8/cb'].every(isLoopbackAddress)).toBe(true)
  expect(['https://127.0.0.1/cb', 'http://localhost/cb', 'http://127.0.0.1.attacker.example/'].some(isLoopbackAddress)).toBe(false)
  expect(withoutLoopbackPort('http://localhost:3000/cb?a=1')).toBe('http://localhost/cb?a=1')
  expect(withoutLoopbackPort('https://client.example:8443/cb')).toBe('https://client.example:8443/cb')
})

test('a change that makes no difference does not apply', () => {
  const upper = redirectUri((_, uri) => uri.toUpperCase())
  expect(asked(upper(asking('https://a.example/b'), tools))).toBe('HTTPS://A.EXAMPLE/B')
  expect(() => upper(asking('HTTPS://A.EXAMPLE/B'), tools)).toThrow(Skipped)
  expect(() => upper(asking(''), tools)).toThrow(Skipped)
})

describe('a changed URI that is registered too', () => {
  const registered = ['https://a.example/cb', 'https://a.example/cb/', 'http://127.0.0.1/cb', 'http://localhost:3000/cb']
  const only = unlessRegistered(registered)
  test.each(['https://a.example/cb/', 'http://127.0.0.1:51004/cb', 'http://localhost/cb'])('does not apply: %s', (uri) => {
    expect(() => only(asking(uri), tools)).toThrow(Skipped)
  })
  test.each(['https://a.example/cb', 'https://a.example/CB', 'http://[::1]/cb', 'https://localhost/cb'])('is let through: %s', (uri) => {
    expect(asked(only(asking(uri), tools))).toBe(uri)
  })
  test('is let through where it is the one that the row starts from', () => {
    expect(asked(unlessRegistered(registered, 'https://a.example/cb/')(asking('https://a.example/cb/'), tools))).toBe(
      'https://a.example/cb/',
    )
  })
})
