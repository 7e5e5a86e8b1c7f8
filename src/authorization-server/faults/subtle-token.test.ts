import { createHash } from 'node:crypto'
import { vi } from 'vitest'
import type { AuthorizationServer, ServerClient } from '../index.ts'
import { challenge, codeFor, post, resourceWith } from '../test-browser.ts'
import { subtleTokenFaults } from './subtle-token.ts'
import type { Observe } from './testing.ts'
import { client, post_client, public_client, redeem, redeemed, refresh, second_client, testSubtleFaults } from './testing.ts'

vi.mock('./index.ts', async (original) => {
  const { faults } = await original<typeof import('./index.ts')>()
  return { faults: { ...faults, ...subtleTokenFaults } }
})

const withVerifier = (code_verifier: string): Observe =>
  redeemed(client, { code_verifier }, { code_challenge: createHash('sha256').update(code_verifier).digest('base64url') })

const swapCase = (text: string): string =>
  text.replaceAll(/[a-z]/gi, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))

/** The statuses of several attempts to redeem one code, each with its own changes. */
const attempts =
  (who: ServerClient, ...changes: Parameters<typeof post>[2][]): Observe =>
  async (server) => {
    const code = await codeFor(server, who)
    const statuses: number[] = []
    for (const change of changes) statuses.push((await post(server.endpoints.token_endpoint, who, { ...code, ...change })).status)
    return statuses
  }

/** What lives after a code was used, its tokens refreshed, and the code used again: first access token, refreshed one, a refresh. */
const afterReplay: Observe = async (server) => {
  const code = await codeFor(server, client)
  const { json } = await post(server.endpoints.token_endpoint, client, code)
  const refreshed = (await refresh(server, client, json['refresh_token'])).json
  await post(server.endpoints.token_endpoint, client, code)
  const statuses = [await resourceWith(server, json['access_token']), await resourceWith(server, refreshed['access_token'])]
  return [...statuses, await refresh(server, client, json['refresh_token'])].map(({ status }) => status)
}

const codeOfOther: Observe = async (server) =>
  (await post(server.endpoints.token_endpoint, second_client, await codeFor(server, client))).status

const refreshedWith =
  (changes: Parameters<typeof post>[2]): Observe =>
  async (server) =>
    (await refresh(server, client, (await redeem(server, client)).json['refresh_token'], changes)).status

/** The Cache-Control of a token response and of the next one by refreshing. */
const cacheControl: Observe = async (server) => {
  const first = await redeem(server, client)
  const second = await refresh(server, client, first.json['refresh_token'])
  return [first, second].map(({ headers }) => headers.get('cache-control'))
}

const tokenTypes: Observe = async (server) => {
  const first = await redeem(server, client)
  const second = await refresh(server, client, first.json['refresh_token'])
  return [first, second].map(({ json }) => json['token_type'])
}

const challengeScheme: Observe = async (server) => {
  const { headers } = await redeem(server, { ...client, client_secret: 'x' })
  return headers.get('www-authenticate')?.split(' ')[0]
}

const expiresIn: Observe = async (server) => (await redeem(server, client)).json['expires_in']

/** Whether a second client gets the access token of the first. */
const sharedToken = async (server: AuthorizationServer): Promise<unknown> => {
  const tokenOf = async (who: ServerClient) =>
    (await post(server.endpoints.token_endpoint, who, await codeFor(server, who, {}, { user: 'alice' }))).json['access_token']
  return (await tokenOf(client)) === (await tokenOf(post_client))
}

/** Whose the second of two access tokens is, the first of which is of alice and the first client. */
const ownerOfSecond =
  (who: ServerClient, user: 'alice' | 'bob') =>
  async (server: AuthorizationServer): Promise<unknown> => {
    await redeem(server, client)
    const { json } = await post(server.endpoints.token_endpoint, who, await codeFor(server, who, {}, { user }))
    const resource = (await resourceWith(server, json['access_token'])).json
    return [resource['client_id'], resource['sub']]
  }

testSubtleFaults(subtleTokenFaults, {
  'accepts-verifier-of-42-characters': [withVerifier('v'.repeat(42)), 400, 200],
  'refuses-verifier-of-128-characters': [withVerifier('v'.repeat(128)), 200, 400],
  'compares-beginning-of-code-challenge': [
    redeemed(client, {}, { code_challenge: `${challenge.slice(0, 32)}${'-'.repeat(11)}` }),
    400,
    200,
  ],
  'ignores-case-of-code-challenge': [redeemed(client, {}, { code_challenge: swapCase(challenge) }), 400, 200],
  'forgets-challenge-after-failed-attempt': [
    attempts(client, { code_verifier: 'x'.repeat(43) }, { code_verifier: undefined }),
    [400, 400],
    [400, 200],
  ],
  'accepts-empty-code-verifier': [redeemed(client, { code_verifier: '' }), 400, 200],
  'redeems-code-of-public-client-twice': [attempts(public_client, {}, {}), [200, 400], [200, 200]],
  'redeems-code-at-third-attempt': [attempts(client, {}, {}, {}), [200, 400, 400], [200, 400, 200]],
  'keeps-refresh-token-of-replayed-code': [afterReplay, [401, 401, 400], [401, 401, 200]],
  'checks-client-of-code-only-when-posted': [codeOfOther, 400, 200],
  'accepts-repeated-parameters-on-refresh': [refreshedWith({ scope: ['read', 'write'] }), 400, 200],
  'guesses-missing-grant-type': [redeemed(client, { grant_type: undefined }), 400, 200],
  'omits-cache-control-on-refresh': [cacheControl, ['no-store', 'no-store'], ['no-store', null]],
  'sends-no-cache-for-no-store': [cacheControl, ['no-store', 'no-store'], ['no-cache', 'no-cache']],
  'challenges-with-other-scheme': [challengeScheme, 'Basic', 'Bearer'],
  'omits-token-type-on-refresh': [tokenTypes, ['Bearer', 'Bearer'], ['Bearer', undefined]],
  'sends-expires-in-in-milliseconds': [expiresIn, 600, 600_000],
  'shares-access-tokens-between-clients': [sharedToken, false, true],
  'shares-access-tokens-between-users': [ownerOfSecond(client, 'bob'), ['client', 'bob'], ['client', 'alice']],
})
