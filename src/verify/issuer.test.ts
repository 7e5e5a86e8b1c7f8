import { describe, expect, test } from 'vitest'
import { namesItsIssuer, sendsIss } from './issuer.ts'
import { answer, kinds, landing } from './testing.ts'

const issuer = 'https://as.example'
const response = (...params: [string, string][]) => landing('redirect_uri', { url: 'https://client.example/cb', params })
const withIss = response(['code', '‹code:1›'], ['iss', issuer])
const bareCode = response(['code', '‹code:1›'])
const bareError = response(['error', 'access_denied'])
const promised = { metadata: { issuer, authorization_response_iss_parameter_supported: true } }
const unsaid = { metadata: { issuer } }
const denied = { metadata: { issuer, authorization_response_iss_parameter_supported: false } }
const page = landing('error_page')

describe('sendsIss', () => {
  test('promised and in every response holds; what was not redirected is no response', () => {
    expect(kinds(sendsIss([withIss, withIss, page, undefined], promised))).toEqual(['held'])
  })
  test('promised and missing is an effect, in errors too', () => {
    expect(kinds(sendsIss([withIss, bareError], promised))).toEqual(['effect'])
    expect(kinds(sendsIss([bareCode, bareError], promised))).toEqual(['effect', 'effect'])
  })
  test('not promised: not sending it is a choice, sending it at times and not saying so are a wrong form', () => {
    for (const facts of [unsaid, denied]) {
      expect(kinds(sendsIss([bareCode, bareError], facts))).toEqual(['noted'])
      expect(sendsIss([withIss, bareError], facts)).toMatchObject([
        { part: 'signal' },
        { part: 'signal', requirement: 'rfc9207-2.3-iss-advertised' },
      ])
      expect(kinds(sendsIss([withIss, withIss], facts))).toEqual(['held', 'signal'])
    }
  })
  test('without metadata nothing is promised anywhere', () => {
    expect(kinds(sendsIss([withIss], { metadata: {} }))).toEqual(['held'])
  })
  test('a response that a rate limit took away may have been the one without', () => {
    const limited = landing('error_page', {}, answer(200, '<title>Too many requests</title>'))
    expect(kinds(sendsIss([withIss, limited], promised))).toEqual(['undecided'])
    expect(kinds(sendsIss([withIss, landing('nowhere', {}, answer(429, ''))], promised))).toEqual(['undecided'])
    expect(kinds(sendsIss([bareCode, limited], promised))).toEqual(['effect'])
  })
  test('without a response nothing is decided', () => {
    expect(kinds(sendsIss([page, undefined], promised))).toEqual(['undecided'])
  })
})

describe('namesItsIssuer', () => {
  test('the same string holds', () => {
    expect(kinds(namesItsIssuer([withIss, bareError, page], promised))).toEqual(['held'])
  })
  test('a slash, another case, another one of several and a query are an effect', () => {
    for (const iss of [`${issuer}/`, 'https://AS.example', 'https://as.example:443', ''])
      expect(kinds(namesItsIssuer([response(['iss', iss])], unsaid))).toEqual(['effect'])
    expect(kinds(namesItsIssuer([response(['iss', issuer], ['iss', 'https://attacker.example'])], promised))).toEqual(['effect'])
    const odd = `${issuer}?tenant=1`
    expect(kinds(namesItsIssuer([response(['iss', odd])], { metadata: { issuer: odd } }))).toEqual(['effect'])
  })
  test('without iss, or without metadata, it is only noted', () => {
    expect(kinds(namesItsIssuer([bareCode], promised))).toEqual(['noted'])
    expect(kinds(namesItsIssuer([withIss], { metadata: {} }))).toEqual(['noted'])
  })
  test('an iss that somebody else received is none', () => {
    expect(kinds(namesItsIssuer([landing('elsewhere', { params: [['iss', 'https://other.example']] })], promised))).toEqual(['noted'])
  })
})
