import { json, noStore } from '../answer.ts'
import { isPublic } from '../clients.ts'
import { formatScope } from '../scope.ts'
import type { Steps } from '../world.ts'
import { walk } from '../world.ts'
import { failed } from './client-authentication.ts'
import { allow, checkRepeatedParameters, readClientForm } from './request.ts'
import type { AboutTokenCall } from './revocation.ts'
import { findToken } from './revocation.ts'
import { livingToken } from './token.ts'

const inactive = () => json(200, { active: false }, noStore)

/** `/introspect` (RFC 7662). To whom a token does not belong it is as inactive as one that does not exist. */
export const introspection = {
  checkMethod: allow('POST'),
  readParameters: readClientForm,
  checkRepeatedParameters,
  authenticateClient: (call) => walk('clientAuthentication', call),
  refusePublicClient: ({ client }) => {
    if (isPublic(client)) throw failed()
  },
  findToken,
  checkEntitled: ({ client, token }) => (token && !client.introspection && token.grant.client !== client ? inactive() : undefined),
  checkActive: ({ token, world }) => (livingToken(world, token?.value, 'access', 'refresh') ? undefined : inactive()),
  describe: (call) => {
    const { grant, kind, scope, expiresAt, issuedAt, jti } = call.token!
    call.members = {
      active: true,
      scope: formatScope(scope),
      client_id: grant.client.client_id,
      username: grant.user.username,
      sub: grant.user.username,
      iss: call.world.issuer,
      iat: Math.floor(issuedAt / 1000),
      exp: Math.floor(expiresAt / 1000),
      ...(kind === 'access' && { token_type: 'Bearer', aud: call.world.endpoints.resource, jti }),
    }
  },
  respond: ({ members }) => json(200, members, noStore),
} satisfies Steps<AboutTokenCall>
