import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../scenario/contract.ts'
import { stepsOf } from './steps.ts'

const uris = ['https://client.example/cb', 'com.example.app:/cb']

const front = (location: string | undefined, more: Partial<Exchange> = {}): Exchange => ({
  n: 3,
  channel: 'front',
  sentAt: 0,
  ms: 1,
  request: { method: 'GET', url: 'https://as.example/authorize?client_id=web&request=‹request:1›', headers: [['Cookie', 's=‹cookie:9›']] },
  response: {
    status: location === undefined ? 200 : 302,
    headers: location === undefined ? [['Content-Type', 'text/html']] : [['Location', location]],
    body: '',
  },
  ...more,
})

const outline = (exchange: Exchange) => stepsOf(exchange, uris).map(({ from, to, label, marks }) => [`${from} > ${to}`, label, ...marks])

describe('the arrows of an exchange', () => {
  it('go on to the client where a redirect goes there, and its marks with them', () => {
    expect(outline(front('https://client.example/cb?code=‹code:2›&state=s'))).toEqual([
      ['agent > server', 'GET /authorize', '‹request:1›'],
      ['server > agent', '302 to client.example/cb'],
      ['agent > client', 'callback', '‹code:2›'],
    ])
    expect(outline(front('com.example.app:/cb#error=access_denied')).at(-1)).toEqual(['agent > client', 'callback error=access_denied'])
  })

  it.each([
    ['https://as.example/login?x=1', '302 to /login'],
    ['/login', '302 to /login'],
    ['https://other.example/page?code=1', '302 to other.example/page'],
    ['https://client.example/cbx', '302 to client.example/cbx'],
    ['https://as.example.evil/x', '302 to as.example.evil/x'],
  ])('end at the user agent where a redirect goes elsewhere: %s', (location, label) => {
    expect(outline(front(location)).map(([, said]) => said)).toEqual(['GET /authorize', label])
  })

  it('say what kind of answer it was, by its error before its type', () => {
    expect(outline(front(undefined))[1]).toEqual(['server > agent', '200 page'])
    const token = front(undefined, {
      channel: 'back',
      response: { status: 400, headers: [['content-type', 'application/json']], body: '{"error": "invalid_grant"}' },
    })
    expect(outline(token).map(([way, label]) => [way, label])).toEqual([
      ['client > server', 'GET /authorize'],
      ['server > client', '400 invalid_grant'],
    ])
  })

  it('tell why no answer came', () => {
    const { response: _, ...lost } = front(undefined)
    expect(stepsOf({ ...lost, failure: 'timeout' }, uris)[1]).toMatchObject({ kind: 'lost', label: 'timeout' })
  })
})
