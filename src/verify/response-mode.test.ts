import { expect, test } from 'vitest'
import type { Mark } from '../http/exchange.ts'
import { cameBy, formEscapes, formNotStored, noTokenInQuery, postedByForm } from './response-mode.ts'
import { answer, kinds, landing } from './testing.ts'

const code = '‹code:1›' as Mark
const html: [string, string] = ['content-type', 'text/html']
const uri = 'https://client.example/cb?code=1'
const form = (more: Parameters<typeof landing>[1] = {}, cache = 'no-store', body = '<form>') =>
  landing(
    'redirect_uri',
    { via: 'form', by: 'form_post', url: uri, redirect_uri: uri, code, ...more },
    answer(200, body, { headers: [html, ['cache-control', cache]] }),
  )
const byLocation = landing('redirect_uri', { via: 'location', by: 'query', url: `${uri}&code=2`, code })

test('a token in the query is an effect, in the fragment it is none', () => {
  const at = (url: string) => landing('redirect_uri', { url })
  expect(kinds(noTokenInQuery(at('https://client.example/cb?id_token=‹jwt:1›')))).toEqual(['effect'])
  expect(kinds(noTokenInQuery(at('https://client.example/cb?state=s#access_token=‹access_token:1›')))).toEqual(['held'])
  expect(kinds(noTokenInQuery(at('https://client.example/cb?access_token=')))).toEqual(['held'])
  expect(kinds(noTokenInQuery(landing('error_page')))).toEqual(['held'])
  for (const one of [landing('nowhere'), undefined]) expect(kinds(noTokenInQuery(one))).toEqual(['undecided'])
  const refused = (error: string) => kinds(noTokenInQuery(landing('redirect_uri', { url: uri, params: [['error', error]] })))
  expect(['unsupported_response_type', 'unauthorized_client'].map(refused)).toEqual([['noted'], ['noted']])
  expect(['invalid_request', 'unsupported_response_mode'].map(refused)).toEqual([['held'], ['held']])
  const both = landing('redirect_uri', { url: 'https://client.example/cb?id_token=‹jwt:1›', params: [['error', 'unauthorized_client']] })
  expect(kinds(noTokenInQuery(both))).toEqual(['effect'])
})

test('a form posts the response and leaves it out of the URI', () => {
  expect(kinds(postedByForm(form()))).toEqual(['held'])
  expect(kinds(postedByForm(form({ by: 'query' })))).toEqual(['signal'])
  expect(kinds(postedByForm(form({ url: `${uri}&state=s` })))).toEqual(['signal'])
})

test('a server without form_post has made its choice', () => {
  expect(kinds(postedByForm(byLocation))).toEqual(['noted'])
  expect([formNotStored(byLocation), formEscapes(byLocation, '<i>')]).toEqual([[], []])
  expect(kinds(cameBy(landing('error_page')))).toEqual(['noted'])
  expect(kinds(cameBy(landing('nowhere')))).toEqual(['undecided'])
})

test('the page of a form is not stored and shows no markup of the request', () => {
  expect(kinds(formNotStored(form({}, 'no-cache, no-store')))).toEqual(['held'])
  const inTwoFields: [string, string][] = [['Cache-Control', 'no-cache'], ['cache-control', 'no-store'], html]
  const twice = landing('redirect_uri', { via: 'form', by: 'form_post', url: uri, code }, answer(200, '<form>', { headers: inTwoFields }))
  expect(kinds(formNotStored(twice))).toEqual(['held'])
  for (const cache of ['no-cache', 'private']) expect(kinds(formNotStored(form({}, cache)))).toEqual(['signal'])
  expect(kinds(formEscapes(form({}, 'no-store', '<input value="&lt;i&gt;">'), '<i>'))).toEqual(['held'])
  expect(kinds(formEscapes(form({}, 'no-store', '<input value=""><i>">'), '<i>'))).toEqual(['effect'])
})

test('angle brackets within a quoted attribute are no markup', () => {
  const sent = `s"'><i>`
  const page = (body: string, came: string) => {
    const posted = form({ params: [['state', came]] }, 'no-store', body)
    const first = answer(303, '')
    first.request.url = `https://as.example/authorize?state=${encodeURIComponent(sent)}`
    return kinds(formEscapes({ ...posted, hops: [first, ...posted.hops] }, '<i>'))
  }
  expect(page(`<input value="s&quot;'><i>">`, sent)).toEqual(['held'])
  expect(page(`<input value='s"&#39;><i>'>`, sent)).toEqual(['held'])
  expect(page(`<input value="s"'><i>">`, 's')).toEqual(['effect'])
  expect(page(`<input value="s&quot;'><i>"><p>${sent}</p>`, sent)).toEqual(['effect'])
  expect(page(`<input value=s&quot;&#39;><i>>`, `s"'`)).toEqual(['effect'])
})

test('a page of something in front of the server shows nothing of tokens and modes', () => {
  const limited = landing('error_page', {}, answer(200, '<title>Too many requests</title>'))
  expect(kinds([...noTokenInQuery(limited), ...cameBy(limited)])).toEqual(['undecided', 'undecided'])
})
