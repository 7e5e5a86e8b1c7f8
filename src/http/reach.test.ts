import { createServer as createTlsServer } from 'node:https'
import { afterEach, expect, test } from 'vitest'
import { addressesOf, certificateOf, handshake, reach } from './reach.ts'
import { certificate, key } from './testing/certificate.ts'
import { cleanUp, http, listen } from './testing/loopback.ts'

afterEach(cleanUp)

const timeoutMs = 5_000
const secure = async (): Promise<{ url: string; resolve: Record<string, string> }> => {
  const port = await listen(createTlsServer({ key, cert: certificate }, (_, response) => void response.end()))
  return { url: `https://localhost:${port}/x`, resolve: { [`localhost:${port}`]: '127.0.0.1' } }
}

test('names have addresses, an address is one, and what is reserved for being unknown has none', async () => {
  expect(await addressesOf('127.0.0.1')).toEqual(['127.0.0.1'])
  expect(await addressesOf('localhost')).toContain('127.0.0.1')
  expect(await addressesOf('as.invalid')).toMatchObject({ failure: 'unresolved' })
})

test('a connection comes about or says why not', async () => {
  const origin = await http((_, response) => void response.end())
  expect(await reach(origin, { timeoutMs })).toBeUndefined()
  expect(await reach('http://as.example:8443', { timeoutMs, resolve: { 'as.example:8443': new URL(origin).host } })).toBeUndefined()
  await cleanUp()
  expect(await reach(origin, { timeoutMs })).toMatchObject({ failure: 'refused' })
  expect(await reach('http://user@as.example', { timeoutMs })).toMatchObject({ failure: 'not_allowed' })
})

test('a self-signed certificate is shown in full, and why it is not trusted', async () => {
  const { url, resolve } = await secure()
  const shown = await handshake(url, { timeoutMs, resolve })
  expect(shown).toMatchObject({
    untrusted: { failure: 'tls', code: 'DEPTH_ZERO_SELF_SIGNED_CERT', detail: expect.stringContaining('self-signed') },
  })
  expect(shown).toMatchObject({ chain: [{ ...certificateOf(certificate), selfSigned: true, subject: 'CN=localhost' }] })
})

test('what is in `ca` is trusted, but not for another name', async () => {
  const { url, resolve } = await secure()
  const tls = { ca: certificate }
  expect(await handshake(url, { timeoutMs, resolve, tls })).toMatchObject({ protocol: 'TLSv1.3' })
  expect(await handshake(url, { timeoutMs, resolve, tls })).not.toHaveProperty('untrusted')
  const other = url.replace('localhost', '127.0.0.1')
  expect(await handshake(other, { timeoutMs, tls })).toMatchObject({ untrusted: { detail: expect.stringContaining('another host name') } })
})

test('a server without TLS is a failure, not a chain', async () => {
  const origin = await http((_, response) => void response.end())
  expect(await handshake(origin.replace('http:', 'https:'), { timeoutMs })).toMatchObject({ failure: 'tls' })
})
