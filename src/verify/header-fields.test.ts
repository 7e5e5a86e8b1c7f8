import { describe, expect, test } from 'vitest'
import type { Headers } from '../http/exchange.ts'
import { closedToScripts, unsplit } from './header-fields.ts'
import { answer, kinds, landing, silence } from './testing.ts'

const field = 'X-Split'
const withHeaders = (...headers: Headers) => answer(303, '', { headers })

describe('a header field that a request wrote', () => {
  test('is found in any answer on the way, in any letter case', () => {
    const hops = [answer(200, '<html>'), withHeaders(['location', 'https://client.example/?state=x'], ['x-split', 'yes']), answer(200, '')]
    expect(kinds(unsplit(landing('redirect_uri', { hops }), field))).toEqual(['effect'])
  })
  test('is not there where its text stands within another field, or the request was refused', () => {
    const encoded = withHeaders(['location', 'https://client.example/?state=x%0D%0AX-Split%3A+yes'])
    expect(kinds(unsplit(landing('redirect_uri', { hops: [encoded] }), field))).toEqual(['held'])
    expect(kinds(unsplit(landing('error_page', { hops: [answer(400, 'X-Split: yes')] }), field))).toEqual(['held'])
  })
  test('is not there where the connection was closed instead of an answer', () => {
    expect(kinds(unsplit(landing('nowhere', { hops: [silence('reset')] }), field))).toEqual(['held'])
  })
  test('is open where the flow stopped at a page, whose answer nobody saw, or where nothing was sent', () => {
    for (const at of ['sign_in', 'consent', 'nowhere'] as const)
      expect(kinds(unsplit(landing(at, { hops: [answer(200, '<html>')] }), field))).toEqual(['undecided'])
    const unknown = landing('elsewhere', { hops: [answer(302, '')], url: 'https://login.example/' })
    expect(kinds(unsplit(unknown, field))).toEqual(['undecided'])
    expect(kinds(unsplit(landing('nowhere', { hops: [answer(400, 'no')] }), field))).toEqual(['held'])
    expect(kinds(unsplit(landing('nowhere', { hops: [] }), field))).toEqual(['undecided'])
  })
  test('is open where no answer came, or only one of a server that is busy', () => {
    for (const hop of [silence('timeout'), silence('not_http'), answer(503, ''), answer(429, '')])
      expect(kinds(unsplit(landing('nowhere', { hops: [hop] }), field))).toEqual(['undecided'])
    expect(kinds(unsplit(undefined, field))).toEqual(['undecided'])
  })
})

describe('an answer of the authorization endpoint', () => {
  const attacker = 'https://attacker.example'
  const asked = (origin: string, ...headers: Headers) => {
    const one = withHeaders(...headers)
    return { ...one, request: { ...one.request, headers: [['origin', origin]] as Headers } }
  }
  const allow = (value: string): Headers[number] => ['Access-Control-Allow-Origin', value]

  test.each([
    [attacker, '*'],
    [attacker, attacker],
    ['null', ' null'],
  ])('to a script of %s that allows %s is open', (origin, value) => {
    expect(kinds(closedToScripts(asked(origin, allow(value))))).toEqual(['effect'])
  })
  test('says whether credentials go along', () => {
    const findings = closedToScripts(asked(attacker, allow(attacker), ['Access-Control-Allow-Credentials', 'true']))
    expect(findings).toMatchObject([{ seen: `Access-Control-Allow-Origin: ${attacker}, with credentials` }])
  })
  test.each([
    ['POST' as const, 200],
    ['OPTIONS' as const, 204],
  ])('to %s with status %i is open', (method, status) => {
    const one = asked(attacker, allow('*'))
    const answered = { ...one, request: { ...one.request, method }, response: { ...one.response!, status } }
    expect(kinds(closedToScripts(answered))).toEqual(['effect'])
    if (method === 'OPTIONS')
      expect(kinds(closedToScripts({ ...answered, response: { ...answered.response, status: 405 } }))).toEqual(['noted'])
  })
  test('that browsers take for no permission is noted', () => {
    expect(kinds(closedToScripts(asked(attacker, allow('*'), allow(attacker))))).toEqual(['noted'])
    expect(kinds(closedToScripts(asked(attacker, allow('null'))))).toEqual(['noted'])
  })
  test('that names another origin is noted, and one without the field is closed, whatever its status', () => {
    expect(kinds(closedToScripts(asked(attacker, allow('https://admin.example'))))).toEqual(['noted'])
    for (const status of [200, 302, 404, 405]) expect(kinds(closedToScripts(answer(status, '')))).toEqual(['held'])
  })
  test('is open where none came', () => {
    expect(kinds(closedToScripts(silence('timeout')))).toEqual(['undecided'])
    expect(kinds(closedToScripts(undefined))).toEqual(['undecided'])
  })
})
