import { expect, test } from 'vitest'
import type { Exchange, Mark } from '../http/exchange.ts'
import type { Landing } from '../user-agent/landing.ts'
import { keptInAddress, renewedAtSignIn, signedInFirst } from './session.ts'
import { answer, kinds } from './testing.ts'

const hop = (cookie?: string, body?: string): Exchange =>
  ({
    n: 1,
    request: { method: 'GET', url: 'https://as.example/', headers: cookie ? [['Cookie', cookie]] : [], body },
  }) as unknown as Exchange
const landing = (at: Landing['at'], ...hops: Exchange[]): Landing => ({ at, hops, params: [] })

const password = 'username=alice&password=‹password:1›'
const signIn = (cookie?: string) => landing('consent', hop(), hop(cookie, password))
const is = (...landings: [Landing, Landing, Landing?]) => renewedAtSignIn(...landings).map((finding) => finding.is)

test.each<[string, Landing, Landing]>([
  ['a new value', signIn('session=‹cookie:1›'), landing('consent', hop('session=‹cookie:2›'))],
  ['one more cookie', signIn('csrf=‹cookie:1›'), landing('consent', hop('csrf=‹cookie:1›; session=‹cookie:2›'))],
  ['the first cookie of all', signIn(), landing('consent', hop('session=‹cookie:2›'))],
  ['one that only a later page gets', signIn('a=‹cookie:1›'), landing('consent', hop('a=‹cookie:1›'), hop('a=‹cookie:1›; b=‹cookie:2›'))],
])('%s is a renewal', (_, before, again) => expect(is(before, again)).toEqual(['held']))

test('the cookies of before sign nobody in', () => {
  const before = signIn('csrf=‹cookie:1›; session=‹cookie:2›')
  expect(is(before, landing('consent', hop('session=‹cookie:2›; csrf=‹cookie:1›')))).toEqual(['violated'])
})

test('another browser that has only the cookies of before is not signed in, whatever was added', () => {
  const [before, again] = [signIn('session=‹cookie:1›'), landing('consent', hop('session=‹cookie:1›; last=‹cookie:2›'))]
  expect(is(before, again, landing('sign_in', hop('session=‹cookie:1›')))).toEqual(['held'])
  for (const planted of [landing('consent', hop('session=‹cookie:1›')), withCode(hop('session=‹cookie:1›'))])
    expect(renewedAtSignIn(before, again, planted)).toMatchObject([{ is: 'violated', part: 'effect', severity: 'high' }])
})

test.each<[string, string, Landing, Landing]>([
  ['a browser that is not signed in', 'noted', signIn('a=‹cookie:1›'), landing('sign_in', hop('a=‹cookie:1›'))],
  ['an error page', 'undecided', signIn('a=‹cookie:1›'), landing('error_page', hop('a=‹cookie:1›'))],
  ['a browser without cookies', 'undecided', signIn(), landing('consent', hop())],
  ['a flow without a password', 'undecided', landing('consent', hop('a=‹cookie:1›')), landing('consent', hop('a=‹cookie:1›'))],
])('%s decides nothing', (_, expected, before, again) => expect(is(before, again)).toEqual([expected]))

const withCode = (...hops: Exchange[]): Landing => ({ ...landing('redirect_uri', ...hops), code: '‹code:1›' as Mark })
const honest = withCode(hop(undefined, password), hop())
const first = (...landings: [Landing, Landing]) => kinds(signedInFirst(...landings))

test('a code without a password is somebody else’s, where an honest browser has to send one', () => {
  expect(first(withCode(hop(), hop(undefined, 'decision=allow')), honest)).toEqual(['effect'])
})

test.each<[string, string, Landing, Landing]>([
  ['a code after a password', 'held', honest, honest],
  ['a page, and no code', 'held', landing('consent', answer(200, 'Allow?')), honest],
  ['a code where nobody sends a password', 'noted', withCode(hop()), withCode(hop())],
  ['a page that was not understood', 'undecided', landing('nowhere', hop()), honest],
])('%s', (_, expected, stranger, twin) => expect(first(stranger, twin)).toEqual([expected]))

const to = (method: string, path: string, more: { body?: string; cookie?: string; location?: string } = {}): Exchange => ({
  ...{ n: 1, channel: 'front', sentAt: 0, ms: 1 },
  request: {
    ...{ method, url: `https://as.example${path}`, headers: more.cookie ? [['Cookie', more.cookie]] : [] },
    ...(more.body && { body: more.body }),
  },
  response: { status: 303, headers: more.location ? [['Location', more.location]] : [], body: '' },
})
const [early, late] = ['i7a2nme7cxk4xpgga3bprnd5c', 'kqmfGjFP0Au5Z25dHUveP3860NvnwJbpivWs5P8Rv0E']
const enter = (cookie?: string) => [
  to('GET', '/auth?client_id=web', { location: `/login?state=${early}` }),
  to('POST', `/login?state=${early}`, { body: 'login=alice&password=‹password:1›', ...(cookie && { cookie }), location: '/approval' }),
]
const asks = (path: string, cookie?: string) => [...enter(cookie), to('GET', path), to('POST', path, { body: 'approval=approve' })]

test.each([late, '-HMb-ycarWcRmwkGJGgJiHWACGdvmiCWgrAdoIqEb_M', 'b8b8e6fbbb1ec1f5b9d5a9b0cf5a35c5'])(
  'a sign-in is kept in the address of its pages where that holds a secret given only after the password, as %s is',
  (hmac) => expect(keptInAddress(landing('redirect_uri', ...asks(`/approval?req=${early}&hmac=${hmac}`)))).toBe(true),
)

test('a cookie of what stands before the server ties nothing', () => {
  expect(keptInAddress(landing('redirect_uri', ...asks(`/approval?hmac=${late}`, 'AWSALBCORS=‹cookie:1›; AWSALB=‹cookie:2›')))).toBe(true)
})

test.each<[string, Exchange[]]>([
  ['an address known before the password (CVE-2022-39222)', asks(`/approval?req=${early}`)],
  [
    'an address that is guessed',
    asks(
      `/approval-of-oauth2-requests-by-the-user?req=${early}&step=2&action=consent-to-what-is-asked-for&next=consentToWhatIsAskedForByTheUser`,
    ),
  ],
  ['a cookie beside the address', asks(`/approval?hmac=${late}`, 'session=‹cookie:1›')],
  ['a consent page for a browser that had signed in earlier', asks(`/approval?hmac=${late}`).slice(2)],
  ['a sign-in without any page after it', enter()],
])('it is not kept there by %s', (_, hops) => expect(keptInAddress(landing('redirect_uri', ...hops))).toBe(false))
