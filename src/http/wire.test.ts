import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import type { Message } from './exchange.ts'
import { UnsendableMessage } from './failures.ts'
import { UnknownMark } from './marks.ts'
import { back, bodyOf, cleanUp, get, http, open, post, raw } from './testing/loopback.ts'

afterEach(cleanUp)

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
      within: [code],
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
