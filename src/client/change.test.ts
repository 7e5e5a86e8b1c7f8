import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Message } from '../http/exchange.ts'
import { changed, inTurn, mapped } from './change.ts'
import {
  appendedToSecret,
  basic,
  byTheOtherMethod,
  credentials,
  inBody,
  inQuery,
  onlyClientId,
  renamed,
  twoMethods,
  withoutAuthentication,
} from './changes.ts'
import { isLoopbackAddress, redirectUri, uriParts, withoutLoopbackPort } from './redirect-uri.ts'

const tools = {
  alter: (value: string) => value,
  skip: (reason: string): never => {
    throw new Error(reason)
  },
}
const form = (body: [string, string][]): Message => ({ method: 'POST', url: 'https://as.example/token', headers: [], query: [], body })

describe('changed', () => {
  const message = form([
    ['a', '1'],
    ['b', '2'],
    ['c', '3'],
  ])
  const body = (change: Parameters<typeof changed>[1][number]) => changed(message, [change], tools).body
  test('omits, sets in place, repeats in place, adds at the end', () => {
    expect(body({ b: undefined })).toEqual([
      ['a', '1'],
      ['c', '3'],
    ])
    expect(body({ b: 'x' })).toEqual([
      ['a', '1'],
      ['b', 'x'],
      ['c', '3'],
    ])
    expect(body({ b: ['x', 'y'] })).toEqual([
      ['a', '1'],
      ['b', 'x'],
      ['b', 'y'],
      ['c', '3'],
    ])
    expect(body({ d: '' })).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
      ['d', ''],
    ])
  })
  test('a GET has its parameters in the query', () => {
    const get: Message = { ...form([]), method: 'GET', query: [['a', '1']] }
    expect(changed(get, [{ a: '2' }], tools)).toMatchObject({ query: [['a', '2']], body: [] })
  })
  test('no change, no difference', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string())), (pairs) => {
        expect(changed(form(pairs), [{}], tools)).toEqual(form(pairs))
      }),
    ))
})

describe('credentials', () => {
  const byHeader: Message = { ...form([['grant_type', 'x']]), basic: { client_id: 'id', client_secret: 'secret' } }
  const byBody = form([
    ['client_id', 'id'],
    ['client_secret', 'secret'],
  ])
  test('are changed in the place where the client has them', () => {
    expect(appendedToSecret(' ')(byHeader, tools).basic).toEqual({ client_id: 'id', client_secret: 'secret ' })
    expect(appendedToSecret(' ')(byBody, tools).body).toContainEqual(['client_secret', 'secret '])
    expect(renamed((id) => id.toUpperCase())(byHeader, tools).basic).toEqual({ client_id: 'ID', client_secret: 'secret' })
    expect(renamed((id) => id.toUpperCase())(byBody, tools).body).toContainEqual(['client_id', 'ID'])
  })
  test('go the other way, and back', () => {
    expect(byTheOtherMethod(byHeader, tools)).toMatchObject({ body: [['grant_type', 'x'], ...(byBody.body as [string, string][])] })
    expect(inTurn(byTheOtherMethod, byTheOtherMethod)(byHeader, tools)).toEqual(byHeader)
    expect(inTurn(onlyClientId(), { extra: '1' })(byHeader, tools)).toMatchObject({
      body: [
        ['grant_type', 'x'],
        ['client_id', 'id'],
        ['extra', '1'],
      ],
    })
  })
})

describe('authentication', () => {
  const honest: Message = { ...form([['grant_type', 'authorization_code']]), basic: { client_id: 'id', client_secret: 'secret' } }
  test('is moved, doubled, removed', () => {
    expect(withoutAuthentication(honest, tools)).toEqual(form([['grant_type', 'authorization_code']]))
    expect(onlyClientId()(honest, tools).body).toEqual([
      ['grant_type', 'authorization_code'],
      ['client_id', 'id'],
    ])
    expect(inBody(honest, tools)).toEqual(
      form([
        ['grant_type', 'authorization_code'],
        ['client_id', 'id'],
        ['client_secret', 'secret'],
      ]),
    )
    expect(inQuery(honest, tools).query).toEqual([
      ['client_id', 'id'],
      ['client_secret', 'secret'],
    ])
    expect(twoMethods({}, { client_secret: 'wrong' })(honest, tools)).toMatchObject({
      basic: { client_secret: 'secret' },
      body: [
        ['grant_type', 'authorization_code'],
        ['client_id', 'id'],
        ['client_secret', 'wrong'],
      ],
    })
    expect(basic({ scheme: 'basic' })(inBody(honest, tools), tools).basic).toEqual({
      client_id: 'id',
      client_secret: 'secret',
      scheme: 'basic',
    })
    expect(credentials({ client_secret: 'wrong' })(honest, tools).basic).toEqual({ client_id: 'id', client_secret: 'wrong' })
  })
})

describe('redirectUri', () => {
  const request: Message = { ...form([]), method: 'GET', query: [['redirect_uri', 'https://client.example:8443/a/b?c=d']] }
  test('takes a URI apart without normalising it', () => {
    expect(uriParts('HTTPS://u@Client.example:443/a/../b?c#d')).toEqual({
      scheme: 'HTTPS',
      authority: 'u@Client.example:443',
      host: 'Client.example',
      port: ':443',
      path: '/a/../b',
      query: '?c',
    })
    expect(uriParts('http://[::1]:80/x')).toMatchObject({ host: '[::1]', port: ':80', path: '/x' })
    expect(uriParts('com.example.app:/cb')).toMatchObject({ scheme: 'com.example.app', authority: '', path: '/cb' })
  })
  test('changes the parameter, and does not apply where nothing changes', () => {
    expect(redirectUri(({ scheme }) => `${scheme}:x`)(request, tools).query).toEqual([['redirect_uri', 'https:x']])
    expect(() => redirectUri((_, uri) => uri)(request, tools)).toThrow('makes no difference')
  })
  test('mapped gives the honest value', () => expect(mapped('redirect_uri', (uri) => [uri, 'x'])(request, tools).query).toHaveLength(2))
})

describe('loopback', () => {
  test('is an address over http, so that its port may vary', () => {
    for (const uri of ['http://127.0.0.1/cb', 'HTTP://127.0.0.1:8080/cb', 'http://[::1]:8080/cb']) expect(isLoopbackAddress(uri)).toBe(true)
    for (const uri of ['https://127.0.0.1:8443/cb', 'http://localhost/cb', 'http://127.0.0.1.attacker.example/cb', 'app:/127.0.0.1'])
      expect(isLoopbackAddress(uri)).toBe(false)
  })
  test('without its port is the same for all ports, and nothing else changes', () => {
    expect(withoutLoopbackPort('http://localhost:3000/cb?a=b')).toBe('http://localhost/cb?a=b')
    expect(withoutLoopbackPort('http://[::1]:80/cb')).toBe('http://[::1]/cb')
    expect(withoutLoopbackPort('https://client.example:8443/cb')).toBe('https://client.example:8443/cb')
  })
})
