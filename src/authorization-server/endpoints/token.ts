import { SignJWT } from 'jose/jwt/sign'
import { json, noStore, OAuthError } from '../answer.ts'
import type { Scope } from '../scope.ts'
import { formatScope } from '../scope.ts'
import type { Code, Grant, Token } from '../store.ts'
import { unguessable } from '../store.ts'
import type { Steps, World } from '../world.ts'
import { walk } from '../world.ts'
import { mayUse } from './authorization.ts'
import type { ClientCall } from './client-authentication.ts'
import { allow, checkRepeatedParameters, readClientForm } from './request.ts'

/** A token request (RFC 6749 3.2). */
export interface TokenCall extends ClientCall {
  /** The code or refresh token that was presented. */
  code: Code
  presented: Token
  grant: Grant
  /** What the new access token may do. */
  scope: Scope
  accessToken: Token
  refreshToken?: Token
}

/** `/token`. */
export const token = {
  checkMethod: allow('POST'),
  readParameters: readClientForm,
  checkRepeatedParameters,
  authenticateClient: (call) => walk('clientAuthentication', call),
  readGrantType: ({ parameters }) => {
    if (parameters.get('grant_type') === undefined) throw new OAuthError('invalid_request', 'grant_type is missing')
  },
  checkGrantType: ({ client, parameters }) => {
    const type = parameters.get('grant_type')!
    if (!grantTypes.includes(type)) throw new OAuthError('unsupported_grant_type', 'this server does not know the grant_type')
    if (!mayUse(client, type)) throw new OAuthError('unauthorized_client', 'the client is not registered for this grant_type')
  },
  redeem: (call) => walk(tables[call.parameters.get('grant_type') as keyof typeof tables] ?? 'authorizationCode', call),
  respond: (call) => walk('tokenResponse', call),
} satisfies Steps<TokenCall>

/** Which table serves which grant_type. */
const tables = { authorization_code: 'authorizationCode', refresh_token: 'refreshToken', client_credentials: 'clientCredentials' } as const

export const grantTypes: readonly string[] = Object.keys(tables)

/** A successful token response (RFC 6749 5.1). */
export const tokenResponse = {
  describeAccessToken: (call) => {
    call.members = { access_token: call.accessToken.value }
  },
  describeType: ({ members }) => {
    members['token_type'] = 'Bearer'
  },
  describeLifetime: ({ accessToken, members }) => {
    members['expires_in'] = (accessToken.expiresAt - accessToken.issuedAt) / 1000
  },
  describeRefreshToken: ({ members, refreshToken }) => {
    if (refreshToken) members['refresh_token'] = refreshToken.value
  },
  describeScope: ({ accessToken, members }) => {
    members['scope'] = formatScope(accessToken.scope)
  },
  send: ({ members }) => json(200, members, noStore),
} satisfies Steps<TokenCall>

/** A refusal, told to a client (RFC 6749 5.2). */
export const errorResponse = {
  describeError: (call) => {
    call.members = { error: call.error.code, error_description: call.error.message }
  },
  challengeClient: ({ error, members }) =>
    error.code === 'invalid_client' ? json(401, members, { ...noStore, 'www-authenticate': 'Basic realm="clients"' }) : undefined,
  send: ({ members }) => json(400, members, noStore),
} satisfies Steps<ClientCall>

/** Signs an access token (RFC 9068). It is honoured only as long as the store knows it, so that it can be revoked. */
export async function issueAccessToken(call: TokenCall): Promise<void> {
  const { grant, scope, world } = call
  const issuedAt = Math.floor(world.clock.now() / 1000)
  const expiresAt = issuedAt + world.lifetimes.access_token
  const jti = unguessable()
  const value = await new SignJWT({ client_id: grant.client.client_id, scope: formatScope(scope) })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: world.key.public.kid! })
    .setIssuer(world.issuer)
    .setAudience(world.endpoints.resource)
    .setSubject(grant.user.username)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .setJti(jti)
    .sign(world.key.private)
  const token: Token = { value, kind: 'access', grant, scope, issuedAt: issuedAt * 1000, expiresAt: expiresAt * 1000, dead: false, jti }
  world.store.tokens.set(value, token)
  call.accessToken = token
}

/** A refresh token for clients that are registered for it. It stands for all that was granted (RFC 6749 6). */
export function issueRefreshToken(call: TokenCall): void {
  const { grant, world } = call
  if (!mayUse(grant.client, 'refresh_token')) return
  const issuedAt = world.clock.now()
  const expiresAt = issuedAt + world.lifetimes.refresh_token * 1000
  call.refreshToken = { value: unguessable(), kind: 'refresh', grant, scope: grant.scope, issuedAt, expiresAt, dead: false }
  world.store.tokens.set(call.refreshToken.value, call.refreshToken)
}

/** The token, if it lives: known, of this kind, not expired, and neither it nor its grant revoked. */
export function livingToken(world: World, value: string | undefined, ...kinds: Token['kind'][]): Token | undefined {
  const found = world.store.tokens.get(value ?? '')
  const lives = found && kinds.includes(found.kind) && !found.dead && !found.grant.revoked && found.expiresAt > world.clock.now()
  return lives ? found : undefined
}
