import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { back, cleanUp, get, http, open, post, raw } from './testing/loopback.ts'

afterEach(cleanUp)

describe('failures are results', () => {
  const failing: [string, (socket: Socket, head: string) => void, object][] = [
    ['reset', (socket) => socket.resetAndDestroy(), { failure: 'reset' }],
    ['reset', (socket) => socket.end(), { failure: 'reset' }],
    ['timeout', () => {}, { failure: 'timeout' }],
    ['not_http', (socket) => socket.end('220 smtp.example ESMTP\r\n'), { failure: 'not_http' }],
    [
      'not_http',
      (socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
      { failure: 'not_http' },
    ],
    ['too_large', (socket) => socket.write(`HTTP/1.1 200 OK\r\n${'x: '.padEnd(90_000, 'y')}\r\n\r\n`), { failure: 'too_large' }],
    [
      'cut',
      (socket) => socket.write('HTTP/1.1 302 Found\r\nlocation: /x\r\ncontent-length: 9\r\n\r\nhalf'),
      {
        response: {
          status: 302,
          headers: [
            ['location', '/x'],
            ['content-length', '9'],
          ],
          body: 'half',
          cut: true,
        },
      },
    ],
    [
      'cut',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'),
      { response: { status: 200, headers: [['content-length', '9']], body: 'half', cut: true } },
    ],
    [
      'cut',
      (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\nzz'),
      { response: { status: 200, headers: [['transfer-encoding', 'chunked']], body: 'half', cut: true } },
    ],
  ]
  test.each(failing)('%s (%#)', async (_, answer, expected) => {
    const origin = await raw(answer)
    const { wire } = open(origin, { pace: { timeoutMs: 300 } })
    const exchange = await wire.recorder().send(post(origin, [['a', 'b']]), back)
    expect(exchange).toMatchObject(expected)
    expect(exchange.detail).toMatch(/\w+ \w+/)
    expect('response' in exchange).toBe('response' in expected)
    expect(exchange.retries).toBeUndefined()
  })

  test('an endless body is cut at one MiB, its status kept, and no secret survives half at the cut', async () => {
    const secret = 'c0de'.repeat(20)
    const origin = await http((_, response) => {
      response.writeHead(400, { 'content-type': 'text/plain' })
      response.write(`${'x'.repeat(1024 * 1024 - 40)}${secret}`)
      const endless = setInterval(() => response.write('y'.repeat(65_536)), 1)
      response.on('close', () => clearInterval(endless))
    })
    const { wire, vault } = open(origin)
    const code = vault.learn('code', secret)
    const { response } = await wire.recorder().send(get(origin), back)
    expect(response).toMatchObject({ status: 400, cut: true })
    expect(response?.body.endsWith(`xx${code}`)).toBe(true)
  })

  test('a dripping body is cut when the time is over', async () => {
    const origin = await http((_, response) => {
      const drip = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(drip))
    })
    const { wire } = open(origin, { pace: { timeoutMs: 300 } })
    expect((await wire.recorder().send(get(origin), back)).response).toMatchObject({ status: 200, cut: true })
  })

  test('refused, unresolved, budget, cancelled', async () => {
    const origin = await http((_, response) => void response.end())
    const closed = await new Promise<number>((resolve) => {
      const server = createTcpServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo
        server.close(() => resolve(port))
      })
    })
    const { wire, waits } = open(origin, { pace: { timeoutMs: 2_000, budget: 6 } })
    const record = wire.recorder()
    wire.allow(`http://127.0.0.1:${closed}`)
    wire.allow('http://no-such-host.invalid')
    expect(await record.send(post(`http://127.0.0.1:${closed}/`, 'x'), back)).toMatchObject({ failure: 'refused', retries: 3 })
    expect(waits).toEqual([200, 600, 1800])
    expect(['unresolved', 'timeout']).toContain((await record.send(get('http://no-such-host.invalid/'), back)).failure)
    expect((await record.send(get(origin), back)).response?.status).toBe(200)
    expect(wire.requests).toBe(6)
    expect(await record.send(get(origin), back)).toMatchObject({ failure: 'budget', detail: expect.stringContaining('pace.budget') })
    const silent = await raw(() => {})
    const second = open(silent)
    const pending = second.wire.recorder().send(get(silent), back)
    await delay(50)
    await second.wire.close()
    expect((await pending).failure).toBe('cancelled')
    expect((await second.wire.recorder().send(get(silent), back)).failure).toBe('cancelled')
  })
})
