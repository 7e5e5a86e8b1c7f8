import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { approve, authorization, recallConsentBy } from '../endpoints/authorization.ts'
import { approval, consent } from '../endpoints/consent.ts'
import type { AuthorizationRequest, Session } from '../store.ts'
import type { Fault } from './fault.ts'

/** Remembers the newest request of a session, and lets `use` it after a step of the consent form. */
const keepingNewest = (
  after: 'findInteraction' | 'narrowScope',
  use: (call: AuthorizationCall, newest: AuthorizationRequest) => void,
): Pick<Fault, 'authorization' | 'consent'> => {
  const newest = new WeakMap<Session, AuthorizationRequest>()
  return {
    authorization: {
      askConsent: (call) => {
        const { client, redirectUri, redirectUriSent, responseMode, scope, state, challenge } = call
        newest.set(call.session!, { client, redirectUri, redirectUriSent, responseMode, scope, state, challenge })
        return authorization.askConsent(call)
      },
    },
    consent: {
      [after]: (call: AuthorizationCall) => {
        consent[after](call)
        use(call, newest.get(call.interaction.session)!)
      },
    },
  }
}

export const consentFaults = {
  'asks-nobody-for-consent': {
    summary: 'Asks for no consent.',
    seen: 'derived: RFC 6749 10.12',
    authorization: { recallConsent: approve },
  },
  'answers-consent-form-again': {
    summary: 'Answers a consent form as often as it comes.',
    seen: 'derived: RFC 6749 10.12',
    consent: {
      findInteraction: (call) => {
        consent.findInteraction(call)
        call.world.store.interactions.set(call.interaction.id, call.interaction)
      },
    },
  },
  'remembers-consent-of-any-scope': {
    summary: 'Does not ask about a client again that was once approved, whatever scope it asks for.',
    seen: 'better-auth/better-auth issue 5025',
    authorization: { recallConsent: recallConsentBy(({ client, session }) => session!.consents.has(client.client_id)) },
  },
  'remembers-consent-of-any-client': {
    summary: 'Asks a user once, and then about no client any more.',
    seen: 'derived: RFC 6749 10.12',
    authorization: { recallConsent: recallConsentBy(({ session }) => session!.consents.size > 0) },
  },
  'keeps-one-request-per-session': {
    summary: 'Keeps one authorization request in the session, so that the newest one takes the place of those in other tabs.',
    seen: 'cdelmonte-zg/nanoidp issue 328',
    ...keepingNewest('findInteraction', (call, newest) => Object.assign(call, newest)),
  },
  'keeps-one-scope-per-session': {
    summary: 'Keeps the scope that was asked for in the session, so that a decision grants what another tab asked for too.',
    seen: 'cdelmonte-zg/nanoidp issue 328, with resource',
    ...keepingNewest('narrowScope', (call, newest) => {
      const shown = call.interaction.request!.scope
      call.scope = new Set([...call.scope, ...[...newest.scope].filter((token) => !shown.has(token))])
    }),
  },
  'takes-client-from-consent-form': {
    summary: 'Issues the code to the client that the consent form names.',
    seen: 'derived: RFC 6749 10.12',
    approval: {
      recordGrant: (call) => {
        call.client = call.world.clients.get(call.parameters.get('client_id') ?? '') ?? call.client
        approval.recordGrant(call)
      },
    },
  },
  'takes-state-from-consent-form': {
    summary: 'Returns the state that the consent form names.',
    seen: 'derived: RFC 6749 4.1.2',
    consent: {
      checkDecision: (call) => {
        call.state = call.parameters.get('state') ?? call.state
        consent.checkDecision(call)
      },
    },
  },
  'takes-challenge-from-consent-form': {
    summary: 'Binds the code to the code_challenge that the consent form names.',
    seen: 'derived: RFC 7636 4.4',
    unlike: { 'takes-state-from-consent-form': 'The form replaces the challenge, so that a thief’s verifier redeems the code.' },
    approval: {
      mintCode: (call) => {
        const value = call.parameters.get('code_challenge')
        if (value && call.challenge) call.challenge = { ...call.challenge, value }
        approval.mintCode(call)
      },
    },
  },
  'takes-head-for-consent': {
    summary: 'Takes every method but GET for the user’s approval, HEAD too.',
    seen: 'GitHub 2019, as told by Brakeman’s documentation of HTTP verb confusion',
    authorization: { askConsent: (call) => (call.method === 'HEAD' ? approve(call) : authorization.askConsent(call)) },
  },
} satisfies Record<string, Fault>
