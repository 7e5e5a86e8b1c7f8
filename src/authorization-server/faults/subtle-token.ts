import { json } from '../answer.ts'
import { isPublic } from '../clients.ts'
import { authorizationCode, checkCodeVerifierBy, refused } from '../endpoints/authorization-code.ts'
import { sameSecret } from '../endpoints/session.ts'
import type { TokenCall } from '../endpoints/token.ts'
import { errorResponse, issueAccessToken, livingToken, token, tokenResponse } from '../endpoints/token.ts'
import { Parameters } from '../parameters.ts'
import { formatScope } from '../scope.ts'
import type { Grant, Token } from '../store.ts'
import type { World } from '../world.ts'
import { isRefresh } from './client-calls.ts'
import type { Fault } from './fault.ts'
import { perWorld } from './fault.ts'

const verifiers = /^[A-Za-z0-9._~-]{43,128}$/

/** A check of code_verifier that knows other verifiers or compares otherwise. */
const checkingVerifier = (syntax: RegExp, reduce = (challenge: string) => challenge): Pick<Fault, 'authorizationCode'> => ({
  authorizationCode: { checkCodeVerifier: checkCodeVerifierBy(syntax, (one, other) => sameSecret(reduce(one), reduce(other))) },
})

const tokensOf = (grant: Grant, world: World): Token[] => [...world.store.tokens.values()].filter((one) => one.grant === grant)

/** Refuses a used code and revokes some of the tokens that came from it. */
const revokingAtReplay = (some: (tokens: Token[]) => (Token | undefined)[]): Pick<Fault, 'authorizationCode'> => ({
  authorizationCode: {
    spendCode: (call) => {
      if (!call.code.used) return authorizationCode.spendCode(call)
      for (const one of some(tokensOf(call.code.grant, call.world))) if (one) one.dead = true
      throw refused()
    },
  },
})

/** A server that gives out an access token again as long as it lives, to whom its key says that it belongs. One that clients share belongs to whoever
 *  got it last, so that what it shows does not hang on who came first. */
function sharingAccessTokens(between: 'clients' | 'users'): Pick<Fault, 'authorizationCode' | 'refreshToken'> {
  const issued = perWorld(() => new Map<string, string>())
  const keyOf = ({ client, user }: Grant) => (between === 'clients' ? user.username : client.client_id)
  const issueOrShare = async (call: TokenCall): Promise<void> => {
    const key = `${keyOf(call.grant)} ${formatScope(call.scope)}`
    const shared = livingToken(call.world, issued(call.world).get(key), 'access')
    if (!shared) await issueAccessToken(call)
    else call.accessToken = between === 'clients' ? Object.assign(shared, { grant: call.grant }) : shared
    issued(call.world).set(key, call.accessToken.value)
  }
  return { authorizationCode: { issueAccessToken: issueOrShare }, refreshToken: { issueAccessToken: issueOrShare } }
}

const withGrantType = (call: TokenCall, type: string): void => {
  call.parameters = new Parameters([...call.parameters.pairs.filter(([name]) => name !== 'grant_type'), ['grant_type', type]])
}

/** Small mistakes of the token endpoint, all but those about clients and refresh tokens. */
export const subtleTokenFaults = {
  'accepts-verifier-of-42-characters': {
    summary: 'Takes a code_verifier of 42 characters for long enough.',
    seen: 'derived: RFC 7636 4.1',
    ...checkingVerifier(/^[A-Za-z0-9._~-]{42,128}$/),
  },
  'refuses-verifier-of-128-characters': {
    summary: 'Takes a code_verifier of 128 characters, the longest that there may be, for too long.',
    seen: 'derived: RFC 7636 4.1',
    unlike: { 'limits-code-verifiers-to-64-characters': 'Only the longest of all is refused.' },
    ...checkingVerifier(/^[A-Za-z0-9._~-]{43,127}$/),
  },
  'compares-beginning-of-code-challenge': {
    summary: 'Compares 32 of the 43 characters of an S256 challenge.',
    seen: 'derived: RFC 7636 4.6',
    ...checkingVerifier(verifiers, (challenge) => challenge.slice(0, 32)),
  },
  'ignores-case-of-code-challenge': {
    summary: 'Compares code_challenge without regard to letter case.',
    seen: 'derived: RFC 7636 4.6',
    ...checkingVerifier(verifiers, (challenge) => challenge.toLowerCase()),
  },
  'forgets-challenge-after-failed-attempt': {
    summary: 'Uses code_challenge up in the first attempt to redeem a code, so that after a wrong code_verifier none is needed.',
    seen: 'derived: RFC 7636 4.6',
    unlike: { 'burns-code-at-first-attempt': 'The code survives the stranger’s attempt, and needs no verifier any more.' },
    authorizationCode: {
      checkCodeVerifier: (call) => {
        try {
          authorizationCode.checkCodeVerifier(call)
        } catch (error) {
          call.code.request.challenge = undefined
          throw error
        }
      },
    },
  },
  'accepts-empty-code-verifier': {
    summary: 'Requires that code_verifier is sent, and compares it only if something stands in it.',
    seen: 'derived: RFC 6749 3.2, RFC 7636 4.6',
    authorizationCode: {
      requireCodeVerifier: (call) =>
        call.parameters.all('code_verifier').includes('') ? undefined : authorizationCode.requireCodeVerifier(call),
    },
  },
  'redeems-code-of-public-client-twice': {
    summary: 'Marks a code as used only where the client has authenticated.',
    seen: 'derived: RFC 6749 4.1.2',
    authorizationCode: { spendCode: (call) => (isPublic(call.client) ? undefined : authorizationCode.spendCode(call)) },
  },
  'redeems-code-at-third-attempt': {
    summary: 'Forgets, as it refuses a used code and revokes its tokens, that the code was used.',
    seen: 'derived: RFC 6749 4.1.2',
    unlike: { 'redeems-code-in-parallel': 'The second redemption is refused, whenever it comes, and the third is not.' },
    authorizationCode: {
      spendCode: (call) => {
        try {
          authorizationCode.spendCode(call)
        } catch (error) {
          Object.assign(call.code, { used: false, grant: { ...call.code.grant, revoked: false } })
          throw error
        }
      },
    },
  },
  'keeps-refresh-token-of-replayed-code': {
    summary: 'Revokes at the second use of a code the access tokens of the first, and leaves the refresh token alive.',
    seen: 'derived: RFC 6749 4.1.2',
    unlike: { 'keeps-tokens-of-replayed-code': 'The access tokens die, and only the refresh token lives on.' },
    ...revokingAtReplay((tokens) => tokens.filter(({ kind }) => kind === 'access')),
  },
  'checks-client-of-code-only-when-posted': {
    summary: 'Compares the client_id in the form with that of the code, and nothing where the form has none.',
    seen: 'derived: RFC 6749 4.1.3',
    authorizationCode: {
      checkCodeClient: (call) => (call.parameters.get('client_id') === undefined ? undefined : authorizationCode.checkCodeClient(call)),
    },
  },
  'accepts-repeated-parameters-on-refresh': {
    summary: 'Looks for repeated parameters only in requests with a code.',
    seen: 'derived: RFC 6749 3.2',
    unlike: { 'accepts-repeated-refresh-token': 'Every parameter may be repeated, and only at a refresh.' },
    token: { checkRepeatedParameters: (call) => (isRefresh(call) ? undefined : token.checkRepeatedParameters(call)) },
  },
  'guesses-missing-grant-type': {
    summary: 'Knows a request with a code by its code, and needs no grant_type there.',
    seen: 'derived: RFC 6749 4.1.3',
    token: {
      readGrantType: (call) => {
        const guessed = call.parameters.get('grant_type') === undefined && call.parameters.get('code') !== undefined
        if (guessed) withGrantType(call, 'authorization_code')
        token.readGrantType(call)
      },
    },
  },
  'omits-cache-control-on-refresh': {
    summary: 'Sends the tokens of a refresh, and only these, without Cache-Control: no-store.',
    seen: 'derived: RFC 6749 5.1',
    unlike: { 'omits-cache-control': 'Redeeming a code yields it; only a refresh does not.' },
    tokenResponse: { send: (call) => (isRefresh(call) ? json(200, call.members) : tokenResponse.send(call)) },
  },
  'sends-no-cache-for-no-store': {
    summary: 'Sends tokens with Cache-Control: no-cache, which lets caches keep them.',
    seen: 'derived: RFC 6749 5.1',
    unlike: { 'omits-cache-control': 'The field is there, with a directive that allows to store.' },
    tokenResponse: { send: ({ members }) => json(200, members, { 'cache-control': 'no-cache', pragma: 'no-cache' }) },
  },
  'challenges-with-other-scheme': {
    summary: 'Answers failed Basic authentication with a challenge of the Bearer scheme.',
    seen: 'derived: RFC 6749 5.2',
    unlike: { 'answers-failed-authentication-with-400': 'The status is right, and the challenge names another scheme.' },
    errorResponse: {
      challengeClient: (call) => {
        const answer = errorResponse.challengeClient(call)
        if (answer) answer.headers['www-authenticate'] = 'Bearer realm="clients"'
        return answer
      },
    },
  },
  'omits-token-type-on-refresh': {
    summary: 'Leaves token_type out where the client knows it from the first token.',
    seen: 'derived: RFC 6749 5.1, 6',
    unlike: { 'omits-token-type': 'There no answer has a token_type; here that of a code has.' },
    tokenResponse: { describeType: (call) => (isRefresh(call) ? undefined : tokenResponse.describeType(call)) },
  },
  'sends-expires-in-in-milliseconds': {
    summary: 'Gives the lifetime of access tokens in milliseconds.',
    seen: 'derived: RFC 6749 5.1',
    unlike: { 'issues-tokens-for-a-month': 'The token lives an hour; what is told of it is wrong.' },
    tokenResponse: {
      describeLifetime: ({ accessToken, members }) => {
        members['expires_in'] = accessToken.expiresAt - accessToken.issuedAt
      },
    },
  },
  'shares-access-tokens-between-clients': {
    summary: 'Gives out the access token of a user and a scope again, to whichever client asks next.',
    seen: 'derived: RFC 6749 10.3',
    ...sharingAccessTokens('clients'),
  },
  'shares-access-tokens-between-users': {
    summary: 'Gives out the access token of a client and a scope again, whichever user the next one is for.',
    seen: 'derived: RFC 6749 10.3',
    unlike: { 'shares-access-tokens-between-clients': 'Each client has tokens of its own, and one user gets those of another.' },
    ...sharingAccessTokens('users'),
  },
} satisfies Record<string, Fault>
