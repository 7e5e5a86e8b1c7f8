import { PageError } from '../answer.ts'
import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { approve, authorization } from '../endpoints/authorization.ts'
import { currentSession, newSession, ownInteraction } from '../endpoints/session.ts'
import { Parameters } from '../parameters.ts'
import type { Interaction, Session } from '../store.ts'
import { cookieForAllSites, cookieWithoutSameSite } from './cookies.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

/** Lets the signed-in user of the browser decide about an interaction, whosever it is. */
function decide(call: AuthorizationCall, interaction: Interaction | undefined): void {
  const session = currentSession(call)
  if (!session?.user || !interaction?.request) throw new PageError('There is nothing to decide.')
  call.interaction = { ...interaction, session }
  call.world.store.interactions.delete(interaction.id)
  Object.assign(call, interaction.request)
}

const named = ({ parameters, world }: AuthorizationCall) => world.store.interactions.get(parameters.get('interaction') ?? '')

/** The newest page of the browser's session, whatever its form brings back. */
function newest(call: AuthorizationCall): Interaction | undefined {
  const session = currentSession(call)
  return [...call.world.store.interactions.values()].findLast((one) => one.session === session && one.request)
}

const answersForTheNewest = {
  'state/approves-only-what-its-page-showed': 'A form is taken for the answer to the newest page of its session.',
  'state/shows-what-a-form-sent-twice-gives': 'A form that is sent again is taken for the answer to the newest page.',
}

const heads = new WeakSet<Session>()

export const forgedFormFaults = {
  'takes-consent-by-get': {
    summary: 'Takes the user’s decision by GET and without the values of the form.',
    seen: 'HealthIntersections/fhirserver issue 17',
    consent: { checkMethod: skip, findInteraction: (call) => decide(call, newest(call)) },
  },
  'takes-consent-without-token': {
    summary: 'Takes a consent form without the values that nobody can know, from a page of any site.',
    seen: 'kitsune-soc/kitsune issue 431',
    unlike: { 'takes-consent-by-get': 'A POST is needed, which a form of another site sends as well.' },
    ...cookieForAllSites,
    consent: { findInteraction: (call) => decide(call, newest(call)) },
  },
  'takes-consent-of-fresh-sessions': {
    summary:
      'Takes a consent form without the values that nobody can know, and leaves the rest to a cookie that says nothing of other sites.',
    seen: 'derived: RFC 6265bis 5.8.3; Chromium sends such a cookie with forms of other sites for two minutes',
    also: answersForTheNewest,
    authorization: cookieWithoutSameSite.authorization,
    signIn: cookieWithoutSameSite.signIn,
    consent: { findInteraction: (call) => decide(call, newest(call)) },
  },
  'takes-consent-of-pages-without-origin': {
    summary:
      'Takes a consent form without the values that nobody can know, unless its Origin is another site’s; a page that lets no referrer be told has none.',
    seen: 'derived: Fetch Standard 3.2; RFC 6749 10.12',
    also: answersForTheNewest,
    unlike: {
      'takes-consent-of-fresh-sessions': 'The cookie goes with forms of all sites at any time; the page has to keep its Origin to itself.',
    },
    ...cookieForAllSites,
    consent: {
      findInteraction: (call) => {
        const { origin = 'null' } = call.headers
        if (origin !== 'null' && origin !== new URL(call.world.issuer).origin) throw new PageError('This form came from another site.', 403)
        decide(call, newest(call))
      },
    },
  },
  'takes-consent-of-any-interaction': {
    summary: 'Takes a consent form that was made for another browser as an answer of the user whose browser sends it.',
    seen: 'derived: RFC 6749 10.12',
    ...cookieForAllSites,
    consent: { findInteraction: (call) => decide(call, named(call)) },
  },
  'takes-sign-in-of-other-browser': {
    summary: 'Takes a sign-in form from a browser that it was not sent to.',
    seen: 'derived: OpenID Connect Core 3.1.2.3',
    signIn: {
      findInteraction: (call) => {
        const interaction = named(call)
        if (!interaction || interaction.request) throw new PageError('This page is no longer valid.')
        call.interaction = interaction
      },
    },
  },
  'signs-in-without-form': {
    summary: 'Signs in whoever posts a right password, with or without the other values of the form.',
    seen: 'derived: OpenID Connect Core 3.1.2.3',
    unlike: { 'takes-sign-in-of-other-browser': 'No page of its own has to come before the credentials.' },
    signIn: {
      findInteraction: (call) => {
        if (named(call)) call.interaction = ownInteraction(call)
        else {
          const expiresAt = call.world.clock.now()
          call.interaction = { id: '', session: newSession(call.world), parameters: new Parameters([]), expiresAt }
        }
      },
    },
  },
  'remembers-head-as-consent': {
    summary: 'Counts a HEAD request of a signed-in browser as approval of what it asks for next.',
    seen: 'derived: RFC 9110 9.2.1',
    unlike: { 'takes-head-for-consent': 'HEAD itself yields no code; the next request is taken for approved.' },
    authorization: {
      askConsent: (call) => {
        if (call.method === 'HEAD') heads.add(call.session!)
        return call.method !== 'HEAD' && heads.has(call.session!) ? approve(call) : authorization.askConsent(call)
      },
    },
  },
} satisfies Record<string, Fault>
