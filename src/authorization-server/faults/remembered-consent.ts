import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { authorization, recallConsentBy } from '../endpoints/authorization.ts'
import { consent } from '../endpoints/consent.ts'
import { newSession } from '../endpoints/session.ts'
import type { Scope } from '../scope.ts'
import type { Session } from '../store.ts'
import type { Step } from '../world.ts'
import type { Fault } from './fault.ts'
import { perWorld } from './fault.ts'

const kept = perWorld(() => new Map<string, Map<string, Scope>>())

/** As if every browser had allowed what any has; with a user, what any of his has. */
function shared<C extends AuthorizationCall>(call: C, username = ''): C {
  const byUser = kept(call.world)
  const consents = byUser.get(username) ?? new Map<string, Scope>()
  byUser.set(username, consents)
  const withAll = <H extends { session?: Session | undefined } | undefined>(held: H): H =>
    held?.session ? { ...held, session: { ...held.session, consents } } : held
  return { ...withAll(call), interaction: withAll(call.interaction) }
}

const isNative = ({ client }: AuthorizationCall): boolean => client.application_type === 'native'

/** A session of somebody who once allowed the client of a request, if nobody is signed in and the request does not want the user to be asked. */
function sessionOfApprover({ client, parameters, session, world }: AuthorizationCall): Session | undefined {
  if (session?.user || parameters.get('prompt')?.split(' ').includes('consent')) return undefined
  return [...world.store.sessions.values()].find(({ user, consents }) => user && consents.has(client.client_id))
}

const signedInByConsent =
  (ask: Step<AuthorizationCall>): Step<AuthorizationCall> =>
  (call) => {
    const known = sessionOfApprover(call)
    if (!known) return ask(call)
    call.session = call.begun = newSession(call.world, known.user)
    return undefined
  }

/** What goes wrong where a server remembers what users allowed. */
export const rememberedConsentFaults = {
  'remembers-requested-scope': {
    summary: 'Remembers all that was asked for as allowed, whatever the user ticked.',
    seen: 'derived: RFC 6749 10.2, 3.3',
    consent: { rememberConsent: (call) => consent.rememberConsent({ ...call, scope: call.interaction.request!.scope }) },
  },
  'remembers-consent-of-any-user': {
    summary: 'Remembers which clients were allowed, and not by whom.',
    seen: 'derived: RFC 6749 10.12, 10.2',
    authorization: { recallConsent: (call) => authorization.recallConsent(shared(call)) },
    consent: {
      forgetConsent: (call) => consent.forgetConsent(shared(call)),
      rememberConsent: (call) => consent.rememberConsent(shared(call)),
    },
  },
  'keeps-consent-to-native-clients-for-good': {
    summary: 'Asks each user once about a native client, and never again in any browser.',
    seen: 'derived: RFC 8252 8.6',
    unlike: { 'skips-consent-of-public-client': 'A new browser is not asked either, so that nobody sees a page who once agreed.' },
    authorization: {
      recallConsent: recallConsentBy((call) => {
        const { consents } = shared(call, call.session!.user!.username).session!
        return isNative(call) && [...call.scope].every((token) => consents.get(call.client.client_id)?.has(token))
      }),
    },
    consent: {
      rememberConsent: (call) => consent.rememberConsent(isNative(call) ? shared(call, call.interaction.session.user!.username) : call),
    },
  },
  'recalls-consent-before-sign-in': {
    summary: 'Looks for remembered consent before it looks who is there, and gives strangers codes for whoever allowed the client.',
    seen: 'derived: RFC 6749 3.1',
    authorization: {
      signInBeforeErrors: (call) => (sessionOfApprover(call) ? undefined : authorization.signInBeforeErrors(call)),
      signIn: (call) => {
        const session = sessionOfApprover(call)
        return (session && authorization.recallConsent({ ...call, session })) ?? authorization.signIn(call)
      },
    },
  },
  'signs-in-by-remembered-consent': {
    summary: 'Takes whoever comes from a client for the user who once allowed it, and asks for consent but for no password.',
    seen: 'derived: RFC 6749 3.1',
    also: { 'authorization-request/authenticates-before-redirecting-errors': 'Nobody has to sign in before an error either.' },
    authorization: {
      signInBeforeErrors: signedInByConsent(authorization.signInBeforeErrors),
      signIn: signedInByConsent(authorization.signIn),
    },
  },
} satisfies Record<string, Fault>
