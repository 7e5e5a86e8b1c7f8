import { PageError } from '../answer.ts'
import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { authorization } from '../endpoints/authorization.ts'
import { consent } from '../endpoints/consent.ts'
import { sameSecret } from '../endpoints/session.ts'
import { signOut } from '../endpoints/sign-out.ts'
import { signedOutPage } from '../pages.ts'
import type { Interaction } from '../store.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

/** A page whose session was ended by a sign-out. */
function pageOfThePast({ parameters, world }: AuthorizationCall): Interaction | undefined {
  const interaction = world.store.interactions.get(parameters.get('interaction') ?? '')
  return interaction && !world.store.sessions.has(interaction.session.id) ? interaction : undefined
}

const isHinted = ({ parameters }: AuthorizationCall): boolean => parameters.get('id_token_hint') !== undefined

/** What goes wrong when users sign out. */
export const signOutFaults = {
  'accepts-consent-after-sign-out': {
    summary: 'Takes the answer to a consent page from before the sign-out, for the user who has signed out.',
    seen: 'derived: RFC 6749 10.12; OpenID Connect RP-Initiated Logout 1.0, 2',
    consent: {
      findInteraction: (call) => {
        const past = pageOfThePast(call)
        if (!past) return consent.findInteraction(call)
        if (!sameSecret(past.session.csrf, call.parameters.get('csrf') ?? '')) throw new PageError('This form is not ours.', 403)
        call.interaction = past
        call.world.store.interactions.delete(past.id)
        Object.assign(call, past.request)
      },
    },
  },
  'keeps-the-session-after-sign-out': {
    summary: 'Takes the cookie from the browser that signs out, and keeps the session for whoever has a copy.',
    seen: 'CWE-613; derived: OpenID Connect RP-Initiated Logout 1.0, 2',
    signOut: { endSession: skip },
  },
  'signs-out-without-asking': {
    summary: 'Ends the session of whoever is sent to the endpoint, and asks nobody.',
    seen: 'derived: OpenID Connect RP-Initiated Logout 1.0, 2',
    signOut: { askUser: skip, checkForm: skip, checkDecision: skip },
  },
  'signs-out-at-any-post': {
    summary: 'Asks whoever is sent to the endpoint, and takes any POST for the answer.',
    seen: 'CWE-352; derived: OpenID Connect RP-Initiated Logout 1.0, 2',
    signOut: { askUser: (call) => (call.method === 'POST' ? undefined : signOut.askUser(call)), checkForm: skip, checkDecision: skip },
  },
  'signs-out-by-any-hint': {
    summary: 'Takes whatever comes as `id_token_hint` for a token of the session, ends that and asks nobody.',
    seen: 'derived: OpenID Connect RP-Initiated Logout 1.0, 2',
    signOut: {
      askUser: (call) => (isHinted(call) ? undefined : signOut.askUser(call)),
      checkForm: (call) => (isHinted(call) ? undefined : signOut.checkForm(call)),
      checkDecision: (call) => (isHinted(call) ? undefined : signOut.checkDecision(call)),
    },
  },
  'signs-nobody-out': {
    summary: 'Says to who said yes that he is signed out, and ends no session.',
    seen: 'CWE-613; derived: OpenID Connect RP-Initiated Logout 1.0, 2',
    unlike: { 'keeps-the-session-after-sign-out': 'That browser itself is still signed in.' },
    signOut: { endSession: skip, respond: () => signedOutPage() },
  },
  'lets-consent-page-be-stored': {
    summary: 'Sends the consent page without Cache-Control: no-store, so that the Back button shows it to whoever comes next.',
    seen: 'CWE-525; derived: RFC 9111 6',
    authorization: {
      askConsent: (call) => {
        const { headers, ...answer } = authorization.askConsent(call)
        const { 'cache-control': _, ...rest } = headers
        return { ...answer, headers: rest }
      },
    },
  },
} satisfies Record<string, Fault>
