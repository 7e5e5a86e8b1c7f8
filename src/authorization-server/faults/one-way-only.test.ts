import { vi } from 'vitest'
import { authorizationUrl, authorize, Browser, post, verifier } from '../test-browser.ts'
import { oneWayOnlyFaults } from './one-way-only.ts'
import type { Observe } from './testing.ts'
import { client, testSubtleFaults } from './testing.ts'

vi.mock('./index.ts', async (original) => {
  const { faults } = await original<typeof import('./index.ts')>()
  return { faults: { ...faults, ...oneWayOnlyFaults } }
})

const [first, other] = client.redirect_uris

/** What is seen of a request whose user is asked, and of the same request when the consent is remembered. */
const bothWays =
  (changes: Parameters<typeof authorizationUrl>[2], look: (reply: Awaited<ReturnType<typeof authorize>>) => unknown): Observe =>
  async (server) => {
    const browser = new Browser()
    const url = authorizationUrl(server, client, changes)
    return [look(await authorize(server, url, { browser })), look(await browser.go(url))]
  }

const stateBack = bothWays({ state: 'a%2Bb' }, ({ parameters }) => parameters.get('state'))
const placeOfResponse = bothWays({ redirect_uri: other }, ({ location }) => location?.replace(/[?&]code=.*/, ''))

const withWrongVerifier: Observe = async (server) => {
  const browser = new Browser()
  const statuses = []
  for (const _ of ['asked', 'silent']) {
    const { parameters } = await authorize(server, authorizationUrl(server, client), { browser })
    const code = { grant_type: 'authorization_code', code: parameters.get('code')!, redirect_uri: first }
    const stolen = await post(server.endpoints.token_endpoint, client, { ...code, code_verifier: `${verifier.slice(1)}x` })
    statuses.push(stolen.status)
  }
  return statuses
}

testSubtleFaults(oneWayOnlyFaults, {
  'forgets-code-challenge-at-consent-page': [withWrongVerifier, [400, 400], [200, 400]],
  'forgets-code-challenge-of-silent-requests': [withWrongVerifier, [400, 400], [400, 200]],
  'decodes-state-at-consent-page': [stateBack, ['a%2Bb', 'a%2Bb'], ['a+b', 'a%2Bb']],
  'decodes-state-of-silent-requests': [stateBack, ['a%2Bb', 'a%2Bb'], ['a%2Bb', 'a+b']],
  'responds-at-first-registered-uri-after-consent': [placeOfResponse, [other, other], [first, other]],
  'responds-silently-at-first-registered-uri': [placeOfResponse, [other, other], [other, first]],
})
