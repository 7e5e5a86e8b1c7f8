import { vi } from 'vitest'
import type { AuthorizationServer, ServerClient } from '../index.ts'
import { codeFor, post, resourceWith } from '../test-browser.ts'
import { subtleRefreshFaults } from './subtle-refresh.ts'
import type { Observe } from './testing.ts'
import { client, public_client, redeem, refresh, testSubtleFaults } from './testing.ts'

vi.mock('./index.ts', async (original) => {
  const { faults } = await original<typeof import('./index.ts')>()
  return { faults: { ...faults, ...subtleRefreshFaults } }
})

type Fields = Parameters<typeof post>[2]

/** The status of a wrong secret before and after the right one. */
const wrongSecretTwice: Observe = async (server) => {
  const wrong = { ...client, client_secret: 'x' }
  const first = await redeem(server, wrong)
  await redeem(server, client)
  return [first.status, (await redeem(server, wrong)).status]
}

/** The status of a refresh by somebody who is not quite the client that the token was issued to. */
const refreshedBy =
  (owner: ServerClient, changed: object): Observe =>
  async (server) => {
    const { json } = await redeem(server, owner)
    return (await refresh(server, { ...owner, ...changed }, json['refresh_token'])).status
  }

/** Uses a public client's refresh tokens in this order, 0 being the one that the code was redeemed for, and says what came. */
const inOrder =
  (...order: number[]): Observe =>
  async (server) => {
    const tokens = [(await redeem(server, public_client)).json['refresh_token']]
    const statuses: number[] = []
    for (const at of order) {
      const { status, json } = await refresh(server, public_client, tokens[at])
      statuses.push(status)
      if (json['refresh_token']) tokens.push(json['refresh_token'])
    }
    return statuses
  }

const rotationWithScope: Observe = async (server) => {
  const { json } = await redeem(server, public_client)
  await refresh(server, public_client, json['refresh_token'], { scope: 'read' })
  return (await refresh(server, public_client, json['refresh_token'])).status
}

/** The scopes of the refreshes that ask for these scopes, or the errors. */
const scopes =
  (granted: string, ...asked: (string | undefined)[]): Observe =>
  async (server) => {
    const { json } = await redeem(server, client, {}, { scope: granted })
    const seen: unknown[] = []
    for (const scope of asked) {
      const refreshed = (await refresh(server, client, json['refresh_token'], { scope })).json
      seen.push(refreshed['scope'] ?? refreshed['error'])
    }
    return seen
  }

/** Which of access and refresh token live after a request to revoke one of them. */
const afterRevoking =
  (kind: 'access_token' | 'refresh_token', changes: Fields = {}, changed: object = {}) =>
  async (server: AuthorizationServer): Promise<unknown> => {
    const { json } = await redeem(server, client)
    await post(server.endpoints.revocation_endpoint, { ...client, ...changed }, { token: String(json[kind]), ...changes })
    return (await resourceWith(server, json['access_token'])).status
  }

const activeAfterReplay: Observe = async (server) => {
  const code = await codeFor(server, client)
  const { json } = await post(server.endpoints.token_endpoint, client, code)
  await post(server.endpoints.token_endpoint, client, code)
  return (await post(server.endpoints.introspection_endpoint, client, { token: String(json['access_token']) })).json['active']
}

const challenged: Observe = async (server) => (await redeem(server, { ...client, client_id: 'nobody' })).headers.has('www-authenticate')

testSubtleFaults(subtleRefreshFaults, {
  'remembers-authenticated-client': [wrongSecretTwice, [401, 401], [401, 200]],
  'challenges-known-clients-only': [challenged, true, false],
  'accepts-any-client-secret-on-refresh': [refreshedBy(client, { client_secret: 'x' }), 401, 200],
  'detects-reuse-of-last-refresh-token-only': [inOrder(0, 1, 0, 2, 2, 3), [200, 200, 400, 400, 400, 400], [200, 200, 400, 200, 400, 400]],
  'does-not-rotate-when-scope-is-named': [rotationWithScope, 400, 200],
  'minds-order-of-scope-on-refresh': [scopes('read write', 'write read'), ['write read'], ['invalid_scope']],
  'looks-for-scope-as-text-on-refresh': [scopes('read write', 'rea'), ['invalid_scope'], ['rea']],
  'reports-granted-scope-on-refresh': [scopes('read write', 'read'), ['read'], ['read write']],
  'keeps-access-tokens-of-revoked-refresh-token': [afterRevoking('refresh_token'), 401, 200],
  'trusts-token-type-hint': [afterRevoking('access_token', { token_type_hint: 'refresh_token' }), 401, 200],
  'revokes-without-checking-secret': [afterRevoking('access_token', {}, { client_secret: 'x' }), 200, 401],
  'reports-tokens-of-revoked-grant-active': [activeAfterReplay, false, true],
})
