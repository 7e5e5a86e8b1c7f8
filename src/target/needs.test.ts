import { describe, expect, test } from 'vitest'
import { featureNames, needNames, unallowed, unmet } from './needs.ts'
import type { ClientMetadata, Target } from './target.ts'

const confidential: ClientMetadata = {
  client_id: 'web',
  client_secret: 'x',
  redirect_uris: ['https://app.example/a', 'https://app.example/b'],
  token_endpoint_auth_method: 'client_secret_basic',
}
const open: ClientMetadata = { client_id: 'app', redirect_uris: ['app:/cb'], token_endpoint_auth_method: 'none' }
const issuer = 'https://login.example.com'

const full: Target = {
  name: 'full',
  embedded: false,
  issuer,
  endpoints: {
    authorization_endpoint: `${issuer}/a`,
    token_endpoint: `${issuer}/t`,
    revocation_endpoint: `${issuer}/r`,
    introspection_endpoint: `${issuer}/i`,
    end_session_endpoint: `${issuer}/o`,
  },
  metadata: {},
  jwks: {},
  origins: [issuer],
  clients: {
    client: confidential,
    second_client: { ...confidential, client_id: 'second' },
    public_client: open,
    service: { ...confidential, client_id: 'service', grant_types: ['client_credentials'] },
  },
  users: { alice: { username: 'a', password: 'b' }, bob: { username: 'b', password: 'b' } },
  scopes: { grantable: ['a', 'b'], notAllowed: 'c', unknown: 'd' },
  authorizationParameters: {},
  consentParameters: {},
  tokenParameters: {},
  resource: { url: 'https://api.example.com' },
  pkce: true,
  tls: { insecure: false },
  resolve: {},
  headers: [],
  pace: { concurrency: 1, timeoutMs: 1000 },
  allows: { slow: true, destructive: false, failed_sign_in: false, failed_client_authentication: false },
  declares: { propagationMs: 0 },
  profile: 'bcp',
  scenarios: [],
  warnings: [],
}
const bare: Target = {
  ...full,
  endpoints: { authorization_endpoint: `${issuer}/a`, token_endpoint: `${issuer}/t` },
  clients: { client: { ...open, grant_types: ['client_credentials'] } },
  users: { alice: { username: 'a', password: 'b' } },
  scopes: { grantable: ['a'], unknown: 'd' },
  pkce: false,
  userAgent: 'direct',
}
const { resource: _, ...bareWithoutResource } = bare

test.each(needNames)('%s is met where everything is there', (need) => expect(unmet(need, full)).toBeUndefined())

test.each(needNames)('%s is not met where nothing is, and says how to provide it', (need) => {
  const lack = unmet(need, bareWithoutResource)
  expect(lack?.reason).toMatch(/^[a-z].{15,}/)
  expect(lack?.provide).not.toBe('')
})

test('a skip names the metadata that is missing', () => {
  expect(unmet('second_client', bare)).toEqual({
    reason: 'the configuration names no second client',
    provide: 'clients.second_client: { client_id, client_secret, redirect_uris }',
  })
})

test('a client with a secret is no public client', () => {
  const target = { ...full, clients: { ...full.clients, public_client: confidential } }
  expect(unmet('public_client', target)?.reason).toBe('clients.public_client has a secret, so it is no public client')
})

describe('refresh_token', () => {
  const withGrants = (grant_types: string[] | undefined, metadata = {}): Target => ({
    ...full,
    metadata,
    clients: { client: { ...confidential, ...(grant_types && { grant_types }) } },
  })
  test('is tried where nothing speaks against it', () => expect(unmet('refresh_token', withGrants(undefined))).toBeUndefined())
  test('is not where the client is not registered for it', () =>
    expect(unmet('refresh_token', withGrants(['authorization_code']))?.reason).toBe('clients.client.grant_types lacks "refresh_token"'))
  test('is not where the server says that it has none', () =>
    expect(unmet('refresh_token', withGrants(undefined, { grant_types_supported: ['authorization_code'] }))?.reason).toBe(
      'the metadata\'s grant_types_supported lacks "refresh_token"',
    ))
  test('is where the client is, whatever the server says', () =>
    expect(unmet('refresh_token', withGrants(['refresh_token'], { grant_types_supported: [] }))).toBeUndefined())
})

describe('introspection', () => {
  const only = (client: ClientMetadata): Target => ({ ...full, clients: { client } })
  test('needs a client that may', () => {
    expect(unmet('introspection', only(open))).toBeDefined()
    expect(unmet('introspection', only({ ...confidential, introspection: false }))).toBeDefined()
    expect(unmet('introspection', only(confidential))).toBeUndefined()
    expect(unmet('introspection', only({ ...open, introspection: true }))).toBeUndefined()
    expect(unmet('introspection', { ...full, clients: { client: open, second_client: confidential } })).toBeDefined()
    expect(unmet('introspection', { ...full, clients: { client: open, server: { ...confidential, introspection: true } } })).toBeUndefined()
  })
})

describe('what is declared as not offered', () => {
  const declining = (feature: string): Target => ({ ...full, declares: { propagationMs: 0, notOffered: { [feature]: 'our reason' } } })
  test.each(needNames)('%s', (need) => expect(unmet(need, declining(need))?.reason).toBe('not offered: our reason'))
  test('pkce as a whole', () => expect(unmet('pkce_s256', declining('pkce'))?.reason).toBe('not offered: our reason'))
  test('and no other', () => expect(unmet('revocation', declining('pkce'))).toBeUndefined())
  test('can be any need, and pkce', () => expect(featureNames).toEqual([...needNames, 'pkce']))
})

test.each(['no_such_need', 'constructor', '__proto__'])('nobody knows %s', (need) =>
  expect(unmet(need, full)?.reason).toBe(`grantproof knows no need named "${need}"`),
)

test('a deed needs leave', () => {
  expect(unallowed('slow', full)).toBeUndefined()
  expect(unallowed('destructive', full)).toEqual({
    reason: 'not allowed by the configuration: it may destroy what others use',
    provide: 'allow.destructive: true',
  })
})
