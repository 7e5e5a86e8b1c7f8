import { OAuthError, PageError } from '../answer.ts'
import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { authorizationResponse, recallConsentBy, redirectWith } from '../endpoints/authorization.ts'
import { approval, consent } from '../endpoints/consent.ts'
import type { TokenCall } from '../endpoints/token.ts'
import { issueAccessToken } from '../endpoints/token.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

const isError = ({ response }: AuthorizationCall): boolean => response.some(([name]) => name === 'error')

/** Adds the state as `change` leaves it. */
const addingState = (change: (state: string) => string) => (call: AuthorizationCall) => {
  if (call.state !== undefined) call.response.push(['state', change(call.state)])
}

/** Text as it is after a second form-decoding. */
export const decodedAgain = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** Finds an interaction by its id alone. */
function anyInteraction(call: AuthorizationCall): void {
  const interaction = call.world.store.interactions.get(call.parameters.get('interaction') ?? '')
  if (!interaction) throw new PageError('This page is no longer valid.')
  call.interaction = interaction
  call.world.store.interactions.delete(interaction.id)
  Object.assign(call, interaction.request)
}

export const authorizationResponseFaults = {
  'drops-state': {
    summary: 'Never returns state.',
    seen: 'derived: RFC 6749 4.1.2',
    authorizationResponse: { addState: skip },
  },
  'decodes-state-twice': {
    summary: 'Form-decodes state a second time before it returns it.',
    seen: 'derived: RFC 6749 4.1.2',
    authorizationResponse: { addState: addingState(decodedAgain) },
  },
  'invents-state': {
    summary: 'Returns a state where the request had none.',
    seen: 'derived: RFC 6749 4.1.2',
    authorizationResponse: {
      addState: (call) => {
        call.response.push(['state', call.state ?? 'null'])
      },
    },
  },
  'truncates-state': {
    summary: 'Returns the first 255 characters of state.',
    seen: 'derived: RFC 6749 4.1.2',
    authorizationResponse: { addState: addingState((state) => state.slice(0, 255)) },
  },
  'omits-state-from-errors': {
    summary: 'Returns state with a code and not with an error.',
    seen: 'derived: RFC 6749 4.1.2.1',
    authorizationResponse: { addState: (call) => (isError(call) ? undefined : authorizationResponse.addState(call)) },
  },
  'issues-code-after-denial': {
    summary: 'Issues a code though the user denied.',
    seen: 'derived: RFC 6749 4.1.2.1',
    consent: {
      checkDecision: skip,
      narrowScope: (call) => (call.parameters.get('decision') === 'allow' ? consent.narrowScope(call) : undefined),
    },
  },
  'reports-denial-as-server-error': {
    summary: 'Tells the client of a denial as server_error.',
    seen: 'derived: RFC 6749 4.1.2.1',
    unlike: { 'issues-code-after-denial': 'No code comes of it; the error is the wrong one.' },
    consent: {
      checkDecision: ({ parameters }) => {
        if (parameters.get('decision') !== 'allow') throw new OAuthError('server_error', 'unexpected decision')
      },
    },
  },
  'returns-code-in-fragment': {
    summary: 'Puts the response parameters into the fragment.',
    seen: 'derived: RFC 6749 4.1.2',
    also: { 'authorization-request/grants-no-unknown-resource': 'What is noted of two resources tells where the code came.' },
    authorizationResponse: {
      buildLocation: (call) => {
        call.location = `${call.redirectUri}#${new URLSearchParams(call.response)}`
      },
    },
  },
  'repeats-response-parameters': {
    summary: 'Sends each response parameter twice.',
    seen: 'derived: RFC 6749 3.1',
    authorizationResponse: {
      buildLocation: (call) => {
        call.response = [...call.response, ...call.response]
        authorizationResponse.buildLocation(call)
      },
    },
  },
  'sends-token-in-front-channel': {
    summary: 'Sends an access token along with the code.',
    seen: 'derived: RFC 9700 2.1.2',
    approval: {
      issueCode: async (call) => {
        const token = call as AuthorizationCall & TokenCall
        await issueAccessToken(token)
        call.redirectUri = `${call.redirectUri}${call.redirectUri.includes('?') ? '&' : '?'}access_token=${token.accessToken.value}`
        return approval.issueCode(call)
      },
    },
  },
  'answers-authorization-with-307': {
    summary: 'Redirects with 307, so that the browser sends the form it just posted on to the client.',
    seen: 'Fett, Küsters, Schmitz, CCS 2016; RFC 9700 4.12',
    authorizationResponse: { redirect: redirectWith(307) },
  },
  'answers-authorization-with-308': {
    summary: 'Redirects with 308, after which the browser sends the form on just as after 307.',
    seen: 'derived: RFC 9700 4.12; RFC 9110 15.4.9; Fetch Standard 4.4',
    unlike: { 'answers-authorization-with-307': 'RFC 9700 names 307 alone: who only avoids that may still send 308.' },
    authorizationResponse: { redirect: redirectWith(308) },
  },
  'omits-iss': {
    summary: 'Promises iss in its metadata and does not send it.',
    seen: 'derived: RFC 9207 2',
    authorizationResponse: { addIssuer: skip },
  },
  'sends-wrong-iss': {
    summary: 'Sends an iss with a slash at the end, which its metadata do not have.',
    seen: 'derived: RFC 9207 2.4',
    authorizationResponse: {
      addIssuer: (call) => {
        call.response.push(['iss', `${call.world.issuer}/`])
      },
    },
  },
  'redirects-errors-before-sign-in': {
    summary: 'Redirects errors to a client before anybody has signed in.',
    seen: 'derived: RFC 9700 4.11.2',
    authorization: { signInBeforeErrors: skip },
  },
  'ignores-response-type': {
    summary: 'Issues a code for every response_type and for none.',
    seen: 'derived: RFC 6749 3.1.1',
    authorization: { checkResponseType: skip },
  },
  'accepts-repeated-authorization-parameters': {
    summary: 'Takes the first of several copies of a parameter.',
    seen: 'derived: RFC 6749 3.1',
    authorization: { checkRepeatedParameters: skip },
  },
  'accepts-consent-of-other-browser': {
    summary: 'Takes the consent form from any browser that knows its address.',
    seen: 'CVE-2022-39222 (Dex)',
    consent: { findInteraction: anyInteraction },
  },
  'skips-consent-of-public-client': {
    summary: 'Does not ask again about a public client that the user once allowed, though anybody can pretend to be it.',
    seen: 'CVE-2023-34246 (Doorkeeper)',
    authorization: {
      recallConsent: recallConsentBy(({ client, scope, session }) =>
        [...scope].every((token) => session!.consents.get(client.client_id)?.has(token)),
      ),
    },
  },
} satisfies Record<string, Fault>
