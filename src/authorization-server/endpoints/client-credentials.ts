import { OAuthError } from '../answer.ts'
import { isPublic } from '../clients.ts'
import { parseScope } from '../scope.ts'
import type { Steps } from '../world.ts'
import type { TokenCall } from './token.ts'
import { issueAccessToken } from './token.ts'

/** Issues a token to a client that acts for itself (RFC 6749 4.4). It gets no refresh token (4.4.3). */
export const clientCredentials = {
  refusePublicClient: ({ client }) => {
    if (isPublic(client)) throw new OAuthError('unauthorized_client', 'only a client that authenticates may use this grant_type')
  },
  readScope: (call) => {
    const { client, parameters, world } = call
    const scope = parseScope(parameters.get('scope') ?? client.scope ?? world.scopes[0]!)
    if (!scope) throw new OAuthError('invalid_scope', 'scope is malformed')
    call.scope = scope
  },
  checkScope: ({ client, scope, world }) => {
    const allowed = client.scope?.split(' ') ?? world.scopes
    if ([...scope].some((token) => !allowed.includes(token))) throw new OAuthError('invalid_scope', 'the client may not ask for a scope')
  },
  grantToItself: (call) => {
    const { client, scope } = call
    call.grant = { client, user: { username: client.client_id, password: '' }, scope, revoked: false }
  },
  issueAccessToken,
} satisfies Steps<TokenCall>
