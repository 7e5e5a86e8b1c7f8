import type { Answer } from '../answer.ts'
import { json, noStore } from '../answer.ts'
import { formatScope } from '../scope.ts'
import type { Token } from '../store.ts'
import type { Call, Steps } from '../world.ts'
import { allow } from './request.ts'
import { livingToken } from './token.ts'

/** A request at the protected resource. */
export interface ResourceCall extends Call {
  bearer: string
  token: Token
}

/** `/resource`: tells whose token it got (RFC 6750). A token counts only in the header: never in the query or a form (OAuth 2.1 5.1). */
export const resource = {
  checkMethod: allow('GET', 'HEAD', 'POST'),
  requireToken: ({ authorizations }) => (authorizations.some((field) => /^bearer( |$)/i.test(field)) ? undefined : challenge(401)),
  readToken: (call) => {
    if (call.authorizations.length > 1) return challenge(400, 'invalid_request')
    const [, bearer] = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(call.authorizations[0]!) ?? []
    if (bearer === undefined) return challenge(400, 'invalid_request')
    call.bearer = bearer
    return undefined
  },
  findToken: findTokenBy(({ bearer, world }) => livingToken(world, bearer, 'access')),
  checkScope: ({ method, token, world }) => {
    const needed = method === 'POST' ? (world.scopes[1] ?? world.scopes[0]!) : world.scopes[0]!
    return token.scope.has(needed) ? undefined : challenge(403, 'insufficient_scope', needed)
  },
  respond: ({ token: { grant, scope } }) =>
    json(200, { sub: grant.user.username, client_id: grant.client.client_id, scope: formatScope(scope) }, noStore),
} satisfies Steps<ResourceCall>

/** A refusal by RFC 6750 3. Without an attempt it carries no error code (3.1). */
function challenge(status: number, error?: string, scope?: string): Answer {
  const parameters = [['realm', 'resource'], ...(error ? [['error', error]] : []), ...(scope ? [['scope', scope]] : [])]
  const field = parameters.map(([name, value]) => `${name}="${value}"`).join(', ')
  return json(status, error ? { error } : {}, { ...noStore, 'www-authenticate': `Bearer ${field}` })
}

export function findTokenBy(find: (call: ResourceCall) => Token | undefined) {
  return (call: ResourceCall): Answer | undefined => {
    const token = find(call)
    if (!token) return challenge(401, 'invalid_token')
    call.token = token
    return undefined
  }
}
