import { json, noStore, OAuthError } from '../answer.ts'
import type { ClientCall } from '../endpoints/client-authentication.ts'
import { clientAuthentication } from '../endpoints/client-authentication.ts'
import { introspection } from '../endpoints/introspection.ts'
import { refreshToken } from '../endpoints/refresh-token.ts'
import { revocation } from '../endpoints/revocation.ts'
import type { TokenCall } from '../endpoints/token.ts'
import { errorResponse } from '../endpoints/token.ts'
import { formatScope } from '../scope.ts'
import type { Token } from '../store.ts'
import { isRefresh } from './client-calls.ts'
import type { Fault } from './fault.ts'
import { perWorld } from './fault.ts'

const rememberedFor = 60_000
const authenticatedUntil = perWorld(() => new Map<string, number>())

/** The refresh tokens of a family in the order in which they were issued. */
const familyOf = ({ grant, world }: TokenCall): Token[] =>
  [...world.store.tokens.values()].filter((token) => token.kind === 'refresh' && token.grant === grant)

const hasNoScope = ({ parameters }: TokenCall): boolean => parameters.get('scope') === undefined

/** Small mistakes in who a client is. */
const clientFaults = {
  'remembers-authenticated-client': {
    summary: 'Does not compare the secret of a client that has authenticated within the last minute.',
    seen: 'derived: RFC 6749 3.2.1',
    unlike: { 'accepts-any-client-secret': 'A wrong secret works only behind a right one.' },
    also: {
      'client-authentication': 'A client that authenticated a moment ago gets in with any secret.',
      introspection: 'The same at introspection.',
      'refresh-token': 'The same at a refresh.',
      revocation: 'The same at revocation.',
    },
    clientAuthentication: {
      checkSecret: (call) => {
        const { client, world } = call
        if ((authenticatedUntil(world).get(client.client_id) ?? 0) > world.clock.now()) return
        clientAuthentication.checkSecret(call)
        authenticatedUntil(world).set(client.client_id, world.clock.now() + rememberedFor)
      },
    },
  },
  'challenges-known-clients-only': {
    summary: 'Answers Basic authentication of a client that it does not know with 401 and no challenge.',
    seen: 'derived: RFC 6749 5.2',
    unlike: { 'tells-unknown-clients-from-wrong-secrets': 'What tells them apart is the challenge, not the words.' },
    errorResponse: {
      challengeClient: (call) => {
        const known = (call as Partial<ClientCall>).client !== undefined || call.error.code !== 'invalid_client'
        return known ? errorResponse.challengeClient(call) : json(401, call.members, noStore)
      },
    },
  },
  'accepts-any-client-secret-on-refresh': {
    summary: 'Compares client secrets where a code is redeemed, and not where a token is refreshed.',
    seen: 'better-auth pull request 9576; coder pull request 29207',
    clientAuthentication: { checkSecret: (call) => (isRefresh(call) ? undefined : clientAuthentication.checkSecret(call)) },
  },
} satisfies Record<string, Fault>

/** Small mistakes in the use of refresh tokens. */
const refreshFaults = {
  'detects-reuse-of-last-refresh-token-only': {
    summary: 'Revokes the family when the refresh token before the living one comes again, and only refuses those before it.',
    seen: 'derived: RFC 9700 4.14.2',
    unlike: { 'does-not-rotate-refresh-tokens': 'Tokens are replaced; only the second use of older ones ends nothing.' },
    refreshToken: {
      spendRefreshToken: (call) => {
        const forgotten = call.presented.dead && familyOf(call).at(-2) !== call.presented
        if (forgotten) throw new OAuthError('invalid_grant', 'the refresh token is not valid')
        refreshToken.spendRefreshToken(call)
      },
    },
  },
  'does-not-rotate-when-scope-is-named': {
    summary: 'Replaces the refresh token of a public client only where the request has no scope.',
    seen: 'derived: RFC 9700 2.2.2, 4.14.2',
    unlike: {
      'does-not-rotate-refresh-tokens': 'Only a request with a scope keeps its token.',
      'keeps-family-of-reused-refresh-token': 'There each refresh rotates; here one that names its scope does not.',
    },
    refreshToken: {
      spendRefreshToken: (call) => {
        if (call.presented.dead || hasNoScope(call)) refreshToken.spendRefreshToken(call)
      },
    },
  },
  'minds-order-of-scope-on-refresh': {
    summary: 'Looks on refresh for the whole scope within the one that was granted, so that order matters.',
    seen: 'derived: RFC 6749 3.3, 6',
    refreshToken: {
      checkScope: (call) => {
        const inOrder = ` ${formatScope(call.grant.scope)} `.includes(` ${formatScope(call.scope)} `)
        if (!inOrder) throw new OAuthError('invalid_scope', 'more than was granted')
      },
    },
  },
  'looks-for-scope-as-text-on-refresh': {
    summary: 'Looks on refresh for each scope as a text within those that were granted, so that a part of a name passes.',
    seen: 'derived: RFC 6749 6',
    unlike: { 'widens-scope-on-refresh': 'There any scope is added; here only a part of the name of a granted one.' },
    refreshToken: {
      checkScope: (call) => {
        const granted = formatScope(call.grant.scope)
        if (![...call.scope].every((token) => granted.includes(token))) refreshToken.checkScope(call)
      },
    },
  },
  'reports-granted-scope-on-refresh': {
    summary: 'Tells a client that asked for less on refresh of all that was granted.',
    seen: 'derived: RFC 6749 5.1',
    unlike: {
      'narrows-refresh-token-with-access-token': 'There the next token is too narrow; here the response names more than the token has.',
    },
    tokenResponse: {
      describeScope: ({ grant, members }) => {
        members['scope'] = formatScope(grant.scope)
      },
    },
  },
} satisfies Record<string, Fault>

/** Small mistakes where tokens are asked about and revoked. */
const aboutTokenFaults = {
  'keeps-access-tokens-of-revoked-refresh-token': {
    summary: 'Revokes a refresh token and leaves the access tokens of its grant alive.',
    seen: 'derived: RFC 7009 2.1',
    revocation: {
      revoke: ({ token }) => {
        if (token) token.dead = true
      },
    },
  },
  'trusts-token-type-hint': {
    summary: 'Looks for a token to revoke only among those of the kind that the hint names.',
    seen: 'spring-authorization-server issue 175',
    revocation: {
      findToken: (call) => {
        revocation.findToken(call)
        const hint = call.parameters.get('token_type_hint') ?? ''
        if (/^(access|refresh)_token$/.test(hint) && hint !== `${call.token?.kind}_token`) call.token = undefined
      },
    },
  },
  'revokes-without-checking-secret': {
    summary: 'Compares client secrets at the token endpoint, and not at the revocation endpoint.',
    seen: 'coder pull request 29207; RFC 7009 2.1',
    clientAuthentication: { checkSecret: (call) => (call.path === '/revoke' ? undefined : clientAuthentication.checkSecret(call)) },
  },
  'reports-tokens-of-revoked-grant-active': {
    summary: 'Knows at introspection which tokens were revoked, and not which grants.',
    seen: 'derived: RFC 7662 2.2',
    unlike: {
      'keeps-access-tokens-of-revoked-refresh-token':
        'A resource that knows of the grant refuses such a token; here introspection alone errs.',
    },
    introspection: {
      checkActive: (call) => {
        const { token, world } = call
        const orphaned = token?.grant.revoked && !token.dead && token.expiresAt > world.clock.now()
        return orphaned ? undefined : introspection.checkActive(call)
      },
    },
  },
} satisfies Record<string, Fault>

/** Small mistakes about clients, refresh tokens, and tokens that are asked about. */
export const subtleRefreshFaults = { ...clientFaults, ...refreshFaults, ...aboutTokenFaults } satisfies Record<string, Fault>
