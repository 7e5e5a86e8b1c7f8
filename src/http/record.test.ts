import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { header, headerValues } from './exchange.ts'
import { closeResponse } from './record.ts'
import { back, cleanUp, get, http, open, post } from './testing/loopback.ts'
import { Vault } from './vault.ts'

afterEach(cleanUp)

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
  test('whatever a server sends is recorded, and closing it again changes nothing', () => {
    const piece = fc.constantFrom(
      '{"access_token":"',
      'code=',
      '&',
      '%3D',
      '%E2%80%B9',
      '‹',
      '·',
      '›',
      '\\u2039',
      '&lsaquo;',
      '<input type=hidden value="',
      '">',
      'Xx9-8y7Z6w5V',
      'eyJhbGciOiJub25lIn0.e30.',
      '\0',
      '; ',
    )
    const text = fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 12 }).map((pieces) => pieces.join(''))
    const name = fc.constantFrom('Location', 'Set-Cookie', 'Authorization', 'content-type', 'Refresh', 'x')
    fc.assert(
      fc.property(fc.array(fc.tuple(name, text), { maxLength: 4 }), text, (headers, body) => {
        const vault = new Vault()
        const closed = closeResponse({ status: 200, headers, body }, vault)
        expect(vault.reclose(closed.body)).toBe(closed.body)
        for (const [, value] of closed.headers) expect(vault.reclose(value)).toBe(value)
        expect(JSON.stringify(vault.facts())).toBeTypeOf('string')
      }),
    )
  })

  test('what is closed on suspicion ends before a mark', () => {
    const vault = new Vault()
    vault.learn('code', `PREFIXAB${'x'.repeat(16_000)}`)
    const secret = vault.learn('code', 'PREFIXABsecret123')
    const many = 'PREFIXAB.'.repeat(3000)
    const closed = vault.reclose(`${many}PREFIXABsecret123 and ${secret}`)
    expect(closed).not.toContain('secret123')
    expect(closed).toContain(secret)
  })

  test('a secret that ends as an escaped bracket goes on is closed once', () => {
    const vault = new Vault()
    const headers: [string, string][] = [
      ['Authorization', '&lsaquo;&'],
      ['Location', '&lsaquo;'],
    ]
    const closed = closeResponse({ status: 200, headers, body: '' }, vault)
    expect(closed.headers[1]).toEqual(['Location', '&lsaquo;&#183;'])
    expect(vault.reclose('&lsaquo;&#183;')).toBe('&lsaquo;&#183;')
  })

  test('a header field that held no secret before is closed when its text has become one', () => {
    const vault = new Vault()
    const response = { status: 200, headers: [['X-Trace', 'Xx9-8y7Z6w5V']] as [string, string][], body: '' }
    expect(closeResponse(response, vault).headers).toEqual(response.headers)
    closeResponse({ ...response, headers: [['X-Page', '<input type=hidden value="Xx9-8y7Z6w5V">']] }, vault)
    expect(closeResponse(response, vault).headers).toEqual([['X-Trace', expect.stringMatching(/^‹hidden_input:\d+›$/)]])
  })

  test('a token that nests deeper than any is told of without end', () => {
    const deep = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
    const vault = new Vault()
    const jwt = `eyJhbGciOiJub25lIn0.${Buffer.from(deep).toString('base64url')}.`
    closeResponse({ status: 200, headers: [], body: jwt }, vault)
    expect(JSON.stringify(vault.facts())).toMatch(/"a":\[+"…"\]+/)
  })

  const pieces = [
    'eyJ',
    'eyJhbGciOiJub25lIn0.e30.',
    '"token":"',
    'code=a1b2c3d4e5f6 ',
    '?code=',
    '<input type=hidden value="x1y2z3w4v5">',
    '%2525',
    '\\u005cu0041',
    '&amp;amp;',
    '‹',
    '%E2%80%B9',
    'c0dec0de',
  ]
  test.each(pieces)('a mebibyte of %s in the body, and much of it in header fields, is closed in no time worth naming', (piece) => {
    const vault = new Vault()
    vault.learn('code', 'c0dec0de'.repeat(1000).concat('x'))
    const field = piece.repeat(60_000 / piece.length)
    const response = {
      status: 200,
      headers: [
        ['location', field],
        ['set-cookie', field],
      ] as [string, string][],
      body: piece.repeat((1024 * 1024) / piece.length),
      cut: true as const,
    }
    expect(closeResponse(response, vault)).toMatchObject({ status: 200, cut: true })
  })
})
