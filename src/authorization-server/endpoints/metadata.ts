import { json } from '../answer.ts'
import { responseModes } from '../store.ts'
import type { Call, Steps } from '../world.ts'
import { allow } from './request.ts'
import { grantTypes } from './token.ts'

/** `/.well-known/oauth-authorization-server` (RFC 8414 2, RFC 9207 3, Initiating User Registration via OpenID Connect 4.1,
 *  OpenID Connect RP-Initiated Logout 2.1). It promises what the steps do, and no more. */
export const metadata = {
  checkMethod: allow('GET', 'HEAD'),
  respond: ({ world: { issuer, endpoints, rules, scopes } }) => {
    const { resource: _, ...published } = endpoints
    return json(200, {
      issuer,
      ...published,
      scopes_supported: scopes,
      response_types_supported: ['code'],
      response_modes_supported: responseModes,
      prompt_values_supported: ['consent'],
      grant_types_supported: grantTypes,
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
      revocation_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
      introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      code_challenge_methods_supported: rules.challengeMethods,
      authorization_response_iss_parameter_supported: true,
    })
  },
} satisfies Steps<Call>

/** `/jwks`: the public half of the key that signs access tokens (RFC 7517 5). */
export const jwks = {
  checkMethod: allow('GET', 'HEAD'),
  respond: ({ world }) => json(200, { keys: [world.key.public] }),
} satisfies Steps<Call>
