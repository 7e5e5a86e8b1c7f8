import { describe, expect, test } from 'vitest'
import type { Mark } from '../http/exchange.ts'
import { arrivedWithCode, gaveCode, noCode, notRedirected, refusedByRedirect } from './landings.ts'
import { answer, kinds, landing, silence } from './testing.ts'

const code = '‹code:1›' as Mark
const page = (status: number) => answer(status, '<html>')
const withError = (error: string) => landing('redirect_uri', { url: 'https://client.example/cb', params: [['error', error]] })
const withCode = landing('redirect_uri', { url: 'https://client.example/cb', code, params: [['code', code]] })
const atAttacker = (params: [string, string][]) => asking('https://attacker.example/cb', 'https://attacker.example/cb?error=x', { params })
const toAttacker = () => atAttacker([['error', 'x']])

const asking = (redirect_uri: string, url: string, more: Partial<Parameters<typeof landing>[1]> = {}) => {
  const first = answer(302, '')
  first.request.url = `https://as.example/authorize?client_id=c&redirect_uri=${encodeURIComponent(redirect_uri)}`
  return landing('elsewhere', { url, ...more }, first)
}

describe('elsewhere', () => {
  test('a host that nobody asked for, with nothing for a client, decides nothing: it may be the server’s own page', () => {
    const page = asking('https://attacker.example/cb', 'https://login.example/error?oauthErrorCode=invalid_callback&state=x', {
      params: [['state', 'x']],
    })
    for (const judge of [noCode, notRedirected, gaveCode]) expect(kinds(judge(page))).toEqual(['undecided'])
    const signIn = asking('https://client.example/cb', 'https://login.example/?client_id=c&redirect_uri=x', {
      params: [
        ['client_id', 'c'],
        ['error', 'x'],
      ],
    })
    expect(kinds(notRedirected(signIn))).toEqual(['undecided'])
  })
  test('an error page of the server on another host, and another page of the client, decide nothing', () => {
    const hydra = asking('https://attacker.example/cb', 'https://pages.example/error?error=invalid_request', {
      params: [['error', 'invalid_request']],
    })
    const auth0 = asking('https://app.example/cb/extra', 'https://app.example/login')
    for (const page of [hydra, auth0]) expect(kinds(notRedirected(page))).toEqual(['undecided'])
  })
  test('an error with the state that was sent is for a client, wherever it goes', () => {
    const sent = asking('https://attacker.example/cb', 'https://third.example/?error=x&state=s', {
      params: [
        ['error', 'x'],
        ['state', 's'],
      ],
    })
    const first = sent.hops[0]
    if (first) first.request.url += '&state=s'
    expect(kinds(notRedirected(sent))).toEqual(['effect'])
  })
  test('the URI that was asked for is an effect, however it is written', () => {
    expect(kinds(notRedirected(asking('https://attacker.example/cb', 'https://attacker.example/cb')))).toEqual(['effect'])
    expect(kinds(notRedirected(asking('//attacker.example/cb', 'https://attacker.example/cb?state=x')))).toEqual(['effect'])
    expect(kinds(notRedirected(asking('https:attacker.example', 'https:attacker.example?x=1')))).toEqual(['effect'])
    expect(kinds(notRedirected(asking('javascript:alert(1)', 'javascript:alert(1)')))).toEqual(['effect'])
  })
})

describe('noCode', () => {
  test('an error page and an error redirect hold', () => {
    expect(kinds(noCode(landing('error_page', {}, page(400))))).toEqual(['held'])
    expect(kinds(noCode(landing('error_page', {}, page(200))))).toEqual(['held'])
    expect(kinds(noCode(withError('invalid_scope')))).toEqual(['held'])
  })
  test('a code or a token anywhere is an effect', () => {
    expect(kinds(noCode(withCode))).toEqual(['effect'])
    expect(kinds(noCode({ ...toAttacker(), code }))).toEqual(['effect'])
    expect(kinds(noCode(landing('redirect_uri', { params: [['access_token', '‹access_token:1›']] })))).toEqual(['effect'])
  })
  test('a page that was not understood, silence and a rate limit decide nothing', () => {
    expect(kinds(noCode(landing('nowhere', { why: 'a captcha' })))).toEqual(['undecided'])
    expect(kinds(noCode(landing('sign_in')))).toEqual(['undecided'])
    expect(kinds(noCode(landing('consent')))).toEqual(['undecided'])
    expect(kinds(noCode(landing('error_page', {}, page(429))))).toEqual(['undecided'])
    expect(kinds(noCode(landing('nowhere', { why: 'no answer' }, silence('timeout'))))).toEqual(['undecided'])
    expect(kinds(noCode(undefined))).toEqual(['undecided'])
  })
  test('a 5xx page is right in effect and wrong in form', () => {
    expect(kinds(noCode(landing('error_page', {}, page(500))))).toEqual(['held', 'signal'])
  })
})

describe('notRedirected', () => {
  test('a relative URI that the server resolved against its own address is an effect', () => {
    const relative = (asked: string, went: string) => {
      const start = asking(asked, '').hops[0]!
      start.request.url += '&state=s'
      const next = { ...page(404), n: 2 }
      next.request = { ...next.request, method: 'GET', url: went }
      return kinds(notRedirected(landing('error_page', { hops: [start, next] })))
    }
    expect(relative('/cb', 'https://as.example/cb?code=‹code:1›&state=s')).toEqual(['effect'])
    expect(relative('/cb?x=1', 'https://as.example/cb?x=1&error=x&state=s')).toEqual(['effect'])
    expect(relative('/cb', 'https://as.example/error?state=s')).toEqual(['held'])
    expect(relative('/cb', 'https://as.example/cb')).toEqual(['held'])
    expect(relative('/login', 'https://as.example/login?client_id=c&redirect_uri=%2Flogin&state=s')).toEqual(['held'])
    expect(relative('https://as.example/cb', 'https://as.example/cb?page=1')).toEqual(['held'])
  })
  test('any redirect elsewhere is an effect, with a code, an error or bare', () => {
    expect(kinds(notRedirected(toAttacker()))).toEqual(['effect'])
    expect(kinds(notRedirected({ ...toAttacker(), code }))).toEqual(['effect'])
    expect(kinds(notRedirected(asking('https://attacker.example/', 'https://attacker.example/')))).toEqual(['effect'])
  })
  test('the registered URI used quietly is a wrong form', () => {
    expect(kinds(notRedirected(withCode))).toEqual(['held', 'signal'])
    expect(kinds(notRedirected(withError('invalid_request')))).toEqual(['held', 'signal'])
  })
  test('an error page holds, an open interaction decides nothing', () => {
    expect(kinds(notRedirected(landing('error_page', {}, page(400))))).toEqual(['held'])
    expect(kinds(notRedirected(landing('sign_in')))).toEqual(['undecided'])
  })
})

describe('refusedByRedirect', () => {
  test('the right error at the client holds; a page or another error is a wrong form', () => {
    expect(kinds(refusedByRedirect(withError('invalid_scope'), 'invalid_scope'))).toEqual(['held'])
    expect(kinds(refusedByRedirect(withError('server_error'), 'invalid_scope'))).toEqual(['held', 'signal'])
    expect(kinds(refusedByRedirect(landing('error_page', {}, page(400)), 'invalid_scope'))).toEqual(['held', 'signal'])
    expect(kinds(refusedByRedirect(withCode, 'invalid_scope'))).toEqual(['effect'])
  })
})

describe('gaveCode', () => {
  test('a code at the client holds, a refusal is a lack, silence decides nothing', () => {
    expect(kinds(gaveCode(withCode))).toEqual(['held'])
    expect(kinds(gaveCode(withError('invalid_request')))).toEqual(['lack'])
    expect(kinds(gaveCode(landing('nowhere', { why: 'a captcha' })))).toEqual(['undecided'])
  })
})

describe('a response for another request', () => {
  const first = answer(302, '')
  first.request.url = 'https://as.example/authorize?client_id=c&state=mine'
  const withState = (...values: string[]) =>
    landing('redirect_uri', { url: 'https://client.example/cb', code, params: values.map((value) => ['state', value]) }, first)

  test('holds another state than was sent, and is nobody’s honest flow', () => {
    expect(arrivedWithCode(withState('another'))).toBe(false)
    expect(kinds(gaveCode(withState('another')))).toEqual(['undecided'])
  })
  test('a state that is missing or repeated is no sign of it', () => {
    expect(arrivedWithCode(withState())).toBe(true)
    expect(arrivedWithCode(withState('mine', 'mine'))).toBe(true)
  })
})

test('a response to a request that repeats state answers it with any of the copies', () => {
  const twice = (state: string) => {
    const first = answer(302, '')
    first.request.url = 'https://as.example/authorize?state=a&state=b'
    return landing(
      'redirect_uri',
      {
        url: 'https://client.example/cb',
        params: [
          ['error', 'invalid_request'],
          ['state', state],
        ],
      },
      first,
    )
  }
  for (const state of ['a', 'b']) expect(kinds(refusedByRedirect(twice(state), 'invalid_request'))).toEqual(['held'])
  expect(kinds(refusedByRedirect(twice('c'), 'invalid_request'))).toEqual(['undecided'])
})
