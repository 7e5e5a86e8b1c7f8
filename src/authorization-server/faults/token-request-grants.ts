import { OAuthError } from '../answer.ts'
import { isPublic } from '../clients.ts'
import { authorizationCode } from '../endpoints/authorization-code.ts'
import { clientAuthentication } from '../endpoints/client-authentication.ts'
import { sameSecret } from '../endpoints/session.ts'
import type { TokenCall } from '../endpoints/token.ts'
import { grantTypes, issueAccessToken, issueRefreshToken, token } from '../endpoints/token.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

/** What is wrong with who may use which grant. */
export const tokenRequestGrantFaults = {
  'takes-client-from-code': {
    summary: 'Takes the client from the code where a request does not say who sends it.',
    seen: 'derived: RFC 6749 3.2.1, 4.1.3',
    clientAuthentication: {
      requireCredentials: (call) => {
        const client = call.world.store.codes.get(call.parameters.get('code') ?? '')?.grant.client
        if (call.credentials.length === 0 && client && isPublic(client))
          call.credentials.push({ method: 'none', client_id: client.client_id })
        clientAuthentication.requireCredentials(call)
      },
    },
  },
  'offers-password-grant': {
    summary: 'Gives tokens for the name and password of a user.',
    seen: 'derived: RFC 9700 2.4',
    token: {
      checkGrantType: (call) => (isPassword(call) ? undefined : token.checkGrantType(call)),
      redeem: async (call) => {
        if (!isPassword(call)) return token.redeem(call)
        const user = call.world.users.get(call.parameters.get('username') ?? '')
        if (!user || !sameSecret(user.password, call.parameters.get('password') ?? '')) {
          throw new OAuthError('invalid_grant', 'wrong name or password')
        }
        call.scope = new Set(call.world.scopes.slice(0, 1))
        call.grant = { client: call.client, user, scope: call.scope, revoked: false }
        await issueAccessToken(call)
        return issueRefreshToken(call)
      },
    },
  },
  'calls-password-grant-invalid': {
    summary: 'Understands the password grant and answers invalid_grant, as if only the password were wrong.',
    seen: 'derived: RFC 9700 2.4',
    unlike: { 'offers-password-grant': 'No token comes of it; the error is not the one for an unknown grant.' },
    token: {
      checkGrantType: (call) => {
        if (isPassword(call)) throw new OAuthError('invalid_grant', 'wrong name or password')
        token.checkGrantType(call)
      },
    },
  },
  'lets-clients-use-any-grant': {
    summary: 'Does not ask which grant types a client is registered for.',
    seen: 'derived: RFC 6749 5.2',
    token: {
      checkGrantType: (call) => {
        const known = grantTypes.includes(call.parameters.get('grant_type') ?? '')
        if (!known || isPublic(call.client)) token.checkGrantType(call)
      },
    },
  },
  'gives-client-credentials-tokens-to-public-clients': {
    summary: 'Gives tokens by client credentials to clients without any.',
    seen: 'IdentityServer4 issue 626; pipeshub-ai pull request 3232',
    token: {
      checkGrantType: (call) => {
        if (!isPublic(call.client) || call.parameters.get('grant_type') !== 'client_credentials') token.checkGrantType(call)
      },
    },
    clientCredentials: { refusePublicClient: skip },
  },
  'demands-redirect-uri-always': {
    summary: 'Demands redirect_uri of every token request for a code, whether the authorization request had it or not.',
    seen: 'derived: RFC 6749 4.1.3',
    in: 'oauth21',
    authorizationCode: {
      requireRedirectUri: ({ parameters }) => {
        if (parameters.get('redirect_uri') === undefined) throw new OAuthError('invalid_request', 'redirect_uri is missing')
      },
    },
  },
  'demands-redirect-uri-that-was-sent': {
    summary: 'Demands redirect_uri again where the authorization request had it, which OAuth 2.1 does no more.',
    seen: 'derived: OAuth 2.1 10.2',
    in: 'oauth21',
    authorizationCode: {
      requireRedirectUri: ({ code, parameters }) => {
        if (code.request.redirectUriSent && parameters.get('redirect_uri') === undefined) {
          throw new OAuthError('invalid_grant', 'redirect_uri is missing')
        }
      },
    },
  },
  'puts-any-resource-into-audience': {
    summary: 'Makes the token for whatever resource the token request names.',
    seen: 'derived: RFC 8707 2.2',
    authorizationCode: {
      issueAccessToken: async (call) => {
        const resource = call.parameters.get('resource') ?? call.world.endpoints.resource
        const issuing = { ...call, world: { ...call.world, endpoints: { ...call.world.endpoints, resource } } }
        await authorizationCode.issueAccessToken(issuing)
        call.accessToken = issuing.accessToken
      },
    },
  },
} satisfies Record<string, Fault>

const isPassword = ({ parameters }: TokenCall): boolean => parameters.get('grant_type') === 'password'
