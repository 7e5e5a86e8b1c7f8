import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { authorization, authorizationResponse } from '../endpoints/authorization.ts'
import { approval, consent } from '../endpoints/consent.ts'
import { signIn } from '../endpoints/sign-in.ts'
import type { AuthorizationRequest, Session } from '../store.ts'
import type { Fault } from './fault.ts'

const isError = ({ response }: AuthorizationCall): boolean => response.some(([name]) => name === 'error')

/** What a server returns that keeps another state than it got. */
const keepingState = (change: (state: string) => string): Pick<Fault, 'authorization'> => ({
  authorization: {
    readState: (call) => {
      authorization.readState(call)
      if (call.state !== undefined) call.state = change(call.state) || undefined
    },
  },
})

/** Writes state into the location by other rules than the other parameters. */
const writingState = (encode: (state: string) => string): Pick<Fault, 'authorizationResponse'> => ({
  authorizationResponse: {
    buildLocation: (call) => {
      const others = { ...call, response: call.response.filter(([name]) => name !== 'state') }
      authorizationResponse.buildLocation(others)
      call.location = others.location
      if (call.state !== undefined) call.location += `&state=${encode(call.state)}`
    },
  },
})

/** Keeps parts of a request where a browser has but one place for them, so that of two requests the later one counts. */
function inSession(...parts: (keyof AuthorizationRequest)[]): Pick<Fault, 'authorization' | 'consent'> {
  const kept = new WeakMap<Session, Partial<AuthorizationRequest>>()
  return {
    authorization: {
      askConsent: (call) => {
        kept.set(call.session!, Object.fromEntries(parts.map((part) => [part, call[part]])))
        return authorization.askConsent(call)
      },
    },
    consent: {
      findInteraction: (call) => {
        consent.findInteraction(call)
        Object.assign(call, kept.get(call.interaction.session))
      },
    },
  }
}

/** The session of a sign-in under the id that the browser came with. */
function keepSession(call: AuthorizationCall): ReturnType<typeof signIn.checkPassword> {
  const refused = signIn.checkPassword(call)
  if (refused) return refused
  const session = call.session!
  call.world.store.sessions.delete(session.id)
  session.id = call.interaction.session.id
  call.world.store.sessions.set(session.id, session)
  return undefined
}

/** Small mistakes in what lies between an authorization request and its response. */
export const subtleConsentFaults = {
  'keeps-state-in-session': {
    summary: 'Keeps state in the session, so that of two requests in one browser both get the state of the later.',
    seen: 'derived: RFC 6749 4.1.2',
    unlike: { 'keeps-one-request-per-session': 'Only the state is shared by two tabs; all else stays with its request.' },
    ...inSession('state'),
  },
  'keeps-code-challenge-in-session': {
    summary: 'Keeps code_challenge in the session, so that of two requests in one browser both get the challenge of the later.',
    seen: 'derived: RFC 7636 4.4',
    unlike: { 'keeps-one-scope-per-session': 'Two tabs share their challenge, not their scope.' },
    ...inSession('challenge'),
  },
  'strips-markup-from-state': {
    summary: 'Cleans state of angle brackets and quotes, against script in pages where it never stands.',
    seen: 'derived: RFC 6749 4.1.2; doobidoo/mcp-memory-service pull request 944',
    ...keepingState((state) => state.replaceAll(/[<>"']/g, '')),
  },
  'takes-zero-for-no-state': {
    summary: 'Takes a state of "0" for none.',
    seen: 'derived: RFC 6749 4.1.2',
    ...keepingState((state) => (state === '0' ? '' : state)),
  },
  'leaves-plus-of-state-unencoded': {
    summary: 'Leaves the plus signs of state as they are in the location, where they mean spaces.',
    seen: 'spring-authorization-server issue 875',
    ...writingState((state) => encodeURIComponent(state).replaceAll('%2B', '+')),
  },
  'leaves-separators-of-state-unencoded': {
    summary: 'Leaves the ampersands and equals signs of state as they are in the location, where they begin other parameters.',
    seen: 'spring-security-oauth issue 152',
    unlike: { 'leaves-plus-of-state-unencoded': 'The state becomes further parameters of the response, not only another text.' },
    ...writingState((state) => encodeURI(state).replaceAll('+', '%2B')),
  },
  'omits-iss-from-errors': {
    summary: 'Sends iss with a code and not with an error.',
    seen: 'django-oauth-toolkit issue 1846; RFC 9207 2',
    authorizationResponse: { addIssuer: (call) => (isError(call) ? undefined : authorizationResponse.addIssuer(call)) },
  },
  'sends-errors-to-first-registered-uri': {
    summary: 'Sends the errors of a web client to its first redirect URI, whichever the request names.',
    seen: 'derived: RFC 6749 4.1.2.1',
    authorizationResponse: {
      buildLocation: (call) => {
        if (isError(call) && call.client.application_type !== 'native') call.redirectUri = call.client.redirect_uris[0]!
        authorizationResponse.buildLocation(call)
      },
    },
  },
  'takes-no-ticked-scope-for-all': {
    summary: 'Grants all that was asked for to a user who allows none of it.',
    seen: 'derived: RFC 6749 3.3',
    unlike: {
      'widens-up-to-the-requested-scope': 'There a token request brings the refused scope back; here a form without any ticked scope does.',
    },
    consent: { narrowScope: (call) => (call.parameters.all('scope').length === 0 ? undefined : consent.narrowScope(call)) },
  },
  'lets-consent-page-be-framed': {
    summary: 'Forbids frames on every page but the one on which a click grants something.',
    seen: 'derived: RFC 6749 10.13, RFC 9700 4.16',
    authorization: {
      askConsent: (call) => {
        const { headers, ...answer } = authorization.askConsent(call)
        const { 'x-frame-options': _, 'content-security-policy': policy = '', ...rest } = headers
        return { ...answer, headers: { ...rest, 'content-security-policy': policy.replace("; frame-ancestors 'none'", '') } }
      },
    },
  },
  'keeps-session-id-at-sign-in': {
    summary: 'Signs a user in to the session that the browser came with, which somebody may have planted.',
    seen: 'session fixation, CWE-384; keptn issue 4947',
    signIn: { checkPassword: keepSession },
  },
  'keeps-session-id-and-adds-a-cookie': {
    summary: 'Signs a user in to the session that the browser came with, and sends one more cookie, which signs nobody in.',
    seen: 'derived: session fixation, CWE-384',
    unlike: { 'keeps-session-id-at-sign-in': 'The browser does have another cookie after the sign-in than before.' },
    signIn: {
      checkPassword: keepSession,
      authorize: async (call) => {
        const answer = await signIn.authorize(call)
        delete call.begun
        return answer && { ...answer, headers: { ...answer.headers, 'set-cookie': 'last_user=somebody; Path=/' } }
      },
    },
  },
  'takes-code-lifetime-for-minutes': {
    summary: 'Takes the lifetime of codes, given in seconds, for minutes.',
    seen: 'derived: RFC 6749 4.1.2',
    unlike: { 'never-expires-codes': 'Such codes do expire, sixty times too late.' },
    approval: {
      mintCode: (call) => {
        approval.mintCode(call)
        call.code.expiresAt = call.world.clock.now() + call.world.lifetimes.code * 60_000
      },
    },
  },
} satisfies Record<string, Fault>
