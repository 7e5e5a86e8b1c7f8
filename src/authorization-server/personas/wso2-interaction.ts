import { createHash, randomUUID } from 'node:crypto'
import type { Answer } from '../answer.ts'
import { OAuthError } from '../answer.ts'
import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { mintCodeBy } from '../endpoints/consent.ts'
import { newInteraction, newSession, sameSecret } from '../endpoints/session.ts'
import { skip } from '../faults/fault.ts'
import { formatScope } from '../scope.ts'
import type { Interaction } from '../store.ts'
import type { Replacements } from '../tables.ts'
import { walk } from '../world.ts'
import type { Installation } from './wso2.ts'
import { pageHeaders } from './wso2-pages.ts'
import { hasNonce, OwnPageError, renamed, waiting, waitingHere, withNonce, withSession } from './wso2-state.ts'

/** What the product makes codes and opaque tokens of: a random UUID, hashed into another. */
export function hashedUuid(): string {
  const hash = createHash('md5').update(randomUUID()).digest()
  hash[6] = (hash[6]! & 0x0f) | 0x30
  hash[8] = (hash[8]! & 0x3f) | 0x80
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

export const mintCode = mintCodeBy(hashedUuid)

const found = (location: string): Answer => {
  const { 'content-type': _, ...headers } = pageHeaders
  return { status: 302, headers: { ...headers, location }, body: '' }
}

/** Sends the browser to the sign-in page, whose address tells it everything about the request. */
export function toSignIn(call: AuthorizationCall, { traits, pages }: Installation): Answer {
  const prompts = call.parameters.get('prompt')?.split(' ') ?? []
  if (prompts.includes('none')) throw new OAuthError('login_required', 'Authentication required')
  const interaction = renamed(call.world, newInteraction(call, newSession(call.world)), randomUUID())
  return withNonce(found(`${pages}/login.do?${signInQuery(call, interaction)}`), interaction, traits)
}

function signInQuery({ client, parameters, scope }: AuthorizationCall, { id }: Interaction): URLSearchParams {
  const sent = ['client_id', 'nonce', 'redirect_uri', 'response_type', 'scope', 'state']
  return new URLSearchParams([
    ...parameters.pairs.filter(([name]) => sent.includes(name)).map(([name, value]) => [name, value] as [string, string]),
    ...Object.entries({
      commonAuthCallerPath: '/oauth2/authorize',
      forceAuth: 'false',
      passiveAuth: 'false',
      tenantDomain: 'carbon.super',
    }),
    ...Object.entries({ sessionDataKey: id, relyingParty: client.client_id, type: scope.has('openid') ? 'oidc' : 'oauth2' }),
    ...Object.entries({ sp: client.client_name ?? client.client_id, isSaaSApp: 'false', authenticators: 'BasicAuthenticator:LOCAL' }),
  ])
}

/** The signed-in browser comes back, and the request goes on, checked from the beginning. */
export function resume(call: AuthorizationCall, _: Installation, interaction = waitingHere(call, 'sessionDataKey')) {
  call.world.store.interactions.delete(interaction.id)
  call.session = interaction.session
  call.parameters = interaction.parameters
  return walk('authorization', call)
}

/** Sends the browser to the consent page. */
export function ask(call: AuthorizationCall, { pages }: Installation): Answer {
  const { client, parameters, redirectUri, redirectUriSent, responseMode, scope, session, state, challenge, world } = call
  const request = { client, redirectUri, redirectUriSent, responseMode, scope, state, challenge }
  const { id } = renamed(world, newInteraction(call, session!, request), randomUUID())
  const query = new URLSearchParams({
    ...{ loggedInUser: `${session!.user!.username}@carbon.super`, application: client.client_name ?? client.client_id },
    ...{ tenantDomain: 'carbon.super', scope: formatScope(scope), sessionDataKeyConsent: id },
    spQueryParams: new URLSearchParams(parameters.pairs.map(([name, value]) => [name, value])).toString(),
  })
  return found(`${pages}/${scope.has('openid') ? 'oauth2_consent' : 'oauth2_authz'}.do?${query}`)
}

/** Steps of the forms of sign-in and consent. */
export const interactionSteps = (installation: Installation): Pick<Replacements, 'signIn' | 'consent'> => ({
  signIn: {
    findInteraction: (call) => {
      call.interaction = waiting(call, 'sessionDataKey')
      const strange = installation.traits.nonceCookie && !hasNonce(call, call.interaction)
      return strange || call.interaction.request || call.interaction.session.user ? found(`${installation.pages}/retry.do`) : undefined
    },
    checkPassword: (call) => checkPassword(call, installation),
    authorize: (call) => signedIn(call, installation),
  },
  consent: {
    findInteraction: (call) => {
      call.interaction = waitingHere(call, 'sessionDataKeyConsent')
      if (!call.interaction.request) throw new OwnPageError('access_denied', 'Session Timed Out')
      call.world.store.interactions.delete(call.interaction.id)
      Object.assign(call, call.interaction.request)
    },
    forgetConsent: skip,
    checkDecision: ({ parameters }) => {
      const decision = parameters.get('consent')
      if (decision === undefined) throw new OAuthError('invalid_request', 'Empty consent provided')
      if (!['approve', 'approveAlways'].includes(decision)) throw new OAuthError('access_denied', 'User denied the consent')
    },
    narrowScope: skip,
    rememberConsent: ({ client, interaction, parameters, scope }) => {
      if (parameters.get('consent') === 'approveAlways') interaction.session.consents.set(client.client_id, scope)
    },
  },
})

function checkPassword(call: AuthorizationCall, { pages }: Installation): Answer | undefined {
  const { interaction, parameters, world } = call
  const user = world.users.get(parameters.get('username') ?? '')
  const right = sameSecret(user?.password ?? '', parameters.get('password') ?? '')
  const failure = { sessionDataKey: interaction.id, type: 'oauth2', authFailure: 'true', authFailureMsg: 'login.fail.message' }
  if (!user || !right) return found(`${pages}/login.do?${new URLSearchParams(failure)}`)
  call.session = newSession(world, user)
  return undefined
}

/** /commonauth sends the browser back with another key; the authorization endpoint goes on at once. */
async function signedIn(call: AuthorizationCall, installation: Installation): Promise<Answer | undefined> {
  const session = call.session!
  const next = renamed(call.world, { ...call.interaction, session }, randomUUID(), call.interaction.id)
  const back = `${new URL(call.world.issuer).origin}/oauth2/authorize?sessionDataKey=${next.id}`
  const answer = call.path === '/commonauth' ? found(back) : await resume(call, installation, next)
  return answer && withSession(answer, session, installation.traits)
}
