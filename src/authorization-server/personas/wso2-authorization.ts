import { OAuthError } from '../answer.ts'
import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { approve, authorization, checkRedirectUriBy, redirectWith } from '../endpoints/authorization.ts'
import { skip } from '../faults/fault.ts'
import { type Match, sameButLoopbackPort, sameString } from '../redirect-uri.ts'
import type { Replacements } from '../tables.ts'
import type { Step } from '../world.ts'
import { walk } from '../world.ts'
import type { Installation, Traits } from './wso2.ts'
import { ask, mintCode, resume, toSignIn } from './wso2-interaction.ts'
import { findSession, OwnPageError, RepeatedParameters } from './wso2-state.ts'

type Authorization = Pick<Replacements, 'authorizationEndpoint' | 'authorization' | 'approval' | 'authorizationResponse'>

/** Steps between an authorization request and its response. */
export const authorizationSteps = (installation: Installation): Authorization => ({
  authorizationEndpoint: { findSession, authorize: route(installation) },
  authorization: { ...requestSteps(installation.traits), ...scopeSteps(installation.traits), ...interactionSteps(installation) },
  approval: { mintCode },
  authorizationResponse: { addIssuer: skip, redirect: redirectWith(302) },
})

/** The product has one address for everything, and tells requests apart by their parameters. */
const route =
  (installation: Installation): Step<AuthorizationCall> =>
  (call) => {
    const { parameters } = call
    if (parameters.get('sessionDataKeyConsent') !== undefined) return walk('consent', call)
    if (parameters.get('sessionDataKey') === undefined) return walk('authorization', call)
    return parameters.get('tocommonauth') === 'true' ? walk('signIn', call) : resume(call, installation)
  }

/** A refusal for which the client is told, in versions that tell it. */
const refusal = ({ errorsToClient }: Traits, message: string): Error =>
  errorsToClient ? new OAuthError('invalid_request', message) : new OwnPageError('invalid_request', message)

const repeated = 'Invalid authorization request with repeated parameters'

function requestSteps(traits: Traits): NonNullable<Replacements['authorization']> {
  return {
    findClient: findClientAs(traits),
    checkRedirectUri: checkRedirectUriAs(traits),
    signInBeforeErrors: skip,
    checkRepeatedParameters: ({ parameters }) => {
      if (parameters.repeated().length === 0) return
      throw traits.errorsToClient ? new RepeatedParameters(repeated) : new OwnPageError('invalid_request', repeated, 400)
    },
    checkResponseType: ({ parameters }) => {
      const type = parameters.get('response_type')
      if (type !== 'code') throw refusal(traits, `${type === undefined ? 'Missing' : 'Invalid'} response_type parameter value`)
    },
    readCodeChallenge: (call) => {
      try {
        authorization.readCodeChallenge(call)
      } catch {
        throw refusal(traits, 'Code challenge used is not up to RFC 7636 specifications.')
      }
    },
    checkCodeChallengeMethod: ({ challenge, parameters }) => {
      if (!challenge || challenge.method === 'S256') return
      const plain = (parameters.get('code_challenge_method') ?? 'plain') === 'plain'
      const why = plain ? 'This application does not support "plain" transformation algorithm.' : 'Unsupported PKCE Challenge Method'
      throw refusal(traits, why)
    },
    requireCodeChallenge: skip,
  }
}

const findClientAs =
  ({ messageKeys }: Traits): Step<AuthorizationCall> =>
  (call) => {
    const { parameters, world } = call
    if (parameters.repeated().some((name) => name === 'client_id' || name === 'redirect_uri')) {
      throw new OwnPageError('invalid_request', repeated, 400)
    }
    const id = parameters.get('client_id')
    if (id === undefined) throw new OwnPageError('invalid_request', 'Invalid authorization request')
    const client = world.clients.get(id)
    const unknown = 'Cannot find an application associated with the given consumer key'
    if (!client) throw new OwnPageError('invalid_client', messageKeys ? 'application.not.found' : unknown)
    call.client = client
  }

const checkRedirectUriAs = ({ messageKeys, wildcardDots, loopbackPorts }: Traits): Step<AuthorizationCall> => {
  const match: Match = loopbackPorts ? sameButLoopbackPort : sameString
  const exactly = checkRedirectUriBy(match)
  return (call) => {
    const sent = call.parameters.get('redirect_uri')
    if (sent === undefined) throw new OwnPageError('invalid_request', 'Redirect URI is not present in the authorization request')
    const { redirect_uris } = call.client
    if (wildcardDots && redirect_uris.length > 1 && asExpression(redirect_uris).test(sent)) {
      Object.assign(call, { redirectUri: sent, redirectUriSent: true })
      return
    }
    try {
      exactly(call)
    } catch {
      const message = messageKeys ? 'callback.not.match' : 'Registered callback does not match with the provided url.'
      throw new OwnPageError('invalid_callback', message)
    }
  }
}

/** Several callbacks are one stored expression, of which nothing but the question mark is escaped. */
const asExpression = (uris: readonly string[]): RegExp => new RegExp(`^(?:${uris.join('|').replaceAll('?', '\\?')})$`)

const scopeSteps = ({ defaultScope, unknownScope }: Traits): NonNullable<Replacements['authorization']> => ({
  readScope: (call) => {
    if (call.parameters.get('scope') !== undefined) return authorization.readScope(call)
    call.scope = new Set(defaultScope === '' ? [] : [defaultScope])
  },
  checkScopeExists: (call) => {
    const may = call.client.scope?.split(' ') ?? call.world.scopes
    if (unknownScope === 'dropped') call.scope = new Set([...call.scope].filter((scope) => may.includes(scope)))
  },
  checkScopeOfClient: skip,
})

const interactionSteps = (installation: Installation): NonNullable<Replacements['authorization']> => ({
  signIn: (call) => (call.session?.user ? undefined : toSignIn(call, installation)),
  recallConsent: (call) => (installation.traits.skipsConsent ? approve(call) : authorization.recallConsent(call)),
  askConsent: (call) => ask(call, installation),
})
