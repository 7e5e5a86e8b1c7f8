import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sameButLoopbackPort, withQuery } from './redirect-uri.ts'

const native = 'http://127.0.0.1/callback?x=1'

test('the port of a loopback address may vary', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 65_535 }), (port) =>
      sameButLoopbackPort(native, native.replace('/callback', `:${port}/callback`)),
    ),
  )
  expect(sameButLoopbackPort('http://[::1]:8080/cb', 'http://[::1]/cb')).toBe(true)
})

test.each([
  'http://127.0.0.1:0/callback?x=1',
  'http://127.0.0.1:65536/callback?x=1',
  'http://127.0.0.1:/callback?x=1',
  'http://127.0.0.1:80@evil.example/callback?x=1',
  'http://127.0.0.1:80/other?x=1',
  'http://127.0.0.1:80/callback',
  'https://127.0.0.1:80/callback?x=1',
  'http://localhost:80/callback?x=1',
  'http://[::1]:80/callback?x=1',
  'http://127.0.0.1.evil.example/callback?x=1',
  'HTTP://127.0.0.1:80/callback?x=1',
])('nothing else may: %s', (requested) => {
  expect(sameButLoopbackPort(native, requested)).toBe(false)
})

test('other addresses are equal as texts or not at all', () => {
  const uri = 'https://client.example/callback'
  fc.assert(
    fc.property(
      fc.nat(uri.length),
      fc.string({ minLength: 1 }),
      (at, text) => !sameButLoopbackPort(uri, uri.slice(0, at) + text + uri.slice(at)),
    ),
  )
})

test('a response keeps the registered URI as it stands and adds every parameter', () => {
  const registered = fc.constantFrom('https://c.example/cb', 'https://c.example/cb?a=%20b', 'https://c.example/cb?', 'com.example.app:/cb')
  fc.assert(
    fc.property(registered, fc.string({ unit: 'binary' }), (uri, state) => {
      const location = withQuery(uri, [['state', state]])
      expect(location.startsWith(uri)).toBe(true)
      expect(new URL(location).searchParams.get('state')).toBe(state)
    }),
  )
})
