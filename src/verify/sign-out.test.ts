import { describe, expect, test } from 'vitest'
import type { Exchange, Mark } from '../http/exchange.ts'
import type { Landing } from '../user-agent/landing.ts'
import {
  asksBeforeSignOut,
  endedByServer,
  howToSignOut,
  knowsNoSuchSignOut,
  mustSignIn,
  notShownAgain,
  signedOutByYes,
  signOutHint,
  uselessAfterSignOut,
} from './sign-out.ts'
import { answer, kinds, landing, silence, tokens } from './testing.ts'

const hop = (n: number, body = ''): Exchange => ({ ...answer(200, '<title>A page</title><p>Text', { n, sent: body }), channel: 'front' })
const code = '‹code:1›' as Mark
const withCode = (...hops: Exchange[]): Landing => ({
  at: 'redirect_uri',
  url: 'https://app.example/cb',
  params: [['code', code]],
  code,
  hops,
})
const password = 'username=alice&password=‹password:1›'
const signOut = landing('error_page', {}, hop(5))

test('the hint is the ID Token, where there is one', () => {
  expect(signOutHint(answer(200, { ...tokens, id_token: '‹id_token:3›' }))).toEqual({ id_token_hint: '‹id_token:3›' })
  expect(signOutHint(answer(200, tokens))).toEqual({})
  expect(signOutHint(undefined)).toEqual({})
})

test('a scope with openid is advised only where no ID Token came', () => {
  expect(howToSignOut(answer(200, { ...tokens, id_token: '‹id_token:3›' }))).not.toContain('openid')
  expect(howToSignOut(answer(200, tokens))).toContain('openid')
})

test('only the page of sign-in says that nobody is signed in', () => {
  expect((['sign_in', 'consent', 'error_page', 'nowhere'] as const).map((at) => mustSignIn(landing(at)))).toEqual([
    true,
    false,
    false,
    false,
  ])
})

describe('a page from before a sign-out', () => {
  const signedIn = landing('consent', {}, hop(4))
  const usual = withCode(hop(1), hop(2), hop(3))
  const is = (answered: Landing, before: Landing | undefined = signedIn) => kinds(uselessAfterSignOut({ usual, answered, before, signOut }))
  test('that brings a code is a violation, whatever was typed before', () => {
    expect(is(withCode(hop(4), hop(6)))).toEqual(['effect'])
    expect(is(withCode(hop(3, password), hop(6)))).toEqual(['effect'])
  })
  test('is of no use where an error or the page of sign-in comes, or a code after somebody signed in anew', () => {
    for (const at of ['error_page', 'sign_in', 'consent'] as const) expect(is(landing(at, {}, hop(6)))).toEqual(['held'])
    expect(is(withCode(hop(4), hop(6), hop(7, password)))).toEqual(['held'])
    expect(is({ ...withCode(hop(4), hop(6)), answered: ['consent', 'sign_in', 'consent'] })).toEqual(['held'])
    expect(is({ ...withCode(hop(4), hop(6)), answered: ['sign_in', 'consent'] })).toEqual(['effect'])
    expect(is(withCode(hop(4), hop(6), hop(7), hop(8)))).toEqual(['undecided'])
  })
  test('that brings the code of another request decides nothing', () => {
    const sent = { ...hop(4), request: { ...hop(4).request, url: 'https://as.example/authorize?state=of-this-one' } }
    expect(
      is({
        ...withCode(sent, hop(6)),
        params: [
          ['code', code],
          ['state', 'of-another'],
        ],
      }),
    ).toEqual(['undecided'])
    expect(
      is({
        ...withCode(sent, hop(6)),
        params: [
          ['code', code],
          ['state', 'of-this-one'],
        ],
      }),
    ).toEqual(['effect'])
  })
  test('decides nothing where nobody signed out, or no answer came', () => {
    expect(kinds(uselessAfterSignOut({ usual, answered: withCode(hop(6)), before: signedIn }))).toEqual(['undecided'])
    expect(kinds(uselessAfterSignOut({ usual, answered: withCode(hop(6)), signOut }))).toEqual(['undecided'])
    expect(is(withCode(hop(6)), landing('sign_in', {}, hop(4)))).toEqual(['undecided'])
    expect(is(landing('nowhere', {}, silence('timeout')))).toEqual(['undecided'])
    expect(is(landing('error_page', {}, answer(429, '<p>Too many requests')))).toEqual(['undecided'])
  })
})

describe('cookies from before a sign-out', () => {
  const is = (kept: Landing, before = landing('consent', {}, hop(1))) => kinds(endedByServer(kept, before))
  test('that still lead to a code or to consent are a violation', () => {
    expect(is(withCode(hop(6)))).toEqual(['effect'])
    expect(is(landing('consent', {}, hop(6)))).toEqual(['effect'])
  })
  test('are of no use at the page of sign-in', () => expect(is(landing('sign_in', {}, hop(6)))).toEqual(['held']))
  test('decide nothing elsewhere, or where they signed nobody in before', () => {
    expect(is(landing('error_page', {}, hop(6)))).toEqual(['undecided'])
    expect(is(withCode(hop(6)), landing('sign_in', {}, hop(1)))).toEqual(['undecided'])
  })
})

describe('who says yes to signing out', () => {
  const told = (body: string, status = 200): Landing => ({
    ...landing('error_page', {}, { ...answer(status, body, { n: 5 }), channel: 'front' }),
    answered: ['sign_out'],
  })
  const at = (origin: string, n: number) => ({ ...hop(n), request: { ...hop(n).request, url: `${origin}/authorize` } })
  const is = (
    signOut: Landing,
    own = withCode(at('https://as.example', 6)),
    before: Landing = landing('consent', {}, at('https://as.example', 4)),
  ) => kinds(signedOutByYes(before, signOut, own))
  test('is signed out', () => {
    expect(is(told('<p>You are signed out'))).toEqual(['effect'])
    expect(is(told('<p>You are signed out'), landing('sign_in', {}, at('https://as.example', 6)))).toEqual([])
  })
  test('unless nobody knows that he did, that it worked, or that he was signed in', () => {
    expect(is({ ...told('<p>You are signed out'), answered: [] })).toEqual([])
    expect(is(told('<p>An error has occurred'))).toEqual([])
    expect(is(told('<p>You are signed out', 500))).toEqual([])
    expect(is(told('<p>You are signed out<iframe src=https://app.example/bye></iframe>'))).toEqual([])
    expect(is(told('<p>You are signed out<script>fetch("/end")</script>'))).toEqual([])
    expect(is(told('<p>You are signed out'), undefined, landing('sign_in', {}, at('https://as.example', 4)))).toEqual([])
  })
  test('unless an identity provider may have signed in again', () => {
    const again = withCode(at('https://as.example', 6), at('https://idp.example', 7), at('https://as.example', 8))
    expect(is(told('<p>You are signed out'), again)).toEqual([])
    expect(is(told('<p>You are signed out'), withCode(at('https://as.example', 6), at('https://as.example', 7)))).toEqual([])
  })
})

describe('a request to sign out that nobody answers', () => {
  const question = landing('sign_out', {}, hop(5))
  const is = (before: Landing, after: Landing, page = question) => kinds(asksBeforeSignOut(before, page, after))
  test('ends no session by itself', () => {
    expect(is(withCode(hop(4)), landing('sign_in', {}, hop(6)))).toEqual(['effect'])
    expect(is(withCode(hop(4)), withCode(hop(6)))).toEqual(['held'])
    expect(is(landing('consent', {}, hop(4)), landing('consent', {}, hop(6)))).toEqual(['held'])
  })
  test('may be refused for want of an ID Token', () => {
    for (const status of [400, 403, 409, 419])
      expect(is(withCode(hop(4)), withCode(hop(6)), landing('nowhere', {}, answer(status, '', { n: 5 })))).toEqual(['held'])
    expect(is(withCode(hop(4)), withCode(hop(6)), landing('nowhere', {}, answer(408, '', { n: 5 })))).toEqual(['undecided'])
  })
  test('may find nobody who takes it in this way', () => {
    const with_ = (status: number) => landing('error_page', {}, answer(status, '<p>Not found', { n: 5 }))
    expect([404, 405, 400, 200].map((status) => knowsNoSuchSignOut(with_(status)))).toEqual([true, true, false, false])
  })
  test('decides nothing where nobody was signed in, nothing came, or it is not known', () => {
    expect(is(landing('sign_in', {}, hop(4)), landing('sign_in', {}, hop(6)))).toEqual(['undecided'])
    expect(is(withCode(hop(4)), landing('sign_in', {}, hop(6)), landing('nowhere', {}, silence('timeout')))).toEqual(['undecided'])
    expect(is(withCode(hop(4)), landing('error_page', {}, hop(6)))).toEqual(['undecided'])
    expect(is(withCode(hop(4)), withCode(hop(6)), landing('nowhere', {}, hop(5)))).toEqual(['undecided'])
    expect(is(withCode(hop(4)), withCode(hop(6)), landing('nowhere', {}, answer(500, '', { n: 5 })))).toEqual(['undecided'])
  })
})

describe('the Back button after a sign-out', () => {
  const is = (back: Landing | undefined) => kinds(notShownAgain(back, 'alice'))
  const shown = (at: Landing['at'], again: string): Landing => ({
    at,
    params: [],
    hops: [],
    views: [{ n: 4, executed: [], foreign: [], again }],
  })
  test('shows no page of consent, and none that names the user, without a request', () => {
    expect(is(shown('consent', 'Allow?'))).toEqual(['signal'])
    expect(is(shown('nowhere', 'You are signed in as alice.'))).toEqual(['signal'])
    expect(is(shown('error_page', 'One moment'))).toEqual(['held'])
  })
  test('asks the server, whatever that answers', () => {
    for (const at of ['sign_in', 'error_page', 'nowhere'] as const) expect(is(landing(at, {}, hop(6)))).toEqual(['held'])
    expect(is(landing('consent', {}, hop(6)))).toEqual(['noted'])
    expect(is(withCode(hop(6)))).toEqual(['noted'])
  })
  test('decides nothing where there was no page, or no way back', () => {
    expect(is(undefined)).toEqual(['undecided'])
    expect(is({ at: 'nowhere', params: [], hops: [], why: 'the browser went away' })).toEqual(['undecided'])
  })
})
