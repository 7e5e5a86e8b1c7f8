import { noStore, OAuthError } from '../answer.ts'
import type { Token } from '../store.ts'
import type { Steps } from '../world.ts'
import { walk } from '../world.ts'
import type { ClientCall } from './client-authentication.ts'
import { allow, checkRepeatedParameters, readClientForm } from './request.ts'

/** A request about a token, by the client that authenticates. */
export interface AboutTokenCall extends ClientCall {
  /** Undefined if the server knows no such token. */
  token: Token | undefined
}

/** A hint may be wrong and makes no difference here, where one search finds every token (RFC 7009 2.1, RFC 7662 2.1). */
export function findToken(call: AboutTokenCall): void {
  const value = call.parameters.get('token')
  if (value === undefined) throw new OAuthError('invalid_request', 'token is missing')
  call.token = call.world.store.tokens.get(value)
}

/** `/revoke` (RFC 7009). */
export const revocation = {
  checkMethod: allow('POST'),
  readParameters: readClientForm,
  checkRepeatedParameters,
  authenticateClient: (call) => walk('clientAuthentication', call),
  findToken,
  checkTokenClient: ({ client, token }) => {
    if (token && token.grant.client !== client) throw new OAuthError('invalid_grant', 'the token was issued to another client')
  },
  /** A refresh token takes all that was granted with it. */
  revoke: ({ token }) => {
    if (!token) return
    token.dead = true
    if (token.kind === 'refresh') token.grant.revoked = true
  },
  respond: () => ({ status: 200, headers: noStore, body: '' }),
} satisfies Steps<AboutTokenCall>
