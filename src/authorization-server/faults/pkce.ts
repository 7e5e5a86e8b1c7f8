import { isPublic } from '../clients.ts'
import { authorization, challengeSyntax } from '../endpoints/authorization.ts'
import { authorizationCode, checkCodeVerifierBy } from '../endpoints/authorization-code.ts'
import { sameSecret } from '../endpoints/session.ts'
import type { TokenCall } from '../endpoints/token.ts'
import type { Challenge } from '../store.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

export const pkceFaults = {
  'accepts-wrong-code-verifier': {
    summary: 'Redeems a code without comparing code_verifier with the challenge.',
    seen: 'derived: RFC 7636 4.6',
    also: {
      pkce: 'No code_verifier is compared with anything.',
      'token-request/ignores-parameters-in-query': 'Neither is the one that stays in the body.',
    },
    authorizationCode: { checkCodeVerifier: skip },
  },
  'accepts-missing-code-verifier': {
    summary: 'Compares code_verifier with the challenge only when it is sent.',
    seen: 'CVE-2023-48228 (authentik)',
    also: { 'token-request/ignores-parameters-in-query': 'A code_verifier in the query is none in the body.' },
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
  'does-not-know-pkce': {
    summary: 'Ignores every parameter of PKCE.',
    seen: 'derived: RFC 9700 2.1.1',
    also: {
      pkce: 'Whatever PKCE would stop goes through.',
      'token-request/ignores-parameters-in-query': 'Whether and where a code_verifier comes is of no interest.',
    },
    authorization: { readCodeChallenge: skip, checkCodeChallengeMethod: skip, requireCodeChallenge: skip },
    authorizationCode: { refuseUnaskedVerifier: skip },
  },
  'compares-verifiers-of-confidential-clients-only': {
    summary: 'Looks at code_verifier where it looks at the secret, and so not where there is none.',
    seen: 'derived: RFC 7636 4.6',
    authorizationCode: {
      requireCodeVerifier: (call) => (isPublic(call.client) ? undefined : authorizationCode.requireCodeVerifier(call)),
      checkCodeVerifier: (call) => (isPublic(call.client) ? undefined : authorizationCode.checkCodeVerifier(call)),
    },
  },
  'accepts-short-code-verifiers': {
    summary: 'Takes a code_verifier of any length below 128 characters.',
    seen: 'coder pull request 28003; matrix-authentication-service issue 316',
    authorizationCode: { checkCodeVerifier: checkCodeVerifierBy(/^[A-Za-z0-9._~-]{1,128}$/, sameSecret) },
  },
  'accepts-long-code-verifiers': {
    summary: 'Takes a code_verifier of any length above 43 characters.',
    seen: 'derived: RFC 7636 4.1',
    authorizationCode: { checkCodeVerifier: checkCodeVerifierBy(/^[A-Za-z0-9._~-]{43,}$/, sameSecret) },
  },
  'accepts-any-characters-in-code-verifiers': {
    summary: 'Takes a code_verifier of any 43 to 128 characters.',
    seen: 'mozilla/fxa-oauth-server issue 495',
    authorizationCode: { checkCodeVerifier: checkCodeVerifierBy(/^.{43,128}$/s, sameSecret) },
  },
  'trims-code-verifier': {
    summary: 'Cuts white space off a code_verifier before it compares.',
    seen: 'derived: RFC 7636 4.1',
    authorizationCode: {
      checkCodeVerifier: (call) => {
        const parameters = call.parameters.mapped('code_verifier', (text) => text.trim())
        authorizationCode.checkCodeVerifier({ ...call, parameters })
      },
    },
  },
  'limits-code-verifiers-to-64-characters': {
    summary: 'Has no room for a code_verifier of more than 64 characters.',
    seen: 'mozilla/fxa-oauth-server issue 495, where it was 32',
    authorizationCode: { checkCodeVerifier: checkCodeVerifierBy(/^[A-Za-z0-9._~-]{43,64}$/, sameSecret) },
  },
  'takes-only-base64url-for-code-verifiers': {
    summary: 'Refuses a code_verifier with a dot or a tilde.',
    seen: 'derived: RFC 7636 4.1',
    authorizationCode: { checkCodeVerifier: checkCodeVerifierBy(/^[\w-]{43,128}$/, sameSecret) },
  },
  'reads-code-challenge-method-at-token-endpoint': {
    summary: 'Lets the token request say how its code_verifier is compared.',
    seen: 'derived: RFC 7636 4.5, 4.6',
    authorizationCode: {
      checkCodeVerifier: (call) => comparedWith(call, call.parameters.get('code_challenge_method') === 'plain' ? { method: 'plain' } : {}),
    },
  },
  'reads-code-challenge-at-token-endpoint': {
    summary: 'Lets the token request replace the code_challenge.',
    seen: 'derived: RFC 7636 4.4, 4.6',
    authorizationCode: {
      checkCodeVerifier: (call) => {
        const value = call.parameters.get('code_challenge')
        comparedWith(call, value === undefined ? {} : { value })
      },
    },
  },
  'keeps-one-code-challenge-per-user': {
    summary: 'Keeps the code_challenge with the user and the client, so that the last authorization request decides for all their codes.',
    seen: 'derived: RFC 7636 4.4',
    authorizationCode: {
      checkCodeVerifier: (call) => {
        const { client, user } = call.grant
        const codes = [...call.world.store.codes.values()]
        const latest = codes.findLast(({ grant }) => grant.client === client && grant.user === user) ?? call.code
        authorizationCode.checkCodeVerifier({ ...call, code: latest })
      },
    },
  },
  'compares-plain-verifier-by-prefix': {
    summary: 'Compares a plain code_verifier only as far as it goes.',
    seen: 'derived: RFC 7636 4.6',
    in: 'classic',
    authorizationCode: { checkCodeVerifier: comparingPlainBy((challenge, verifier) => challenge.startsWith(verifier)) },
  },
  'ignores-case-of-plain-verifier': {
    summary: 'Compares a plain code_verifier without regard to letter case.',
    seen: 'derived: RFC 7636 4.6',
    in: 'classic',
    authorizationCode: {
      checkCodeVerifier: comparingPlainBy((challenge, verifier) => challenge.toLowerCase() === verifier.toLowerCase()),
    },
  },
  'does-not-compare-plain-verifier': {
    summary: 'Compares nothing where the method is plain.',
    seen: 'derived: RFC 7636 4.6',
    in: 'classic',
    also: { 'pkce/takes-a-missing-method-for-plain': 'Without a method it is plain.' },
    authorizationCode: { checkCodeVerifier: comparingPlainBy(() => true) },
  },
} satisfies Record<string, Fault>

/** Compares a plain verifier in another way than one of S256. */
function comparingPlainBy(same: (challenge: string, verifier: string) => boolean) {
  const plainly = checkCodeVerifierBy(challengeSyntax, same)
  return (call: TokenCall): void =>
    call.code.request.challenge?.method === 'plain' ? plainly(call) : authorizationCode.checkCodeVerifier(call)
}

/** Compares as if the authorization request had said something else. */
function comparedWith(call: TokenCall, change: Partial<Challenge>): void {
  const { challenge } = call.code.request
  const request = { ...call.code.request, challenge: challenge && { ...challenge, ...change } }
  authorizationCode.checkCodeVerifier({ ...call, code: { ...call.code, request } })
}
