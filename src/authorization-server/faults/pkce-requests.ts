import { OAuthError } from '../answer.ts'
import { isPublic } from '../clients.ts'
import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { authorization, authorizationResponse } from '../endpoints/authorization.ts'
import { authorizationCode, refused } from '../endpoints/authorization-code.ts'
import { mintCodeBy } from '../endpoints/consent.ts'
import type { Challenge } from '../store.ts'
import { unguessable } from '../store.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

/** Notes a challenge as it came, whatever it looks like. */
function readAnyChallenge(call: AuthorizationCall): void {
  const value = call.parameters.get('code_challenge')
  const method = (call.parameters.get('code_challenge_method') ?? 'plain') as Challenge['method']
  call.challenge = value === undefined ? undefined : { value, method }
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** What is wrong with PKCE at the authorization endpoint. */
export const pkceRequestFaults = {
  'accepts-malformed-code-challenge': {
    summary: 'Keeps a code_challenge of any length and any characters.',
    seen: 'coder pull request 28003',
    authorization: { readCodeChallenge: readAnyChallenge },
  },
  'normalizes-code-challenge': {
    summary: 'Takes a code_challenge in padded or standard base64 for the one in base64url.',
    seen: 'derived: RFC 7636 4.2, appendix A',
    authorization: {
      readCodeChallenge: (call) => {
        const inBase64url = (text: string) => text.replaceAll(/[+ ]/g, '-').replaceAll('/', '_').replace(/=+$/, '')
        authorization.readCodeChallenge(Object.assign(call, { parameters: call.parameters.mapped('code_challenge', inBase64url) }))
      },
    },
  },
  'compares-nothing-with-an-empty-challenge': {
    summary: 'Takes a code_challenge_method for a sign of PKCE, and compares nothing where the code_challenge is empty or missing.',
    seen: 'getsentry/sentry pull request 104418; better-auth pull request 9575',
    authorization: {
      readCodeChallenge: (call) => {
        const [value, method] = ['code_challenge', 'code_challenge_method'].map((name) => call.parameters.get(name))
        if (value === undefined && method !== undefined) call.challenge = { value: '', method: 'S256' }
        else authorization.readCodeChallenge(call)
      },
    },
    authorizationCode: {
      checkCodeVerifier: (call) => (call.code.request.challenge?.value === '' ? undefined : authorizationCode.checkCodeVerifier(call)),
    },
  },
  'takes-missing-challenge-method-for-s256': {
    summary: 'Takes a code_challenge without a method for one of S256.',
    seen: 'GluuFederation/oxAuth issue 1158, where it was not taken for plain either',
    authorization: {
      readCodeChallenge: (call) => {
        authorization.readCodeChallenge(call)
        if (call.challenge && call.parameters.get('code_challenge_method') === undefined) call.challenge.method = 'S256'
      },
    },
  },
  'ignores-challenge-without-method': {
    summary: 'Does without PKCE where a code_challenge came without a method.',
    seen: 'derived: RFC 7636 4.3',
    authorization: {
      readCodeChallenge: (call) => {
        if (call.parameters.get('code_challenge_method') !== undefined) authorization.readCodeChallenge(call)
      },
    },
    authorizationCode: { refuseUnaskedVerifier: skip },
    also: { 'pkce/rejects-verifier-without-challenge': 'Where there is no challenge, the verifier is not refused.' },
  },
  'requires-code-challenge-at-token-endpoint-only': {
    summary: 'Issues a code to a public client without code_challenge, and refuses it at the token endpoint.',
    seen: 'InsForge/insforge-mcp pull request 93',
    unlike: { 'does-not-require-code-challenge': 'A code is given and never redeemed; the request is not refused.' },
    authorization: { requireCodeChallenge: skip },
    authorizationCode: {
      refuseUnaskedVerifier: (call) => {
        if (isPublic(call.client) && !call.code.request.challenge) throw refused()
        authorizationCode.refuseUnaskedVerifier(call)
      },
    },
  },
  'requires-no-challenge-of-confidential-clients': {
    summary: 'Lets confidential clients leave PKCE out though OAuth 2.1 asks it of everybody.',
    seen: 'derived: OAuth 2.1 7.5.1',
    in: 'oauth21',
    authorization: { requireCodeChallenge: (call) => (isPublic(call.client) ? authorization.requireCodeChallenge(call) : undefined) },
  },
  'refuses-a-challenge-that-came-before': {
    summary: 'Refuses a code_challenge that it has issued a code for, so that a reload of the authorization request ends in an error.',
    seen: 'derived: RFC 9700 2.1.1',
    authorization: {
      requireCodeChallenge: (call) => {
        authorization.requireCodeChallenge(call)
        const known = [...call.world.store.codes.values()].some(({ request }) => request.challenge?.value === call.challenge?.value)
        if (call.challenge && known) throw new OAuthError('invalid_request', 'this code_challenge came before')
      },
    },
  },
  'returns-code-challenge': {
    summary: 'Sends the code_challenge along with the code.',
    seen: 'derived: RFC 7636 4.4',
    authorizationResponse: {
      addIssuer: (call) => {
        authorizationResponse.addIssuer(call)
        if (call.challenge) call.response.push(['code_challenge', call.challenge.value])
      },
    },
  },
  'puts-code-challenge-into-code': {
    summary: 'Makes codes of a signed text that anybody can read, with the code_challenge in it.',
    seen: 'derived: RFC 7636 4.4',
    unlike: { 'returns-code-challenge': 'It travels within the code itself and not beside it.' },
    approval: {
      mintCode: mintCodeBy(({ challenge }) => `${base64url({ alg: 'ES256' })}.${base64url({ pkce: challenge?.value })}.${unguessable()}`),
    },
  },
} satisfies Record<string, Fault>
