import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { authorization } from '../endpoints/authorization.ts'
import { consent } from '../endpoints/consent.ts'
import { decodedAgain } from './authorization-response.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

type Change = (call: AuthorizationCall) => void

/** What happens to a request only where the consent page is answered. */
const atThePage = (change: Change): Pick<Fault, 'consent'> => ({
  consent: {
    findInteraction: (call) => {
      consent.findInteraction(call)
      change(call)
    },
  },
})

/** What happens to a request only where nobody is asked, because the consent is remembered. */
const withoutAPage = (change: Change): Pick<Fault, 'authorization'> => ({
  authorization: {
    recallConsent: (call) => {
      const silent = { ...call }
      change(silent)
      return authorization.recallConsent(silent)
    },
  },
})

const forgetChallenge: Change = (call) => {
  call.challenge = undefined
}
/** Honest clients send the verifier all the same. */
const needingNoVerifier: Pick<Fault, 'authorizationCode'> = { authorizationCode: { refuseUnaskedVerifier: skip } }
const decodeState: Change = (call) => {
  if (call.state !== undefined) call.state = decodedAgain(call.state)
}
/** A native client keeps its URI, whose port changes. */
const takeFirstUri: Change = (call) => {
  if (call.client.application_type !== 'native') call.redirectUri = call.client.redirect_uris[0]!
}

/** What goes wrong on one of the two ways to a code, and not on the other. */
export const oneWayOnlyFaults = {
  'forgets-code-challenge-at-consent-page': {
    summary: 'Loses code_challenge while the user decides, so that a code from the consent page needs no code_verifier.',
    seen: 'derived: RFC 7636 4.4',
    also: {
      'pkce/protects-public-clients': 'Public clients come by the consent page each time.',
      'pkce/rejects-verifier-without-challenge': 'A code_verifier is as good as none.',
      'state/shows-what-the-consent-form-may-change': 'The challenge that the form names is forgotten too.',
    },
    ...atThePage(forgetChallenge),
    ...needingNoVerifier,
  },
  'forgets-code-challenge-of-silent-requests': {
    summary: 'Keeps no code_challenge where the consent is remembered, so that a code that nobody was asked for needs no code_verifier.',
    seen: 'derived: RFC 7636 4.4',
    also: {
      pkce: 'Codes for which nobody is asked are redeemed with any code_verifier.',
      'authorization-code/shows-what-a-stranger-does-to-a-code': 'A wrong code_verifier redeems the code.',
      'token-request/ignores-parameters-in-query': 'Whether and where a code_verifier comes is of no interest.',
    },
    ...withoutAPage(forgetChallenge),
    ...needingNoVerifier,
  },
  'decodes-state-at-consent-page': {
    summary: 'Form-decodes state a second time when the consent page is answered.',
    seen: 'derived: RFC 6749 4.1.2',
    ...atThePage(decodeState),
  },
  'decodes-state-of-silent-requests': {
    summary: 'Form-decodes state a second time where the consent is remembered.',
    seen: 'derived: RFC 6749 4.1.2',
    ...withoutAPage(decodeState),
  },
  'responds-at-first-registered-uri-after-consent': {
    summary: 'Sends the response of an answered consent page to the first registered redirect URI of a web client.',
    seen: 'derived: RFC 6749 4.1.2',
    also: { 'state/keeps-requests-of-two-tabs-apart': 'One of the two tabs asks for another URI.' },
    ...atThePage(takeFirstUri),
  },
  'responds-silently-at-first-registered-uri': {
    summary: 'Sends a code that nobody was asked for to the first registered redirect URI of a web client.',
    seen: 'derived: RFC 6749 4.1.2',
    also: { 'token-request/tells-registered-redirect-uris-apart': 'The code is bound to the URI to which it went.' },
    ...withoutAPage(takeFirstUri),
  },
} satisfies Record<string, Fault>
