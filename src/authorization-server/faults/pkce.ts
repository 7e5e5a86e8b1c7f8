import { isPublic } from '../clients.ts'
import { authorization } from '../endpoints/authorization.ts'
import { authorizationCode } from '../endpoints/authorization-code.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

export const pkceFaults = {
  'accepts-wrong-code-verifier': {
    summary: 'Redeems a code without comparing code_verifier with the challenge.',
    seen: 'derived: RFC 7636 4.6',
    authorizationCode: { checkCodeVerifier: skip },
  },
  'accepts-missing-code-verifier': {
    summary: 'Compares code_verifier with the challenge only when it is sent.',
    seen: 'CVE-2023-48228 (authentik)',
    authorizationCode: { requireCodeVerifier: skip },
  },
  'accepts-verifier-without-challenge': {
    summary: 'Redeems a code with a code_verifier though the authorization request had no challenge, which somebody may have removed.',
    seen: 'CVE-2024-23647 (authentik); kanidm issue 1097; league/oauth2-server issue 1323',
    authorizationCode: { refuseUnaskedVerifier: skip },
  },
  'ignores-code-challenge': {
    summary: 'Does without PKCE for public clients.',
    seen: 'derived: RFC 9700 2.1.1',
    authorization: {
      readCodeChallenge: (call) => {
        if (isPublic(call.client)) call.challenge = undefined
        else authorization.readCodeChallenge(call)
      },
      requireCodeChallenge: (call) => (isPublic(call.client) ? undefined : authorization.requireCodeChallenge(call)),
    },
    authorizationCode: {
      refuseUnaskedVerifier: (call) => (isPublic(call.client) ? undefined : authorizationCode.refuseUnaskedVerifier(call)),
    },
  },
  'does-not-require-code-challenge': {
    summary: 'Lets clients leave PKCE out that must use it.',
    seen: 'derived: RFC 7636 4.4.1, RFC 9700 2.1.1',
    authorization: { requireCodeChallenge: skip },
  },
  'accepts-any-code-challenge-method': {
    summary: 'Takes plain, and every method that it does not know, for plain.',
    seen: 'derived: RFC 7636 4.4.1, RFC 9700 2.1.1',
    authorization: {
      checkCodeChallengeMethod: ({ challenge }) => {
        if (challenge && challenge.method !== 'S256') challenge.method = 'plain'
      },
    },
  },
  'accepts-challenge-as-verifier': {
    summary: 'Compares code_verifier with an S256 challenge also as plain text, so that whoever saw the request can redeem.',
    seen: 'derived: RFC 7636 4.6',
    authorizationCode: {
      checkCodeVerifier: (call) => {
        if (call.parameters.get('code_verifier') !== call.code.request.challenge?.value) authorizationCode.checkCodeVerifier(call)
      },
    },
  },
} satisfies Record<string, Fault>
