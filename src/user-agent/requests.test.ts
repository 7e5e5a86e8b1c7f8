import { describe, expect, it } from 'vitest'
import type { Exchange, Headers, Message } from '../http/exchange.ts'
import { asAnotherSite, fetchedCrossSite, forFrame, redirected, submitted } from './requests.ts'

const from = (headers: Headers = [], status = 200): Exchange => ({
  n: 1,
  channel: 'front',
  sentAt: 0,
  ms: 0,
  request: { method: 'GET', url: 'https://as.example/login?k=‹hidden:1›#x', headers: [] },
  response: { status, headers, body: '' },
})
const fields: [string, string][] = [
  ['a "b"', '‹code:1›'],
  ['c', 'd\r\ne'],
]
const post = { method: 'POST' as const, url: 'https://as.example/x', fields }

describe('a submission', () => {
  it('posts pairs, from the page that it was on', () => {
    expect(submitted(post, from())).toEqual({
      method: 'POST',
      url: 'https://as.example/x',
      query: [],
      headers: [
        ['Referer', 'https://as.example/login?k=‹hidden:1›'],
        ['Origin', 'https://as.example'],
        ['Content-Type', 'application/x-www-form-urlencoded'],
      ],
      body: fields,
    })
  })

  it('tells another origin, or anybody under no-referrer, less', () => {
    const origins = (url: string, policy: Headers) => submitted({ ...post, url }, from(policy)).headers.slice(0, -1)
    expect(origins('https://id.example/x', [])).toEqual([
      ['Referer', 'https://as.example/'],
      ['Origin', 'https://as.example'],
    ])
    expect(origins(post.url, [['Referrer-Policy', 'no-referrer']])).toEqual([['Origin', 'null']])
    expect(origins(post.url, [['Referrer-Policy', 'no-referrer-when-downgrade']])).toHaveLength(2)
  })

  it('writes multipart and plain text where a form asks for them', () => {
    const { body, headers } = submitted({ ...post, enctype: 'multipart/form-data' }, from())
    const boundary = /boundary=(\S+)$/.exec(headers.at(-1)![1])![1]
    expect(body).toBe(
      `--${boundary}\r\nContent-Disposition: form-data; name="a %22b%22"\r\n\r\n‹code:1›\r\n--${boundary}\r\nContent-Disposition: form-data; name="c"\r\n\r\nd\r\ne\r\n--${boundary}--\r\n`,
    )
    expect(submitted({ ...post, enctype: 'text/plain' }, from()).body).toBe('a "b"=‹code:1›\r\nc=d\r\ne\r\n')
  })

  it('is changed before it is encoded, whatever the encoding', () => {
    const added = (message: Message): Message => ({ ...message, body: [['redirect_uri', 'https://attacker.example/']] })
    expect(submitted(post, from(), added).body).toEqual([['redirect_uri', 'https://attacker.example/']])
    expect(submitted({ ...post, enctype: 'text/plain' }, from(), added).body).toBe('redirect_uri=https://attacker.example/\r\n')
    expect(submitted({ ...post, enctype: 'multipart/form-data' }, from(), added).body).toContain('name="redirect_uri"')
  })
})

describe('a redirect', () => {
  const sent = submitted(post, from())
  it('keeps body and content type with 307, and leaves them with 303', () => {
    const kept = redirected(sent, from([['Location', '../y?z=‹hidden:2›#f']], 307))
    expect(kept).toMatchObject({ method: 'POST', url: 'https://as.example/y?z=‹hidden:2›', body: fields })
    expect(kept?.headers.map(([name]) => name)).toEqual(['Referer', 'Origin', 'Content-Type'])
    const left = redirected(sent, from([['Location', '/y']], 303))
    expect(left).toMatchObject({ method: 'GET', url: 'https://as.example/y', body: [] })
    expect(left?.headers.map(([name]) => name)).toEqual(['Referer'])
  })

  it('to no URL is none', () => expect(redirected(sent, from([['Location', 'http://[']], 302))).toBeUndefined())
})

describe('a request of another site', () => {
  const own = submitted(post, from())
  const told = (name: string, headers: Headers) => headers.flatMap(([one, value]) => (one.toLowerCase() === name ? [value] : []))

  it('has its origin instead of the own one, or none where its page lets no referrer be told', () => {
    const [open, silent] = [asAnotherSite(own).headers, asAnotherSite(own, 'silent').headers]
    expect([told('origin', open), told('referer', open)]).toEqual([['https://attacker.example'], ['https://attacker.example/']])
    expect([told('origin', silent), told('referer', silent)]).toEqual([['null'], []])
  })

  it('says so, once', () => {
    const spoken = { ...own, headers: [...own.headers, ['sec-fetch-site', 'same-origin']] as Headers }
    expect(told('sec-fetch-site', fetchedCrossSite(spoken).headers)).toEqual(['cross-site'])
    expect(told('sec-fetch-dest', forFrame(forFrame(own)).headers)).toEqual(['iframe'])
  })
})
