import { expect, test } from 'vitest'
import type { Mark } from '../http/exchange.ts'
import { handled, refusedAsRepeated, undisturbed, withoutEcho } from './authorization-request.ts'
import { answer, kinds, landing, silence } from './testing.ts'

const code = '‹code:1›' as Mark
const page = (status: number, body = '<h1>Sorry</h1>') => landing('error_page', {}, answer(status, body))

test('a parameter of no meaning leaves the request as it was', () => {
  expect(kinds(undisturbed(landing('redirect_uri', { code })))).toEqual(['held'])
  expect(kinds(undisturbed(page(400)))).toEqual(['lack'])
  expect(kinds(undisturbed(landing('redirect_uri', { params: [['error', 'invalid_request']] })))).toEqual(['lack'])
})

test('a filter in front of the server, a rate limit and a page that nobody understood decide nothing', () => {
  for (const one of [page(403), page(406), page(429), page(503), landing('nowhere', { why: 'a captcha' }), undefined])
    expect(kinds(undisturbed(one))).toEqual(['undecided'])
})

test('what nobody knows does not come back', () => {
  const echoing = landing('redirect_uri', { code, params: [['x_unknown', '1']] })
  expect(kinds(withoutEcho(echoing, 'x_unknown'))).toEqual(['signal'])
  expect(withoutEcho(landing('redirect_uri', { code }), 'x_unknown')).toEqual([])
})

test('a repeated client_id or redirect_uri is refused by a page or by an error at a registered URI', () => {
  const refused = landing('redirect_uri', { params: [['error', 'invalid_request']] })
  for (const one of [refused, page(400), page(200), page(403)]) expect(kinds(refusedAsRepeated(one))).toEqual(['held'])
  expect(kinds(refusedAsRepeated(landing('redirect_uri', { code })))).toEqual(['signal'])
  expect(kinds(refusedAsRepeated(landing('elsewhere', { url: 'https://attacker.example/', code })))).toEqual(['effect'])
  for (const one of [page(429), landing('nowhere'), undefined]) expect(kinds(refusedAsRepeated(one))).toEqual(['undecided'])
})

test('a malformed request is handled by a refusal, a code, or a connection that is closed', () => {
  for (const one of [page(400), page(414), page(200), landing('redirect_uri', { code }), landing('nowhere', {}, silence('reset'))])
    expect(kinds(handled(one))).toEqual(['held'])
})

test('a 5xx and a stack trace on an error page are signals', () => {
  expect(kinds(handled(page(500)))).toEqual(['signal'])
  const traces = [
    'Error\n    at readScope (/srv/app/authorize.js:12:7)',
    'java.lang.NullPointerException\n\tat org.example.Endpoint.handle(Endpoint.java:41)',
    'Error\n    at Module._compile (node:internal/modules/cjs/loader:1105:14)',
    'Traceback (most recent call last):\n  File "app.py"',
    'goroutine 7 [running]:\nmain.main()',
    '#0 /var/www/vendor/league/Server.php(12): handle()',
  ]
  for (const trace of traces) expect(kinds(handled(page(400, `<pre>${trace}</pre>`)))).toEqual(['signal'])
})

test('words that only look like a trace are none', () => {
  for (const words of [
    'look at the manual (chapter 3)',
    'You are at the end (10:30)',
    'refused at login.example.org (id:12345)',
    'see #12 in the list',
  ])
    expect(kinds(handled(page(400, words)))).toEqual(['held'])
})

test('a rate limit, an overload and silence decide nothing', () => {
  for (const one of [page(429), page(503), landing('nowhere', {}, silence('timeout')), undefined])
    expect(kinds(handled(one))).toEqual(['undecided'])
})
