import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { certificate, key } from './testing/certificate.ts'
import { back, cleanUp, get, http, listen, open } from './testing/loopback.ts'

afterEach(cleanUp)

describe('TLS and the way there', () => {
  const tls = async () =>
    `https://localhost:${await listen(createTlsServer({ key, cert: certificate }, (_, response) => void response.end('ok')))}`
  const local = (origin: string) => ({ resolve: { [new URL(origin).host]: '127.0.0.1' } })

  test('an untrusted certificate is explained; ca and insecure mend it', async () => {
    const origin = await tls()
    const untrusted = await open(origin, local(origin)).wire.recorder().send(get(origin), back)
    expect(untrusted).toMatchObject({ failure: 'tls', detail: expect.stringMatching(/self-signed.*tls\.ca.*tls\.insecure/) })
    for (const tls of [{ ca: certificate }, { insecure: true }]) {
      expect(
        (
          await open(origin, { ...local(origin), tls })
            .wire.recorder()
            .send(get(origin), back)
        ).response?.body,
      ).toBe('ok')
    }
  })

  test('a certificate for another host, and a server without TLS', async () => {
    const origin = (await tls()).replace('localhost', '127.0.0.1')
    const foreign = await open(origin, { tls: { ca: certificate } })
      .wire.recorder()
      .send(get(origin), back)
    expect(foreign).toMatchObject({ failure: 'tls', detail: expect.stringContaining('another host name') })
    const plain = (await http((_, response) => void response.end())).replace('http:', 'https:')
    expect((await open(plain).wire.recorder().send(get(plain), back)).failure).toBe('tls')
  })

  test('resolve sends a host name to an address, with its own name in Host', async () => {
    const origin = await http((request, response) => void response.end(request.headers.host))
    const { port } = new URL(origin)
    const named = 'http://as.example:8443'
    const { wire } = open(named, { resolve: { 'as.example:8443': `127.0.0.1:${port}` } })
    expect((await wire.recorder().send(get(`${named}/x`), back)).response?.body).toBe('as.example:8443')
  })

  test('a proxy gets CONNECT with its own credentials; a refusing one is a refusal', async () => {
    const asked: string[] = []
    const origin = await http((request, response) => void response.end(`${request.url} ${request.headersDistinct['x']}`))
    const proxy = createServer()
    proxy.on('connect', (request, socket: Socket) => {
      asked.push(`${request.url} ${request.headers['proxy-authorization']}`)
      if (request.headers['proxy-authorization'] === undefined) return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
      const upstream = connect(Number(new URL(origin).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        upstream.pipe(socket).pipe(upstream)
      })
    })
    const port = await listen(proxy)
    const { wire } = open(origin, { proxy: `http://bob:s3cret@127.0.0.1:${port}` })
    const sent = await wire.recorder().send(
      get(`${origin}/a/../b`, {
        headers: [
          ['x', '1'],
          ['x', '2'],
        ],
      }),
      back,
    )
    expect(sent.response?.body).toBe('/a/../b 1,2')
    expect(asked).toEqual([`${new URL(origin).host} Basic ${Buffer.from('bob:s3cret').toString('base64')}`])
    const refused = await open(origin, { proxy: `http://127.0.0.1:${port}` })
      .wire.recorder()
      .send(get(origin), { ...back, retry: false })
    expect(refused).toMatchObject({ failure: 'refused', detail: expect.stringContaining('proxy') })
  })
})
