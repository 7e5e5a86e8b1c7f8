import { expect, test } from 'vitest'
import type { Mark } from '../http/exchange.ts'
import { askedOrNot, asksFirst, namesOnPage, stillAsks, wasAsked } from './consent.ts'
import { answer, kinds, landing } from './testing.ts'

const code = '‹code:1›' as Mark
const silent = landing('redirect_uri', { code })
const asked = landing('redirect_uri', { code, answered: ['sign_in', 'consent'] })

test('a user was asked who answered a consent page or left one', () => {
  expect([asked, landing('consent'), silent, landing('sign_in'), undefined].map(wasAsked)).toEqual([true, true, false, false, false])
  expect(askedOrNot(asked)).not.toEqual(askedOrNot(silent))
  expect(kinds([...askedOrNot(silent), ...askedOrNot(undefined)])).toEqual(['noted', 'undecided'])
})

test('a request that nobody answers stops at a page or is refused', () => {
  const refused = landing('redirect_uri', { params: [['error', 'consent_required']] })
  for (const one of [landing('consent'), landing('sign_in'), landing('error_page'), refused])
    expect(kinds(stillAsks(one))).toEqual(['held'])
})

test('a code without the user is an effect, wherever it goes', () => {
  for (const one of [silent, landing('elsewhere', { code })]) expect(kinds(stillAsks(one))).toEqual(['effect'])
})

test('a page that limits the rate decides nothing', () => {
  const limited = answer(200, '<title>Too many requests</title>')
  expect(kinds(stillAsks(landing('error_page', {}, limited)))).toEqual(['undecided'])
})

test('what was not understood decides nothing', () => {
  for (const one of [landing('nowhere', { why: 'a captcha' }), undefined]) expect(kinds(stillAsks(one))).toEqual(['undecided'])
})

test('whoever denies what he is asked was asked first, or gets no code', () => {
  for (const one of [asked, landing('consent'), landing('redirect_uri', { params: [['error', 'access_denied']], answered: ['consent'] })])
    expect(kinds(asksFirst(one))).toEqual(['held'])
  expect(kinds(asksFirst(silent))).toEqual(['effect'])
  expect(kinds(asksFirst(landing('redirect_uri', { code, answered: ['sign_in'] })))).toEqual(['effect'])
})

test('nothing is known of a user who could not sign in', () => {
  for (const one of [landing('sign_in'), landing('nowhere', { why: 'a captcha' }), undefined])
    expect(kinds(asksFirst(one))).toEqual(['undecided'])
})

test.each([
  ['says the same of each request', '<p>This lets it read (and write).</p>', true],
  ['names what was asked for', '<p>This lets it read.</p>', false],
  [
    'has such a word elsewhere too',
    '<p>We write to you. This lets it read.</p>',
    false,
    '<p>We write to you. This lets it read and write.</p>',
  ],
  ['only carries it along', '<p>This lets it read.<input value="write">', false],
  ['has it within another word', '<p>This lets it read and rewrite.', false],
])('a page that %s', (_, smaller, expected, both = '<p>This lets it read and write.</p>') => {
  const page = (html: string) => landing('redirect_uri', { code }, answer(200, html))
  expect(namesOnPage('write', page(smaller), page(both))).toBe(expected)
})
