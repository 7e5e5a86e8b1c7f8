import { OAuthError } from '../answer.ts'
import { isPublic } from '../clients.ts'
import type { ClientCall } from '../endpoints/client-authentication.ts'
import { checkSecretBy, clientAuthentication, readBasicCredentialsBy } from '../endpoints/client-authentication.ts'
import { introspection } from '../endpoints/introspection.ts'
import { refreshToken } from '../endpoints/refresh-token.ts'
import { revocation } from '../endpoints/revocation.ts'
import { sameSecret } from '../endpoints/session.ts'
import type { TokenCall } from '../endpoints/token.ts'
import { issueAccessToken } from '../endpoints/token.ts'
import { formatScope } from '../scope.ts'
import type { Token } from '../store.ts'
import { perWorld } from './authorization-code.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

const rememberedFor = 60_000
const authenticatedUntil = perWorld(() => new Map<string, number>())

const isRefresh = ({ parameters }: ClientCall): boolean => parameters.get('grant_type') === 'refresh_token'

const isUnauthenticatedRefresh = (call: ClientCall): boolean => isRefresh(call) && call.credentials[0]!.method === 'none'

/** The refresh tokens of a family in the order in which they were issued. */
const familyOf = ({ grant, world }: TokenCall): Token[] =>
  [...world.store.tokens.values()].filter((token) => token.kind === 'refresh' && token.grant === grant)

const hasNoScope = ({ parameters }: TokenCall): boolean => parameters.get('scope') === undefined

/** Small mistakes in who a client is. */
const clientFaults = {
  'decodes-basic-credentials-as-uri': {
    summary: 'Decodes Basic credentials as parts of a URI, where a plus sign does not mean a space.',
    seen: 'derived: RFC 6749 2.3.1, appendix B',
    clientAuthentication: { readBasicCredentials: readBasicCredentialsBy(/^basic +([A-Za-z0-9+/]+={0,2})$/i, decodeURIComponent) },
  },
  'trims-client-secret': {
    summary: 'Drops white space around the client secret before it compares.',
    seen: 'derived: RFC 6749 2.3.1',
    clientAuthentication: { checkSecret: checkSecretBy((expected, given) => sameSecret(expected, given.trim())) },
  },
  'truncates-client-secret': {
    summary: 'Compares the first 24 characters of client secrets, as many as its column holds.',
    seen: 'derived: RFC 6749 2.3.1',
    clientAuthentication: { checkSecret: checkSecretBy((expected, given) => sameSecret(expected.slice(0, 24), given.slice(0, 24))) },
  },
  'remembers-authenticated-client': {
    summary: 'Does not compare the secret of a client that has authenticated within the last minute.',
    seen: 'derived: RFC 6749 3.2.1',
    clientAuthentication: {
      checkSecret: (call) => {
        const { client, world } = call
        const until = authenticatedUntil(world).get(client.client_id) ?? 0
        if (until < world.clock.now()) clientAuthentication.checkSecret(call)
        authenticatedUntil(world).set(client.client_id, world.clock.now() + rememberedFor)
      },
    },
  },
  'accepts-any-client-secret-on-refresh': {
    summary: 'Compares client secrets where a code is redeemed, and not where a token is refreshed.',
    seen: 'better-auth pull request 9576; coder pull request 29207',
    clientAuthentication: { checkSecret: (call) => (isRefresh(call) ? undefined : clientAuthentication.checkSecret(call)) },
  },
  'accepts-missing-client-authentication-on-refresh': {
    summary: 'Takes a confidential client at its word when it refreshes a token without authenticating.',
    seen: 'giantswarm/mcp-oauth issue 178; RFC 6749 6',
    clientAuthentication: {
      checkMethod: (call) => (isUnauthenticatedRefresh(call) ? undefined : clientAuthentication.checkMethod(call)),
      checkSecret: (call) => (isUnauthenticatedRefresh(call) ? undefined : clientAuthentication.checkSecret(call)),
    },
  },
  'acts-for-posted-client-id': {
    summary: 'Authenticates the client that Basic names, and then acts for the one that client_id in the form names.',
    seen: 'derived: RFC 6749 2.3, 3.2.1',
    clientAuthentication: {
      checkOneName: skip,
      checkSecret: (call) => {
        clientAuthentication.checkSecret(call)
        call.client = call.world.clients.get(call.parameters.get('client_id') ?? '') ?? call.client
      },
    },
  },
} satisfies Record<string, Fault>

/** Small mistakes in the use of refresh tokens. */
const refreshFaults = {
  'compares-refresh-token-expiry-in-seconds': {
    summary: 'Compares the expiry of refresh tokens, in milliseconds, with a time in seconds, so that they never expire.',
    seen: 'derived: RFC 9700 4.14.2',
    refreshToken: {
      checkExpiry: (call) => {
        if (call.presented.expiresAt <= call.world.clock.now() / 1000) refreshToken.checkExpiry(call)
      },
    },
  },
  'detects-reuse-of-last-refresh-token-only': {
    summary: 'Revokes the family when the refresh token before the living one comes again, and only refuses those before it.',
    seen: 'derived: RFC 9700 4.14.2',
    refreshToken: {
      spendRefreshToken: (call) => {
        const forgotten = call.presented.dead && familyOf(call).at(-2) !== call.presented
        if (forgotten) throw new OAuthError('invalid_grant', 'the refresh token is not valid')
        refreshToken.spendRefreshToken(call)
      },
    },
  },
  'accepts-rotated-refresh-token-until-next-is-used': {
    summary: 'Refuses a refresh token only once the one that replaced it was used.',
    seen: 'derived: RFC 9700 4.14.2',
    refreshToken: {
      spendRefreshToken: (call) => {
        const family = familyOf(call)
        const laterAreUnused = family.slice(family.indexOf(call.presented) + 1).every(({ dead }) => !dead)
        if (!call.presented.dead || !laterAreUnused) refreshToken.spendRefreshToken(call)
      },
    },
  },
  'does-not-rotate-when-scope-is-named': {
    summary: 'Replaces the refresh token of a public client only where the request has no scope.',
    seen: 'derived: RFC 9700 2.2.2, 4.14.2',
    refreshToken: {
      spendRefreshToken: (call) => {
        if (call.presented.dead || hasNoScope(call)) refreshToken.spendRefreshToken(call)
      },
    },
  },
  'accepts-refresh-token-from-public-client': {
    summary: 'Compares the client with that of the refresh token only where it has authenticated.',
    seen: 'derived: RFC 6749 6, 10.4',
    refreshToken: { checkRefreshTokenClient: (call) => (isPublic(call.client) ? undefined : refreshToken.checkRefreshTokenClient(call)) },
  },
  'accepts-access-token-as-refresh-token': {
    summary: 'Refreshes with an access token too.',
    seen: 'derived: RFC 6749 1.5, 6',
    refreshToken: {
      findRefreshToken: (call) => {
        const found = call.world.store.tokens.get(call.parameters.get('refresh_token')!)
        if (found?.kind === 'access') Object.assign(call, { presented: found, grant: found.grant })
        else refreshToken.findRefreshToken(call)
      },
    },
  },
  'narrows-grant-on-refresh': {
    summary: 'Takes a narrower scope of one refresh for the scope of all later ones.',
    seen: 'derived: RFC 6749 6; AspNet.Security.OpenIdConnect.Server pull request 261',
    refreshToken: {
      issueAccessToken: async (call) => {
        await issueAccessToken(call)
        call.grant.scope = call.scope
      },
    },
  },
  'grants-all-of-client-on-refresh-without-scope': {
    summary: 'Takes a refresh without scope for one that asks for all that the client is registered for.',
    seen: 'derived: RFC 6749 6',
    refreshToken: {
      readScope: (call) => {
        refreshToken.readScope(call)
        if (hasNoScope(call)) call.scope = new Set(call.client.scope?.split(' ') ?? call.world.scopes)
      },
      checkScope: (call) => (hasNoScope(call) ? undefined : refreshToken.checkScope(call)),
    },
  },
  'looks-for-scope-as-text-on-refresh': {
    summary: 'Looks on refresh for each scope as a text within those that were granted, so that a part of a name passes.',
    seen: 'derived: RFC 6749 6',
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
