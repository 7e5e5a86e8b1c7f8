import { json, noStore, OAuthError } from '../answer.ts'
import type { ClientCall } from '../endpoints/client-authentication.ts'
import { clientAuthentication } from '../endpoints/client-authentication.ts'
import { sameSecret } from '../endpoints/session.ts'
import { skip } from '../faults/fault.ts'
import { formatScope } from '../scope.ts'
import type { Replacements } from '../tables.ts'
import type { Installation, Traits } from './wso2.ts'
import { end, memory } from './wso2-state.ts'

type ClientTables = Pick<Replacements, 'clientAuthentication' | 'errorResponse' | 'revocation' | 'introspection' | 'metadata'>

/** Steps around a client that authenticates: who it is, what it is refused, and what it asks about tokens. */
export const clientSteps = (installation: Installation): ClientTables => ({
  clientAuthentication: authenticationSteps(installation.traits),
  errorResponse: {
    describeError: (call) => {
      call.members = { error_description: call.error.message, error: call.error.code }
    },
    challengeClient: (call) => {
      if (call.error.code !== 'invalid_client') return undefined
      // The realm goes without quotation marks, and what the revocation endpoint says is labelled as a page.
      const challenged = { ...errorHeaders, 'www-authenticate': 'Basic realm=localhost' }
      return json(401, call.members, call.path.endsWith('/revoke') ? { ...challenged, 'content-type': 'text/html' } : challenged)
    },
    send: ({ members }) => json(400, members, errorHeaders),
  },
  revocation: revocationSteps(installation.traits),
  introspection: introspectionSteps(installation),
  metadata: { respond: ({ world: { issuer, endpoints, scopes } }) => json(200, describeServer(issuer, endpoints, scopes)) },
})

const errorHeaders = { 'cache-control': 'no-store, no-cache, must-revalidate, private' }

const describeServer = (issuer: string, endpoints: object, scopes: readonly string[]) => {
  const { resource: _, ...published } = endpoints as Record<string, string>
  return {
    issuer,
    ...published,
    scopes_supported: scopes,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['S256', 'plain'],
  }
}

function authenticationSteps({ noCredentials, uniformClientErrors }: Traits): NonNullable<Replacements['clientAuthentication']> {
  const invalid = (message = 'Client credentials are invalid.') => new OAuthError('invalid_client', message)
  return {
    requireCredentials: ({ credentials }) => {
      if (credentials.length === 0) throw invalid(noCredentials)
    },
    checkOneMethod: ({ credentials }) => {
      if (credentials.length < 2) return
      throw new OAuthError('invalid_request', 'The client MUST NOT use more than one authentication method in each')
    },
    findClient: (call) => {
      const client = call.world.clients.get(call.credentials[0]!.client_id)
      if (!client) throw invalid(uniformClientErrors ? undefined : 'A valid OAuth client could not be found for client_id')
      call.client = client
    },
    /** A secret counts in the header and in the body, whichever is registered. */
    checkMethod: ({ credentials }) => {
      if (credentials[0]!.client_secret === undefined) throw invalid(noCredentials)
    },
    checkSecret: (call) => {
      try {
        clientAuthentication.checkSecret(call)
      } catch {
        throw invalid()
      }
    },
  }
}

const revocationSteps = ({ revokeHeaders, revokeType }: Traits): NonNullable<Replacements['revocation']> => ({
  revoke: ({ token, world }) => {
    if (!token) return
    token.dead = true
    end(memory(world).byToken.get(token.value))
  },
  respond: ({ token, world }) => {
    const row = token && memory(world).byToken.get(token.value)
    const told = {
      ...(row && { authorizeduser: `${row.access.grant.user.username}@carbon.super` }),
      ...(row && revokeHeaders === 'tokens and user' && { revokedaccesstoken: row.access.value }),
      ...(row?.refresh && revokeHeaders === 'tokens and user' && { revokedrefreshtoken: row.refresh.value }),
    }
    return { status: 200, headers: { ...noStore, 'content-type': revokeType, ...told }, body: '' }
  },
})

/** Whoever introspects is a user with administrative rights. */
const introspectionSteps = ({ administrator }: Installation): NonNullable<Replacements['introspection']> => ({
  authenticateClient: ({ authorizations }: ClientCall) => {
    const expected = Buffer.from(`${administrator.username}:${administrator.password}`).toString('base64')
    const [, given = ''] = /^basic +(\S+)$/i.exec(authorizations.length === 1 ? authorizations[0]! : '') ?? []
    if (sameSecret(expected, given)) return undefined
    return json(401, { error: 'unauthorized' }, { ...errorHeaders, 'www-authenticate': 'Basic realm="localhost"' })
  },
  refusePublicClient: skip,
  checkEntitled: skip,
  describe: (call) => {
    const { grant, scope, expiresAt, issuedAt } = call.token!
    const [iat, exp] = [issuedAt, expiresAt].map((ms) => Math.floor(ms / 1000))
    call.members = {
      ...{ active: true, nbf: iat, scope: formatScope(scope), token_type: 'Bearer', exp, iat },
      ...{ client_id: grant.client.client_id, username: `${grant.user.username}@carbon.super`, aut: 'APPLICATION_USER' },
    }
  },
})
