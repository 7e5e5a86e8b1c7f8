import { describe, expect, test } from 'vitest'
import type { Mark } from '../http/exchange.ts'
import { cameByQuery, withoutRepetition, withoutToken } from './authorization-response.ts'
import { answer, kinds, landing } from './testing.ts'

const code = '‹code:1›' as Mark
const response = (by: 'query' | 'fragment' | 'form_post', ...more: [string, string][]) =>
  landing('redirect_uri', { by, code, params: [['code', code], ['state', 's'], ...more] })

describe('an authorization response', () => {
  test('comes by the query', () => {
    expect(kinds(cameByQuery(response('query')))).toEqual(['held'])
    expect(kinds(cameByQuery(response('fragment')))).toEqual(['signal'])
    expect(kinds(cameByQuery(response('form_post')))).toEqual(['signal'])
  })
  const asking = (query: string) => ({
    ...answer(302, ''),
    request: { method: 'GET', url: `https://as.example/authorize?${query}`, headers: [] as [string, string][] },
  })
  test('comes as asked where the request asks for a mode', () => {
    expect(kinds(cameByQuery({ ...response('form_post'), hops: [asking('response_mode=form_post')] }))).toEqual(['undecided'])
  })
  test('may come in the fragment where no code is asked for', () => {
    const of = (type: string) => kinds(cameByQuery({ ...response('fragment'), hops: [asking(`response_type=${type}`)] }))
    for (const type of ['token', 'x%22', '']) expect(of(type)).toEqual(['held'])
    for (const type of ['code', 'code+x']) expect(of(type)).toEqual(['signal'])
  })
  test('holds no token, but may hold other parameters', () => {
    expect(kinds(withoutToken(response('query', ['session_state', 'x.y'], ['iss', 'https://as.example'])))).toEqual(['held'])
    expect(kinds(withoutToken(response('query', ['access_token', '‹access_token:1›'])))).toEqual(['effect'])
    expect(kinds(withoutToken(response('fragment', ['id_token', '‹jwt:1›'])))).toEqual(['effect'])
  })
  test('repeats none of its own parameters', () => {
    expect(kinds(withoutRepetition(response('query', ['x', '1'], ['x', '2'])))).toEqual(['held'])
    expect(kinds(withoutRepetition(response('query', ['state', 's'])))).toEqual(['signal'])
  })
  test('that never came decides nothing', () => {
    for (const judge of [cameByQuery, withoutToken, withoutRepetition])
      for (const one of [landing('error_page'), landing('nowhere', { why: 'a captcha' }), undefined])
        expect(kinds(judge(one))).toEqual(['undecided'])
  })
})
