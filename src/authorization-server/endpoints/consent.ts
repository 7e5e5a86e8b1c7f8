import { OAuthError, PageError } from '../answer.ts'
import { unguessable } from '../store.ts'
import type { Steps } from '../world.ts'
import { walk } from '../world.ts'
import type { AuthorizationCall } from './authorization.ts'
import { allow, readBrowserForm } from './request.ts'
import { ownInteraction } from './session.ts'

/** `/consent`: the form of the consent page. Takes from it the decision and the ticked scopes, and nothing else. */
export const consent = {
  checkMethod: allow('POST'),
  readForm: readBrowserForm,
  findInteraction: (call) => {
    call.interaction = ownInteraction(call)
    const { request } = call.interaction
    if (!request) throw new PageError('This page does not ask for consent.')
    call.world.store.interactions.delete(call.interaction.id)
    Object.assign(call, request)
  },
  forgetConsent: ({ client, interaction, scope }) => {
    const { consents } = interaction.session
    const rest = [...(consents.get(client.client_id) ?? [])].filter((token) => !scope.has(token))
    if (rest.length > 0) consents.set(client.client_id, new Set(rest))
    else consents.delete(client.client_id)
  },
  checkDecision: ({ parameters }) => {
    if (parameters.get('decision') !== 'allow') throw new OAuthError('access_denied', 'the user denied the request')
  },
  narrowScope: (call) => {
    call.scope = new Set([...call.scope].filter((token) => call.parameters.all('scope').includes(token)))
    if (call.scope.size === 0) throw new OAuthError('access_denied', 'the user allowed none of the scopes')
  },
  rememberConsent: ({ client, interaction, scope }) => {
    const { consents } = interaction.session
    consents.set(client.client_id, new Set([...(consents.get(client.client_id) ?? []), ...scope]))
  },
  approve: (call) => walk('approval', call),
} satisfies Steps<AuthorizationCall>

/** What follows when the user agreed, now or earlier: a code for what is allowed (RFC 6749 4.1.2). */
export const approval = {
  recordGrant: (call) => {
    call.grant = { client: call.client, user: call.interaction.session.user!, scope: call.scope, revoked: false }
  },
  mintCode: mintCodeBy(unguessable),
  issueCode: (call) => {
    call.world.store.codes.set(call.code.value, call.code)
    call.response = [['code', call.code.value]]
    return walk('authorizationResponse', call)
  },
} satisfies Steps<AuthorizationCall>

/** Makes a code that stands for one grant, one client, one redirect URI and one challenge (RFC 6749 4.1.2, RFC 7636 4.4). */
export function mintCodeBy(mint: (call: AuthorizationCall) => string) {
  return (call: AuthorizationCall): void => {
    const { grant, redirectUri, redirectUriSent, challenge, world } = call
    const expiresAt = world.clock.now() + world.lifetimes.code * 1000
    call.code = { value: mint(call), grant, request: { redirectUri, redirectUriSent, challenge }, expiresAt, used: false }
  }
}
