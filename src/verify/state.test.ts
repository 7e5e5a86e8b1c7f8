import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Mark } from '../http/exchange.ts'
import { sentState } from './landings.ts'
import { noStateInvented, ownResponse, stateReturned } from './state.ts'
import { answer, kinds, landing, silence } from './testing.ts'

const code = '‹code:1›' as Mark
const asking = (state: string | undefined) => {
  const query = new URLSearchParams(state === undefined ? {} : { state })
  return {
    ...answer(302, ''),
    request: { method: 'GET', url: `https://as.example/authorize?client_id=c&${query}`, headers: [] as [string, string][] },
  }
}
const back = (sent: string | undefined, ...came: string[]) =>
  landing('redirect_uri', {
    hops: [asking(sent)],
    code,
    params: [['code', code], ...came.map((state): [string, string] => ['state', state])],
  })
const refusedAt = (sent: string, status: number) => landing('error_page', { hops: [asking(sent), answer(status, '<html>')] })
const long = 's'.repeat(2000)

describe('a state', () => {
  test('is read out of the request that was sent, decoded once', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), (state) => sentState(back(state)) === state))
  })
  test('is open where the browser was sent to a page of nobody known', () => {
    const page = landing('elsewhere', {
      hops: [asking('{"k":1}')],
      url: 'https://login.example/error?error=bad',
      params: [['error', 'bad']],
    })
    expect(kinds(stateReturned(page, 'code'))).toEqual(['undecided'])
  })
  test('comes back as it was sent', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-ascii', minLength: 1 }),
        (state) => kinds(stateReturned(back(state, state), 'code')).join() === 'held',
      ),
    )
  })
  test.each(['a b', 'a%2Bb', 'a+b '])('%j altered is an effect', (state) =>
    expect(kinds(stateReturned(back(state, decodeURIComponent(state.trim()).replace('+', ' ').replace('a b', 'a-b')), 'code'))).toEqual([
      'effect',
    ]),
  )
  test('that is missing or cut is violated', () => {
    expect(kinds(stateReturned(back('abc'), 'code'))).toEqual(['lack'])
    expect(kinds(stateReturned(back(long, long.slice(0, 255)), 'code'))).toEqual(['effect'])
    expect(kinds(stateReturned(back('abc', 'abc', 'x'), 'code'))).toEqual(['effect'])
  })
  test('for which the request is refused is a wrong form, unless it is long', () => {
    expect(kinds(stateReturned(refusedAt('a"b', 400), 'code'))).toEqual(['signal'])
    expect(kinds(stateReturned(refusedAt(long, 414), 'code'))).toEqual(['held'])
    const error = {
      ...back('a"b', 'a"b'),
      params: [
        ['error', 'invalid_request'],
        ['state', 'a"b'],
      ] as [string, string][],
    }
    delete (error as { code?: Mark }).code
    expect(kinds(stateReturned(error, 'code'))).toEqual(['held', 'signal'])
    expect(kinds(stateReturned(error, 'error'))).toEqual(['held'])
  })
  test('at a gateway, in silence or on a page decides nothing', () => {
    for (const status of [403, 406, 429, 503]) expect(kinds(stateReturned(refusedAt('a"b', status), 'code'))).toEqual(['undecided'])
    expect(kinds(stateReturned(landing('nowhere', { hops: [asking('a'), silence('timeout')] }), 'code'))).toEqual(['undecided'])
    expect(kinds(stateReturned(landing('consent', { hops: [asking('a')] }), 'code'))).toEqual(['undecided'])
    expect(kinds(stateReturned(back(undefined), 'code'))).toEqual(['undecided'])
    expect(kinds(stateReturned(undefined, 'code'))).toEqual(['undecided'])
  })
})

describe('no state', () => {
  test('stays none, or comes back empty', () => {
    expect(kinds(noStateInvented(back(undefined)))).toEqual(['held'])
    expect(kinds(noStateInvented(back('', '')))).toEqual(['held'])
  })
  test('must not become one', () => expect(kinds(noStateInvented(back(undefined, 'made-up')))).toEqual(['effect']))
  test('may be refused', () => {
    expect(kinds(noStateInvented(refusedAt('', 400)))).toEqual(['noted'])
    expect(kinds(noStateInvented(refusedAt('', 429)))).toEqual(['undecided'])
  })
})

describe('a response of one of two requests', () => {
  const asked = 'https://client.example/cb?x=1'
  const request = {
    method: 'GET',
    url: `https://as.example/a?state=s&redirect_uri=${encodeURIComponent(asked)}`,
    headers: [] as [string, string][],
  }
  const came = (url: string, state: string) =>
    landing('redirect_uri', { hops: [{ ...answer(302, ''), request }], url, code, params: [['state', state]] })
  test('is its own', () => expect(kinds(ownResponse(came(`${asked}&state=s`, 's')))).toEqual(['held']))
  test('has the state of the other', () => expect(kinds(ownResponse(came(`${asked}&state=t`, 't')))).toEqual(['effect']))
  test('came to the redirection URI of the other', () =>
    expect(kinds(ownResponse(came('https://client.example/other?state=s', 's')))).toEqual(['effect']))
  test('never came', () => {
    expect(kinds(ownResponse(landing('error_page')))).toEqual(['noted'])
    expect(kinds(ownResponse(undefined))).toEqual(['undecided'])
  })
})
