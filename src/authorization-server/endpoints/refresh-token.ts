import { OAuthError } from '../answer.ts'
import { isPublic } from '../clients.ts'
import { parseScope } from '../scope.ts'
import type { Token } from '../store.ts'
import type { Steps } from '../world.ts'
import type { TokenCall } from './token.ts'
import { issueAccessToken, issueRefreshToken } from './token.ts'

/** Refreshes an access token (RFC 6749 6). Public clients get another refresh token each time (RFC 9700 2.2.2). */
export const refreshToken = {
  readRefreshToken: ({ parameters }) => {
    if (parameters.get('refresh_token') === undefined) throw new OAuthError('invalid_request', 'refresh_token is missing')
  },
  findRefreshToken: findRefreshTokenBy((value, { world }) => world.store.tokens.get(value)),
  checkRefreshTokenClient: ({ client, grant }) => {
    if (grant.client !== client) throw refused()
  },
  checkGrant: ({ grant }) => {
    if (grant.revoked) throw refused()
  },
  checkExpiry: ({ presented, world }) => {
    if (presented.expiresAt <= world.clock.now()) throw refused()
  },
  readScope: (call) => {
    const asked = call.parameters.get('scope')
    const scope = asked === undefined ? call.grant.scope : parseScope(asked)
    if (!scope) throw new OAuthError('invalid_scope', 'scope is malformed')
    call.scope = scope
  },
  checkScope: ({ grant, scope }) => {
    if (![...scope].every((token) => grant.scope.has(token))) throw new OAuthError('invalid_scope', 'more than was granted')
  },
  spendRefreshToken,
  issueAccessToken,
  rotate: (call) => (call.presented.dead ? issueRefreshToken(call) : undefined),
} satisfies Steps<TokenCall>

const refused = (): OAuthError => new OAuthError('invalid_grant', 'the refresh token is not valid')

export function findRefreshTokenBy(find: (value: string, call: TokenCall) => Token | undefined) {
  return (call: TokenCall): void => {
    const found = find(call.parameters.get('refresh_token')!, call)
    if (found?.kind !== 'refresh') throw refused()
    call.presented = found
    call.grant = found.grant
  }
}

/**
 * Uses a public client's refresh token up, and answers its second use by revoking the family, since one of two users is a thief
 * (RFC 9700 4.14.2). A confidential client keeps its own. Not async: nothing comes between look and mark.
 */
function spendRefreshToken({ client, grant, presented, world }: TokenCall): void {
  if (presented.dead) {
    grant.revoked = true
    throw refused()
  }
  if (isPublic(client)) presented.dead = true
  else presented.expiresAt = world.clock.now() + world.lifetimes.refresh_token * 1000
}
