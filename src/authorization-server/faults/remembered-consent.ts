import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { authorization } from '../endpoints/authorization.ts'
import { consent } from '../endpoints/consent.ts'
import { newSession } from '../endpoints/session.ts'
import type { Scope } from '../scope.ts'
import type { Session } from '../store.ts'
import type { Step } from '../world.ts'
import type { Fault } from './fault.ts'
import { perWorld } from './fault.ts'

const consentsOfAll = perWorld(() => new Map<string, Scope>())

/** As if every browser had allowed what any has. */
function shared<C extends AuthorizationCall>(call: C): C {
  const consents = consentsOfAll(call.world)
  const withAll = <H extends { session?: Session | undefined } | undefined>(held: H): H =>
    held?.session ? { ...held, session: { ...held.session, consents } } : held
  return { ...withAll(call), interaction: withAll(call.interaction) }
}

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
