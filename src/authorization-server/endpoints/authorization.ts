import { OAuthError, PageError } from '../answer.ts'
import type { ServerClient } from '../clients.ts'
import { isPublic } from '../clients.ts'
import { consentPage, formPostPage, signInPage, webMessagePage } from '../pages.ts'
import type { Match } from '../redirect-uri.ts'
import { sameButLoopbackPort, sameString, webOrigin, withFragment, withQuery } from '../redirect-uri.ts'
import type { Scope } from '../scope.ts'
import { parseScope } from '../scope.ts'
import type { AuthorizationRequest, Code, Grant, Interaction, Session } from '../store.ts'
import { responseModes, unguessable } from '../store.ts'
import type { Call, Steps, World } from '../world.ts'
import { walk } from '../world.ts'
import { allow, checkRepeatedParameters, readBrowserForm } from './request.ts'
import { currentSession, newInteraction, newSession } from './session.ts'

/** A request of a browser, on its way from the authorization request to the authorization response. */
export interface AuthorizationCall extends Call, AuthorizationRequest {
  session: Session | undefined
  /** Begun by this request, so that the browser still has to get its cookie. */
  begun?: Session
  interaction: Interaction
  grant: Grant
  code: Code
  response: [name: string, value: string][]
  location: string
}

/** `/authorize`, GET or POST (RFC 6749 3.1). */
export const authorizationEndpoint = {
  checkMethod: allow('GET', 'HEAD', 'POST'),
  readParameters: readBrowserForm,
  findSession: (call) => {
    call.session = currentSession(call)
  },
  authorize: (call) => walk('authorization', call),
} satisfies Steps<AuthorizationCall>

/** Checks an authorization request (RFC 6749 4.1.1) as far as the question whether the user agrees. */
export const authorization = {
  findClient,
  checkRedirectUri: checkRedirectUriBy(sameString, sameButLoopbackPort),
  checkResponseMode,
  readState,
  signInBeforeErrors: (call) => (call.world.rules.signInBeforeErrors ? askToSignIn(call) : undefined),
  checkRepeatedParameters,
  checkResponseType,
  checkGrantType,
  readCodeChallenge,
  checkCodeChallengeMethod,
  requireCodeChallenge,
  readScope: readScopeBy(parseScope),
  checkScopeExists,
  checkScopeOfClient,
  signIn: askToSignIn,
  recallConsent: recallConsentBy(allowedThisMuch),
  askConsent,
} satisfies Steps<AuthorizationCall>

/** Sends a code or an error to the client (RFC 6749 4.1.2). Everything that stands in `response` goes to a checked URI. */
export const authorizationResponse = {
  addState: (call) => {
    if (call.state !== undefined) call.response.push(['state', call.state])
  },
  addIssuer: (call) => {
    call.response.push(['iss', call.world.issuer])
  },
  buildLocation: (call) => {
    call.location = withQuery(call.redirectUri, call.response)
  },
  useFragment: (call) => {
    if (call.responseMode === 'fragment') call.location = withFragment(call.redirectUri, call.response)
  },
  postForm: ({ responseMode, redirectUri, response }) => (responseMode === 'form_post' ? formPostPage(redirectUri, response) : undefined),
  postMessage: ({ responseMode, redirectUri, response }) =>
    responseMode === 'web_message' ? webMessagePage(webOrigin(redirectUri)!, response) : undefined,
  redirect: redirectWith(303),
} satisfies Steps<AuthorizationCall>

function findClient(call: AuthorizationCall): void {
  if (call.parameters.all('client_id').length > 1) throw new PageError('client_id is repeated.')
  const client = call.world.clients.get(call.parameters.get('client_id') ?? '')
  if (!client) throw new PageError('No application is registered under this client_id.')
  call.client = client
}

/** The URIs that a request may name. */
export type Candidates = (client: ServerClient, world: World) => readonly string[]

/** Finds where the response goes: one of the client's own URIs, and which one must be said where there are several (RFC 6749 3.1.2.3). */
export function checkRedirectUriBy(match: Match, matchNative = match, candidates: Candidates = ({ redirect_uris }) => redirect_uris) {
  return (call: AuthorizationCall): void => {
    const { client, parameters, world } = call
    if (parameters.all('redirect_uri').length > 1) throw new PageError('redirect_uri is repeated.')
    const sent = parameters.get('redirect_uri')
    if (sent === undefined && client.redirect_uris.length > 1)
      throw new PageError('redirect_uri is missing, and the application has several.')
    const requested = sent ?? client.redirect_uris[0]!
    const matches = client.application_type === 'native' ? matchNative : match
    if (!candidates(client, world).some((registered) => matches(registered, requested))) {
      throw new PageError('redirect_uri is not one that the application has registered.')
    }
    call.redirectUri = requested
    call.redirectUriSent = sent !== undefined
  }
}

function checkResponseMode(call: AuthorizationCall): void {
  const asked = call.parameters.get('response_mode') ?? 'query'
  const mode = responseModes.find((one) => one === asked)
  if (!mode) throw new PageError(`This server knows no such response_mode. It knows ${responseModes.join(', ')}.`)
  if (mode === 'web_message' && webOrigin(call.redirectUri) === undefined)
    throw new PageError('response_mode web_message needs a redirect_uri of http or https.')
  call.responseMode = mode
}

/** A repeated state has no meaning, so that none goes back (RFC 6749 3.1). */
function readState(call: AuthorizationCall): void {
  const states = call.parameters.all('state')
  call.state = states.length === 1 && states[0] !== '' ? states[0] : undefined
}

function askToSignIn(call: AuthorizationCall) {
  if (call.session?.user) return undefined
  if (!call.session) call.session = call.begun = newSession(call.world)
  return signInPage(newInteraction(call, call.session))
}

function checkResponseType({ parameters }: Call): void {
  const type = parameters.get('response_type')
  if (type === undefined) throw new OAuthError('invalid_request', 'response_type is missing')
  if (type !== 'code') throw new OAuthError('unsupported_response_type', 'this server knows response_type code only')
}

function checkGrantType({ client }: AuthorizationCall): void {
  if (!mayUse(client, 'authorization_code')) throw new OAuthError('unauthorized_client', 'the client is not registered for this grant')
}

/** Whether a client is registered for a grant type. The default is RFC 7591's. */
export const mayUse = (client: ServerClient, grantType: string): boolean =>
  (client.grant_types ?? ['authorization_code']).includes(grantType)

export const challengeSyntax = /^[A-Za-z0-9._~-]{43,128}$/

function readCodeChallenge(call: AuthorizationCall): void {
  const value = call.parameters.get('code_challenge')
  const method = call.parameters.get('code_challenge_method')
  if (value === undefined && method !== undefined) throw new OAuthError('invalid_request', 'code_challenge_method without code_challenge')
  if (value !== undefined && !challengeSyntax.test(value)) throw new OAuthError('invalid_request', 'code_challenge is malformed')
  call.challenge = value === undefined ? undefined : { value, method: (method ?? 'plain') as 'S256' | 'plain' }
}

function checkCodeChallengeMethod({ challenge, world }: AuthorizationCall): void {
  if (challenge && !world.rules.challengeMethods.includes(challenge.method)) {
    throw new OAuthError('invalid_request', 'this code_challenge_method is not supported')
  }
}

function requireCodeChallenge({ challenge, client, world }: AuthorizationCall): void {
  if (!challenge && world.rules.challengeRequiredOf.includes(isPublic(client) ? 'public' : 'confidential')) {
    throw new OAuthError('invalid_request', 'code_challenge is required')
  }
}

/** Reads what is asked for. Without scope it is the default (RFC 6749 3.3). */
export function readScopeBy(parse: (text: string, world: World) => Scope | undefined) {
  return (call: AuthorizationCall): void => {
    const scope = parse(call.parameters.get('scope') ?? call.world.scopes[0]!, call.world)
    if (!scope) throw new OAuthError('invalid_scope', 'scope is malformed')
    call.scope = scope
  }
}

function checkScopeExists({ scope, world }: AuthorizationCall): void {
  if ([...scope].some((token) => !world.scopes.includes(token))) throw new OAuthError('invalid_scope', 'a scope does not exist')
}

function checkScopeOfClient({ client, scope, world }: AuthorizationCall): void {
  const allowed = client.scope?.split(' ') ?? world.scopes
  if ([...scope].some((token) => !allowed.includes(token))) throw new OAuthError('invalid_scope', 'the client may not ask for a scope')
}

/** Approves at once what is known to be allowed, unless the request wants the user to be asked (OpenID Connect Core 3.1.2.1), or is of a
 *  method that gives nothing (RFC 9110 9.2.1). */
export function recallConsentBy(isAllowed: (call: AuthorizationCall) => boolean) {
  return (call: AuthorizationCall) => {
    const prompted = call.parameters.get('prompt')?.split(' ').includes('consent')
    return prompted || call.method === 'HEAD' || !isAllowed(call) ? undefined : approve(call)
  }
}

/** What the user allowed this client in this session. A client that cannot keep a secret is asked about each time, also a native one that has some:
 *  nothing says that the request is its own (RFC 8252 8.5, 8.6). */
function allowedThisMuch({ client, scope, session }: AuthorizationCall): boolean {
  const allowed = session?.consents.get(client.client_id)
  const anybody = isPublic(client) || client.application_type === 'native'
  return !anybody && allowed !== undefined && [...scope].every((token) => allowed.has(token))
}

/** Grants what is asked for without asking anybody. */
export function approve(call: AuthorizationCall) {
  const { session, parameters, world } = call
  call.interaction = { id: unguessable(), session: session!, parameters, request: requestOf(call), expiresAt: world.clock.now() }
  return walk('approval', call)
}

function askConsent(call: AuthorizationCall) {
  const request = requestOf(call)
  return consentPage(newInteraction(call, call.session!, request), request)
}

function requestOf(call: AuthorizationCall): AuthorizationRequest {
  const { client, redirectUri, redirectUriSent, responseMode, scope, state, challenge } = call
  return { client, redirectUri, redirectUriSent, responseMode, scope, state, challenge }
}

/** 303 makes the browser forget the form that it just sent, where 307 would send it on (RFC 9700 4.12). */
export function redirectWith(status: 302 | 303 | 307 | 308) {
  return ({ location }: AuthorizationCall) => ({
    status,
    headers: {
      location: location.replaceAll(/[^\x21-\x7e]/gu, encodeURIComponent),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
    body: '',
  })
}
