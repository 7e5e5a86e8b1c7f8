import { vi } from 'vitest'
import type { AuthorizationServer } from '../index.ts'
import { authorizationUrl, authorize, Browser, codeFor, fieldsOf, post, verifier } from '../test-browser.ts'
import { subtleConsentFaults } from './subtle-consent.ts'
import type { Observe } from './testing.ts'
import { client, consentPages, outcome, testSubtleFaults } from './testing.ts'

vi.mock('./index.ts', async (original) => {
  const { faults } = await original<typeof import('./index.ts')>()
  return { faults: { ...faults, ...subtleConsentFaults } }
})

const other = client.redirect_uris[1]
const unknown = { scope: 'no-such-scope' }

const stateBack =
  (state: string): Observe =>
  async (server) =>
    (await authorize(server, authorizationUrl(server, client, { state }))).parameters.get('state')

/** Where the first of two requests in one browser ends, the second of which differs. */
const firstOfTwo = async (server: AuthorizationServer, changes: Parameters<typeof authorizationUrl>[2]) => {
  const { pages, allow } = await consentPages(server, authorizationUrl(server, client), authorizationUrl(server, client, changes))
  return allow(pages[0])
}

const stateOfFirst: Observe = async (server) => (await firstOfTwo(server, { state: 'second' })).parameters.get('state')

const challengeOfFirst: Observe = async (server) => {
  const { parameters } = await firstOfTwo(server, { code_challenge: 'y'.repeat(43) })
  const code = { grant_type: 'authorization_code', code: parameters.get('code')!, redirect_uri: client.redirect_uris[0] }
  return (await post(server.endpoints.token_endpoint, client, { ...code, code_verifier: verifier })).status
}

const errorAt =
  (redirect_uri: string): Observe =>
  async (server) =>
    (await authorize(server, authorizationUrl(server, client, { ...unknown, redirect_uri }))).location?.replace(/[?&]error=.*/, '')

const issOfError: Observe = async (server) => (await authorize(server, authorizationUrl(server, client, unknown))).parameters.has('iss')

const allowingNothing: Observe = async (server) => outcome(await authorize(server, authorizationUrl(server, client), { scope: [] }))

const frameHeaders: Observe = async (server) => {
  const { headers } = (await consentPages(server, authorizationUrl(server, client))).pages[0]!
  return [headers.get('x-frame-options'), headers.get('content-security-policy')?.includes('frame-ancestors')]
}

const cookieChanges: Observe = async (server) => {
  const browser = new Browser()
  const page = await browser.go(authorizationUrl(server, client))
  const planted = browser.cookie
  await browser.go(`${server.issuer}/sign-in`, { ...fieldsOf(page), ...server.users['alice'] })
  const thief = Object.assign(new Browser(), { cookie: planted })
  return (await thief.go(authorizationUrl(server, client))).text.includes('/sign-in')
}

const afterElevenMinutes: Observe = async (server) => {
  const code = await codeFor(server, client)
  server.clock.advance(660)
  return (await post(server.endpoints.token_endpoint, client, code)).status
}

testSubtleFaults(subtleConsentFaults, {
  'keeps-state-in-session': [stateOfFirst, 's t+a%te', 'second'],
  'keeps-code-challenge-in-session': [challengeOfFirst, 200, 400],
  'strips-markup-from-state': [stateBack('{"a":1}'), '{"a":1}', '{a:1}'],
  'takes-zero-for-no-state': [stateBack('0'), '0', null],
  'leaves-plus-of-state-unencoded': [stateBack('a+b'), 'a+b', 'a b'],
  'leaves-separators-of-state-unencoded': [stateBack('a=1&code=evil'), 'a=1&code=evil', 'a=1'],
  'omits-iss-from-errors': [issOfError, true, false],
  'sends-errors-to-first-registered-uri': [errorAt(other), other, client.redirect_uris[0]],
  'takes-no-ticked-scope-for-all': [allowingNothing, 'access_denied', 'code'],
  'lets-consent-page-be-framed': [frameHeaders, ['DENY', true], [null, false]],
  'keeps-session-id-at-sign-in': [cookieChanges, true, false],
  'keeps-session-id-and-adds-a-cookie': [cookieChanges, true, false],
  'takes-code-lifetime-for-minutes': [afterElevenMinutes, 400, 200],
})
