import type { ClientMetadata, Permission, Target } from './target.ts'

/** Why something cannot be tried at a target, and what its owner would write to have it tried. */
export interface Unmet {
  reason: string
  /** In the configuration's own words. */
  provide: string
}

type Predicate = (target: Target) => Unmet | undefined

/** Everything that a scenario can need of a target, each with the question that decides it. */
const needs = {
  authorization_code: (target) => grants(target, 'authorization_code'),
  confidential_client: ({ clients }) =>
    when(!isConfidential(clients.client), 'clients.client is a public client, and this asks for one that authenticates', client('client')),
  second_client: ({ clients }) => when(!clients.second_client, 'the configuration names no second client', client('second_client')),
  public_client: ({ clients }) =>
    when(
      clients.public_client?.token_endpoint_auth_method !== 'none',
      clients.public_client ? 'clients.public_client has a secret, so it is no public client' : 'the configuration names no public client',
      "clients.public_client: { client_id, redirect_uris, token_endpoint_auth_method: 'none' }",
    ),
  client_without_code: ({ clients }) =>
    when(
      !clientWithoutCode(clients),
      'no client is known that is registered without the authorization code grant',
      "clients.service_client: { client_id, client_secret, redirect_uris, grant_types: ['client_credentials'] }, under any name",
    ),
  two_users: ({ users }) =>
    when(Object.keys(users).length < 2, 'the configuration names one user, and this asks for two', 'users.bob: { username, password }'),
  two_redirect_uris: ({ clients }) =>
    when(
      (clients.client?.redirect_uris.length ?? 0) < 2,
      'clients.client has one redirection URI, and this asks for two',
      'clients.client.redirect_uris: a second URI that is registered for this client',
    ),
  two_scopes: ({ scopes }) =>
    when(
      scopes.grantable.length < 2,
      'fewer than two scopes are known to be grantable',
      'scopes.grantable: two scopes that clients.client may have',
    ),
  scope_not_allowed: ({ scopes }) =>
    when(
      scopes.notAllowed === undefined,
      'no scope is known that the server has and the client may not have',
      'scopes.not_allowed: a scope of the server that clients.client may not have',
    ),
  pkce_s256: ({ pkce }) =>
    when(
      !pkce,
      'the metadata\'s code_challenge_methods_supported does not contain "S256"',
      'a server that offers PKCE with S256 (RFC 7636) and says so in its metadata',
    ),
  refresh_token: (target) => (target.scopes.refresh === undefined ? grants(target, 'refresh_token') : undefined),
  revocation: ({ endpoints }) =>
    when(!endpoints.revocation_endpoint, 'no revocation endpoint is known (RFC 7009)', 'endpoints.revocation_endpoint'),
  sign_out: ({ endpoints }) =>
    when(
      !endpoints.end_session_endpoint,
      'no endpoint is known at which a user signs out (OpenID Connect RP-Initiated Logout 2.1)',
      'endpoints.end_session_endpoint',
    ),
  introspection: ({ endpoints, clients }) =>
    when(!endpoints.introspection_endpoint, 'no introspection endpoint is known (RFC 7662)', 'endpoints.introspection_endpoint') ??
    when(
      !mayIntrospect(clients),
      'no client is known that may use the introspection endpoint (RFC 7662 2.1)',
      'clients.client.introspection: true, or such a client of its own name',
    ),
  resource: ({ resource }) => when(!resource, 'no protected resource is known (RFC 6750)', 'resource: { url }'),
  browser: ({ userAgent }) =>
    when(
      userAgent === 'direct',
      'the configuration wants no real browser (user_agent: direct)',
      "user_agent: 'auto', and an installed browser",
    ),
} satisfies Record<string, Predicate>

/** The name of something that a scenario can need. */
export type NeedName = keyof typeof needs

/** Every need's name, in the order in which a first-time reader meets them. */
export const needNames = Object.keys(needs) as NeedName[]

/** Features that a configuration may declare as not offered: every need, and `pkce` as a whole. */
export const featureNames: readonly string[] = [...needNames, 'pkce']

/** What a target lacks of a scenario's need; undefined when the need is met. A feature that is declared as not offered is never met. */
export function unmet(need: string, target: Target): Unmet | undefined {
  const declined = declinedReason(need, target)
  if (declined !== undefined) {
    return { reason: `not offered: ${declined}`, provide: `the feature itself, and no declares.not_offered.${need} in the configuration` }
  }
  if (!Object.hasOwn(needs, need)) return { reason: `grantproof knows no need named "${need}"`, provide: `one of ${needNames.join(', ')}` }
  return needs[need as NeedName](target)
}

const deeds: Readonly<Record<Permission, string>> = {
  slow: 'it waits for minutes',
  destructive: 'it may destroy what others use',
  failed_sign_in: 'it signs in with wrong passwords, which may lock a user out',
  failed_client_authentication: 'it authenticates clients wrongly, which may lock a client out',
}

/** Why a deed may not be tried at this target; undefined when its owner allows it. */
export function unallowed(permission: Permission, target: Target): Unmet | undefined {
  if (target.allows[permission]) return undefined
  return { reason: `not allowed by the configuration: ${deeds[permission]}`, provide: `allow.${permission}: true` }
}

function declinedReason(need: string, { declares }: Target): string | undefined {
  const reasons = declares.notOffered ?? {}
  if (Object.hasOwn(reasons, need)) return reasons[need]
  return need === 'pkce_s256' && Object.hasOwn(reasons, 'pkce') ? reasons['pkce'] : undefined
}

/** RFC 7591 2 and RFC 8414 2. An absent list is unknown, not the default: many registrations never say what they allow. */
function grants({ clients, metadata }: Target, type: string): Unmet | undefined {
  const registered = clients.client?.grant_types
  const supported = metadata['grant_types_supported']
  const want = type === 'authorization_code' ? `['authorization_code']` : `['authorization_code', '${type}']`
  return (
    when(!!registered && !registered.includes(type), `clients.client.grant_types lacks "${type}"`, `clients.client.grant_types: ${want}`) ??
    when(
      !registered && Array.isArray(supported) && !supported.includes(type),
      `the metadata's grant_types_supported lacks "${type}"`,
      `clients.client.grant_types: ${want}, where the server grants it all the same`,
    )
  )
}

const client = (role: string): string => `clients.${role}: { client_id, client_secret, redirect_uris }`
const isConfidential = (of: ClientMetadata | undefined): boolean => of !== undefined && of.token_endpoint_auth_method !== 'none'

/** A further client of which the configuration says that it may not use the authorization code grant. */
export const clientWithoutCode = ({ client: _, ...further }: Target['clients']): ClientMetadata | undefined =>
  Object.values(further).find(({ grant_types }) => grant_types && !grant_types.includes('authorization_code'))

/** One that is said to, or the client itself where nobody says that it may not. */
const mayIntrospect = (clients: Target['clients']): boolean =>
  Object.values(clients).some(({ introspection }) => introspection) ||
  (isConfidential(clients.client) && clients.client?.introspection !== false)

const when = (lacking: boolean, reason: string, provide: string): Unmet | undefined => (lacking ? { reason, provide } : undefined)
