import type { Message } from '../http/exchange.ts'
import type { ClientMetadata, Target } from '../target/target.ts'

type Pairs = [string, string][]
const pairs = (record: Readonly<Record<string, string | undefined>>): Pairs =>
  Object.entries(record).flatMap(([name, value]): Pairs => (value === undefined ? [] : [[name, value]]))

/** An authorization request (RFC 6749 4.1.1, RFC 7636 4.3) as a GET, ready for a user agent. */
export function authorizationRequest(
  target: Target,
  client: ClientMetadata,
  fresh: { state: string; code_challenge?: string; scope?: string | undefined },
  also: Readonly<Record<string, string>> = {},
): Message {
  const query = pairs({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: client.redirect_uris[0],
    scope: fresh.scope,
    state: fresh.state,
    code_challenge: fresh.code_challenge,
    code_challenge_method: fresh.code_challenge && 'S256',
    ...target.authorizationParameters,
    ...also,
    ...joinedPrompt(target.authorizationParameters, also),
  })
  return { method: 'GET', url: target.endpoints.authorization_endpoint, headers: [], query, body: [] }
}

/** Prompts are a list: one more does not take the place of those that every request has (OpenID Connect Core 3.1.2.1). */
function joinedPrompt(...all: Readonly<Record<string, string>>[]): { prompt?: string } {
  const prompts = new Set(all.flatMap(({ prompt = '' }) => prompt.split(' ')).filter((prompt) => prompt !== ''))
  return prompts.size > 0 ? { prompt: [...prompts].join(' ') } : {}
}

/** A token request for a code (RFC 6749 4.1.3), with the client's registered authentication. */
export const tokenRequest = (
  target: Target,
  client: ClientMetadata,
  grant: { code?: string | undefined; redirect_uri?: string | undefined; code_verifier?: string | undefined },
): Message =>
  authenticated(client, form(target.endpoints.token_endpoint, { grant_type: 'authorization_code', ...grant, ...target.tokenParameters }))

/** A refresh request (RFC 6749 6), with the client's registered authentication. */
export const refreshRequest = (target: Target, client: ClientMetadata): Message =>
  authenticated(client, form(target.endpoints.token_endpoint, { grant_type: 'refresh_token', ...target.tokenParameters }))

/** A revocation request (RFC 7009 2.1). */
export const revocationRequest = (target: Target, client: ClientMetadata): Message =>
  authenticated(client, form(target.endpoints.revocation_endpoint ?? '', {}))

/** An introspection request (RFC 7662 2.1). */
export const introspectionRequest = (target: Target, client: ClientMetadata, about: { token?: string } = {}): Message =>
  authenticated(client, form(target.endpoints.introspection_endpoint ?? '', about))

/** A request of the user's browser to sign out (OpenID Connect RP-Initiated Logout 1.0, 2). */
export const signOutRequest = ({ endpoints }: Target, { client_id }: ClientMetadata): Message => ({
  method: 'GET',
  url: endpoints.end_session_endpoint ?? '',
  headers: [],
  query: [['client_id', client_id]],
  body: [],
})

/** A request at the protected resource with the token in the Authorization field (RFC 6750 2.1). */
export const resourceRequest = (target: Target, access_token: string | undefined): Message => ({
  method: target.resource?.method ?? 'GET',
  url: target.resource?.url ?? '',
  headers: access_token === undefined ? [] : [['authorization', `Bearer ${access_token}`]],
  query: [],
  body: [],
})

/** Adds the client's registered authentication (RFC 7591 2, RFC 6749 2.3.1; a public client names itself: RFC 6749 3.2.1). */
export function authenticated(client: ClientMetadata, message: Message): Message {
  const { client_id, client_secret, token_endpoint_auth_method } = client
  const body = typeof message.body === 'string' ? [] : message.body
  if (token_endpoint_auth_method === 'client_secret_basic') return { ...message, basic: { client_id, client_secret: client_secret ?? '' } }
  const own = pairs({ client_id, client_secret: token_endpoint_auth_method === 'none' ? undefined : (client_secret ?? '') })
  return { ...message, body: [...body, ...own] }
}

const form = (url: string, parameters: Readonly<Record<string, string | undefined>>): Message => ({
  method: 'POST',
  url,
  headers: [['accept', 'application/json']],
  query: [],
  body: pairs(parameters),
})
