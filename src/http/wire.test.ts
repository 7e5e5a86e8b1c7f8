import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import type { Message } from './exchange.ts'
import { header, headerValues } from './exchange.ts'
import { UnsendableMessage } from './failures.ts'
import { UnknownMark } from './marks.ts'
import { certificate, key } from './testing-certificate.ts'
import { Vault } from './vault.ts'
import { createWire, type Wire, type WireOptions } from './wire.ts'

const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end()
})

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket.on('error', () => {})))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanUp.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** Bytes in, bytes out: `answer` is called once a connection with the whole of the first request's head. */
const raw = async (answer: (socket: Socket, head: string) => void): Promise<string> => {
  const port = await listen(
    createTcpServer((socket) => {
      let head = ''
      socket.on('data', (chunk) => {
        const before = head.includes('\r\n\r\n')
        head += chunk.toString('latin1')
        if (!before && head.includes('\r\n\r\n')) answer(socket, head)
      })
    }),
  )
  return `http://127.0.0.1:${port}`
}

const http = async (listener: RequestListener): Promise<string> => `http://127.0.0.1:${await listen(createServer(listener))}`

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function open(origin: string, options: Partial<WireOptions> = {}): { vault: Vault; wire: Wire; waits: number[] } {
  const vault = options.vault ?? new Vault()
  const waits: number[] = []
  const sleep = async (ms: number) => void waits.push(ms)
  const wire = createWire({ vault, origins: [origin], pace: { timeoutMs: 5_000 }, sleep, ...options })
  cleanUp.push(() => wire.close())
  return { vault, wire, waits }
}

const get = (url: string, rest: Partial<Message> = {}): Message => ({ method: 'GET', url, headers: [], query: [], body: [], ...rest })
const post = (url: string, body: Message['body'], rest: Partial<Message> = {}): Message => ({ ...get(url, rest), method: 'POST', body })
const back = { channel: 'back' } as const

describe('what is sent', () => {
  test('paths go out byte for byte, and header fields with their case, order and repetitions', async () => {
    const heads: string[] = []
    const origin = await raw((socket, head) => {
      heads.push(head)
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
    })
    const { wire } = open(origin)
    const record = wire.recorder()
    const path = '/a/../b/./%2e%2e//c\\d?x=%2F&x=é&y=‹'
    await record.send(
      get(`${origin}${path}#fragment`, {
        headers: [
          ['X-One', '1'],
          ['x-two', 'é'],
          ['X-One', '2'],
        ],
      }),
      back,
    )
    const [line, ...fields] = Buffer.from(heads[0]!, 'latin1').toString('utf8').split('\r\n')
    expect(line).toBe(`GET ${path} HTTP/1.1`)
    expect(fields.filter((field) => /^x-/i.test(field))).toEqual(['X-One: 1', 'x-two: é', 'X-One: 2'])
    expect(record.exchanges[0]!.request.url).toBe(`${origin}/a/../b/./%2e%2e//c\\d?x=%2F&x=é&y=‹·`)
  })

  test('pairs are form-encoded once, with a content type; a message without a body has none', async () => {
    const seen: { type: string | undefined; body: string; encodings: string | undefined }[] = []
    const origin = await http(async (request, response) => {
      seen.push({
        type: request.headers['content-type'],
        body: await bodyOf(request),
        encodings: request.headers['accept-encoding'] as string | undefined,
      })
      response.end()
    })
    const { wire } = open(origin)
    const record = wire.recorder()
    await record.send(
      post(origin, [
        ['redirect_uri', 'https://app/cb?a=b c'],
        ['x', '%41'],
        ['x', ''],
      ]),
      back,
    )
    await record.send(post(origin, []), back)
    await record.send(post(origin, '{"a":1}', { headers: [['Content-Type', 'application/json']] }), back)
    await record.send(post(origin, [['a', 'b']], { headers: [['Content-Type', 'text/plain']] }), back)
    expect(seen).toEqual([
      { type: 'application/x-www-form-urlencoded', body: 'redirect_uri=https%3A%2F%2Fapp%2Fcb%3Fa%3Db+c&x=%2541&x=', encodings: undefined },
      { type: undefined, body: '', encodings: undefined },
      { type: 'application/json', body: '{"a":1}', encodings: undefined },
      { type: 'text/plain', body: 'a=b', encodings: undefined },
    ])
  })

  test('marks are opened on the wire and stay marks in the record', async () => {
    let got = ''
    const origin = await http(async (request, response) => {
      got = `${request.url} ${request.headers['authorization']} ${await bodyOf(request)}`
      response.end(`you said ${got}`)
    })
    const { wire, vault } = open(origin)
    const code = vault.learn('code', 'a+b/c=d e&f1234')
    const short = vault.learn('password', 'test')
    const basic = vault.derive('basic', 'base64 of id:secret', code, (plain) => Buffer.from(plain(`id:${code}`)).toString('base64'))
    const record = wire.recorder()
    const headers: Message['headers'] = [['Authorization', `Basic ${basic}`]]
    const exchange = await record.send(
      post(
        `${origin}/t?c=${code}`,
        [
          ['code', code],
          ['password', short],
        ],
        { headers, query: [['d', `${code}x`]] },
      ),
      back,
    )
    const form = 'a%2Bb%2Fc%3Dd+e%26f1234'
    expect(got).toBe(
      `/t?c=a%2Bb%2Fc%3Dd%20e%26f1234&d=${form}x Basic ${Buffer.from('id:a+b/c=d e&f1234').toString('base64')} code=${form}&password=test`,
    )
    expect(exchange.request).toEqual({
      method: 'POST',
      url: `${origin}/t?c=${code}&d=${code}x`,
      headers: [
        ['Authorization', `Basic ${basic}`],
        ['content-type', 'application/x-www-form-urlencoded'],
      ],
      body: `code=${code}&password=${short}`,
    })
    expect(exchange.response?.body).toBe(`you said /t?c=${code}&d=${code}x Basic ${basic} code=${code}&password=${short}`)
    expect(vault.facts()[basic]?.madeFrom).toEqual({ mark: code, by: 'base64 of id:secret' })
  })

  test('a mark of no secret, and what HTTP cannot say, is thrown and nothing is sent', async () => {
    let requests = 0
    const origin = await http((_, response) => {
      requests += 1
      response.end()
    })
    const { wire } = open(origin)
    const record = wire.recorder()
    await expect(record.send(post(origin, [['code', '‹code:99›']]), back)).rejects.toThrow(UnknownMark)
    await expect(record.send(get(origin, { headers: [['x', 'a\r\nb: c']] }), back)).rejects.toThrow(UnsendableMessage)
    await expect(record.send(post(origin, 'abc', { headers: [['content-length', '1']] }), back)).rejects.toThrow(UnsendableMessage)
    expect(requests).toBe(0)
  })

  test('only origins of the target are contacted, whatever the URL looks like', async () => {
    let requests = 0
    const other = await http((_, response) => {
      requests += 1
      response.end()
    })
    const origin = await http((_, response) => void response.end())
    const { wire } = open(origin)
    const host = new URL(origin).host
    const tricks = [
      other,
      `${origin}@${new URL(other).host}/`,
      `http://user@${host}/`,
      `http://${host}:x@${new URL(other).host}`,
      'file:///etc/passwd',
      '//x',
      `https://${host}/`,
      'javascript:1',
    ]
    const record = wire.recorder()
    for (const url of tricks) {
      const { failure, detail, response } = await record.send(get(url), back)
      expect({ url, failure, response, explained: (detail ?? '').length > 20 }).toEqual({
        url,
        failure: 'not_allowed',
        response: undefined,
        explained: true,
      })
    }
    expect(requests).toBe(0)
    wire.allow(`${other}/any/path`)
    expect((await record.send(get(`${other.toUpperCase().replace('HTTP', 'HtTp')}\\x`), back)).response?.status).toBe(200)
    expect(wire.requests).toBe(1)
    expect(record.exchanges.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  test('extra header fields are sent unless the message has them, and their secrets are closed', async () => {
    let seen: IncomingMessage['headers'] = {}
    const origin = await http((request, response) => {
      seen = request.headers
      response.end(String(request.headers['x-gateway-key']))
    })
    const { wire } = open(origin, {
      headers: [
        ['x-gateway-key', 'k3y-9f8e7d6c5b4a'],
        ['X-Tenant', 'blue'],
      ],
    })
    const exchange = await wire.recorder().send(get(origin, { headers: [['x-tenant', 'red']] }), back)
    expect(seen).toMatchObject({ 'x-gateway-key': 'k3y-9f8e7d6c5b4a', 'x-tenant': 'red' })
    expect(JSON.stringify(exchange)).not.toContain('9f8e7d6c')
  })
})

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
    proxy.on('connect', async (request, socket: Socket) => {
      asked.push(`${request.url} ${request.headers['proxy-authorization']}`)
      if (request.headers['proxy-authorization'] === undefined) return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
      const { connect } = await import('node:net')
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

describe('repeating', () => {
  const answering = async (...answers: ((response: ServerResponse) => void)[]) => {
    const state = { requests: 0, origin: '' }
    state.origin = await http((_, response) => answers[Math.min(state.requests++, answers.length - 1)]!(response))
    return state
  }
  const status =
    (code: number, headers = {}) =>
    (response: ServerResponse) =>
      void response.writeHead(code, headers).end(String(code))

  test('429 and 503 are repeated, Retry-After is honoured up to ten seconds, the last answer counts', async () => {
    const server = await answering(status(429, { 'retry-after': '2' }), status(503, { 'retry-after': '3600' }), status(429), status(200))
    const { wire, waits } = open(server.origin)
    const exchange = await wire.recorder().send(post(server.origin, 'x'), back)
    expect(exchange).toMatchObject({ retries: 3, response: { status: 200 } })
    expect(waits).toEqual([2_000, 10_000, 1_800])
    expect(wire.requests).toBe(4)
  })

  test('Retry-After as a date counts from now', async () => {
    const server = await answering(status(503, { 'retry-after': new Date(1_000_005_000).toUTCString() }), status(204))
    const { wire, waits } = open(server.origin, { now: () => 1_000_000_000 })
    await wire.recorder().send(get(server.origin), back)
    expect(waits).toEqual([5_000])
  })

  test('after three repetitions a 429 stays one; without leave, and for other answers, nothing is repeated', async () => {
    const limited = await answering(status(429))
    const { wire } = open(limited.origin)
    expect(await wire.recorder().send(get(limited.origin), back)).toMatchObject({ retries: 3, response: { status: 429 } })
    const once = await wire.recorder().send(get(limited.origin), { ...back, retry: false })
    expect(once.retries).toBeUndefined()
    expect(limited.requests).toBe(5)
    const broken = await answering(status(500))
    await open(broken.origin).wire.recorder().send(get(broken.origin), back)
    expect(broken.requests).toBe(1)
  })

  test('a budget spent while repeating keeps the answer that came', async () => {
    const limited = await answering(status(429))
    const { wire } = open(limited.origin, { pace: { timeoutMs: 2_000, budget: 2 } })
    expect(await wire.recorder().send(get(limited.origin), back)).toMatchObject({ retries: 1, response: { status: 429 } })
  })

  test('a slow pace is kept', async () => {
    const server = await answering(status(200))
    const { wire, waits } = open(server.origin, { pace: { timeoutMs: 2_000, requestsPerSecond: 0.001 } })
    const record = wire.recorder()
    for (let i = 0; i < 3; i += 1) await record.send(get(server.origin), back)
    expect(waits.map((ms) => Math.round(ms / 1_000_000))).toEqual([1, 2])
  })
})

/** Longer than on a real wire, so that a busy machine has read every first part before the last bytes follow. */
const patient = () => delay(200)

describe('a race', () => {
  test('no request is whole before all are ready, and all are under way together', async () => {
    let heads = 0
    let whole = 0
    const wholeWhileHeadsMissed: number[] = []
    const connections = new Set<Socket>()
    const origin = await http(async (request, response) => {
      heads += 1
      connections.add(request.socket)
      const body = await bodyOf(request)
      if (heads < 10) wholeWhileHeadsMissed.push(heads)
      whole += 1
      response.end(body)
    })
    const { wire, vault } = open(origin, { sleep: patient })
    const code = vault.learn('code', 'a1b2c3d4e5f6')
    const record = wire.recorder()
    const { answers, overlapMs } = await record.race(
      Array.from({ length: 10 }, (_, i) =>
        post(origin, [
          ['code', code],
          ['i', String(i)],
        ]),
      ),
      back,
    )
    expect({ heads, whole, wholeWhileHeadsMissed, connections: connections.size }).toEqual({
      heads: 10,
      whole: 10,
      wholeWhileHeadsMissed: [],
      connections: 10,
    })
    expect(overlapMs).toBeGreaterThan(0)
    expect(answers.map(({ n, response }) => [n, response?.body])).toEqual(answers.map((_, i) => [i + 1, `code=${code}&i=${i}`]))
    expect(record.exchanges).toEqual(answers)
    expect(wire.requests).toBe(10)
  })

  test('one that answers before the release, or never gets there, leaves no overlap', async () => {
    const origin = await http((_, response) => void response.writeHead(400).end())
    const { wire } = open(origin, { sleep: patient })
    const early = await wire.recorder().race([post(origin, 'ab'), post(origin, 'cd')], back)
    expect(early.overlapMs).toBe(0)
    const mixed = await wire.recorder().race([post(origin, 'ab'), post('http://127.0.0.1:1/', 'cd')], back)
    expect(mixed.overlapMs).toBe(0)
    expect(mixed.answers[1]?.failure).toBe('not_allowed')
  })

  test('messages without a body go with the release', async () => {
    const origin = await http(async (request, response) => {
      await bodyOf(request)
      setTimeout(() => response.end('late'), 30)
    })
    const { wire } = open(origin, { sleep: patient })
    const { answers, overlapMs } = await wire.recorder().race([get(origin), post(origin, 'ab')], back)
    expect(answers.map(({ response }) => response?.body)).toEqual(['late', 'late'])
    expect(overlapMs).toBeGreaterThan(0)
  })
})

describe('what is recorded', () => {
  test('secrets of a response are learnt before any of it is kept, wherever they are repeated', async () => {
    const code = 'Xq7+z/T1=kk w'
    const forms = [
      code,
      encodeURIComponent(code),
      encodeURIComponent(encodeURIComponent(code)),
      JSON.stringify(code),
      Buffer.from(`id:${code}`).toString('base64'),
      Buffer.from(code).toString('hex'),
    ]
    const origin = await http((_, response) => {
      response.writeHead(
        302,
        [
          ['x-debug', forms.join(' ')],
          ['Location', `https://app.example/cb?code=${encodeURIComponent(code)}&state=s123`],
          ['Set-Cookie', 'sid=ab; Path=/'],
          ['Set-Cookie', 'tok=9f8e7d6c5b4a3f2e; HttpOnly'],
          ['Link', `<https://app.example/?access_token=zzz9zzz8zzz7>; rel=next`],
        ].flat(),
      )
      response.end(`${forms.join('\n').replaceAll('"', '&quot;').replaceAll('+', '&#43;')} 9f8e7d6c5b4a3f2e sid=ab\0`)
    })
    const { wire, vault } = open(origin)
    const { response } = await wire.recorder().send(get(origin), { channel: 'front' })
    const all = JSON.stringify(response)
    for (const form of [...forms, 'zzz9zzz8', '9f8e7d6c']) expect(all).not.toContain(form)
    expect(header(response, 'location')).toMatch(/^https:\/\/app\.example\/cb\?code=‹code:\d+›&state=s123$/)
    expect(headerValues(response, 'set-cookie')).toEqual([
      expect.stringMatching(/^sid=‹cookie:\d+›; Path=\/$/),
      expect.stringMatching(/^tok=‹cookie:\d+›; HttpOnly$/),
    ])
    expect(response?.body).toMatch(/ ‹cookie:\d+› sid=ab\0$/)
    expect(vault.open(header(response, 'location')!, 'url')).toBe(`https://app.example/cb?code=${encodeURIComponent(code)}&state=s123`)
  })

  test('credentials sent in clear are learnt from the request and closed where the server repeats them', async () => {
    const origin = await http((request, response) => {
      response.writeHead(401, {
        authorization: request.headers.authorization,
        'www-authenticate': 'Basic realm="x", error_description="bad s3cret-pass-9"',
      })
      response.end()
    })
    const { wire } = open(origin)
    const basic = Buffer.from('client:s3cret-pass-9').toString('base64')
    const exchange = await wire.recorder().send(
      post(origin, 'code_verifier=short&username=alice', {
        headers: [
          ['authorization', `Basic ${basic}`],
          ['content-type', 'application/x-www-form-urlencoded'],
          ['cookie', 'a=b; c=d'],
        ],
      }),
      back,
    )
    expect(JSON.stringify(exchange)).not.toMatch(new RegExp(`s3cret|${basic}|=short|a=b`))
    expect(exchange.request.body).toMatch(/^code_verifier=‹code_verifier:\d+›&username=alice$/)
    expect(header(exchange.request, 'authorization')).toMatch(/^Basic ‹basic:\d+›$/)
  })

  test('text that looks like a mark is escaped and cannot make the client send a secret', async () => {
    const origin = await http((request, response) => {
      response.writeHead(302, { location: '/next?x=%E2%80%B9password:1%E2%80%BA' })
      response.end(`‹password:1› ${request.url}`)
    })
    const { wire, vault } = open(origin)
    vault.learn('password', 'correct horse 1')
    const record = wire.recorder()
    const first = await record.send(get(origin), back)
    expect(first.response?.body).toBe('‹·password:1› /')
    const second = await record.send(get(`${origin}${header(first.response, 'location')}`, { query: [['y', first.response!.body]] }), back)
    expect(vault.open(second.response!.body)).toContain('/next?x=%E2%80%B9password:1%E2%80%BA&y=%E2%80%B9password')
  })
})
