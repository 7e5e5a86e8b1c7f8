import { SignJWT } from 'jose'
import { introspection } from '../endpoints/introspection.ts'
import type { TokenCall } from '../endpoints/token.ts'
import { issueAccessToken, issueRefreshToken, tokenResponse } from '../endpoints/token.ts'
import type { Token } from '../store.ts'
import { unguessable } from '../store.ts'
import type { World } from '../world.ts'
import type { Fault } from './fault.ts'

/** Gives a token another value. */
function renamed({ world }: TokenCall, token: Token, value: string): void {
  world.store.tokens.delete(token.value)
  token.value = value
  world.store.tokens.set(value, token)
}

/** Both grants, with access tokens of other values. */
function accessTokensLike(make: (call: TokenCall) => string | Promise<string>) {
  const issue = async (call: TokenCall): Promise<void> => {
    await issueAccessToken(call)
    renamed(call, call.accessToken, await make(call))
  }
  return { authorizationCode: { issueAccessToken: issue }, refreshToken: { issueAccessToken: issue } }
}

const remembered = new WeakMap<World, Map<string, string>>()

/** The first value that was made under a key, in one world. */
function firstOf({ world }: TokenCall, key: string, value: string): string {
  const known = remembered.get(world) ?? new Map<string, string>()
  remembered.set(world, known)
  if (!known.has(key)) known.set(key, value)
  return known.get(key)!
}

const counted = (call: TokenCall): string => {
  const next = Number(firstOf(call, 'count', '0')) + 1
  remembered.get(call.world)!.set('count', String(next))
  return `at_${String(next).padStart(16, '0')}`
}
const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** An access token for another audience, or for none. */
const forAudience = async ({ accessToken, world }: TokenCall, audience: string | undefined): Promise<string> => {
  const jwt = new SignJWT({ scope: [...accessToken.scope].join(' '), client_id: accessToken.grant.client.client_id })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: world.key.public.kid! })
    .setIssuer(world.issuer)
    .setSubject(accessToken.grant.user.username)
    .setIssuedAt(accessToken.issuedAt / 1000)
    .setExpirationTime(accessToken.expiresAt / 1000)
    .setJti(unguessable())
  return (audience === undefined ? jwt : jwt.setAudience(audience)).sign(world.key.private)
}
const withoutAudienceShown: typeof introspection.describe = (call) => {
  introspection.describe(call)
  delete call.members['aud']
}

const month = 30 * 86_400
const longLived = async (call: TokenCall): Promise<void> => {
  const issuing = { ...call, world: { ...call.world, lifetimes: { ...call.world.lifetimes, access_token: month } } }
  await issueAccessToken(issuing)
  call.accessToken = issuing.accessToken
}

/** What is wrong with the tokens themselves. */
export const tokenValueFaults = {
  'issues-tokens-with-spaces': {
    summary: 'Issues access tokens with a space in them.',
    seen: 'derived: RFC 6750 2.1',
    ...accessTokensLike(({ accessToken }) => `token ${accessToken.value}`),
  },
  'issues-tokens-with-bars': {
    summary: 'Issues access tokens with a bar in them.',
    seen: 'Laravel Sanctum, whose tokens begin with a number and a bar',
    unlike: { 'issues-tokens-with-spaces': 'Another character that no header can carry.' },
    ...accessTokensLike(({ accessToken }) => `42|${accessToken.value}`),
  },
  'issues-sequential-access-tokens': {
    summary: 'Counts access tokens.',
    seen: 'derived: RFC 6749 10.10',
    ...accessTokensLike(counted),
  },
  'issues-short-access-tokens': {
    summary: 'Issues access tokens of 64 random bits.',
    seen: 'derived: RFC 6749 10.10',
    unlike: { 'issues-sequential-access-tokens': 'They are random, but there are few of them.' },
    ...accessTokensLike(() => Buffer.from(unguessable(), 'base64url').toString('hex').slice(0, 16)),
  },
  'issues-short-refresh-tokens': {
    summary: 'Issues refresh tokens of 64 random bits.',
    seen: 'derived: RFC 6749 10.10',
    unlike: { 'issues-sequential-access-tokens': 'The access tokens are sound; the refresh tokens can be guessed.' },
    authorizationCode: {
      issueRefreshToken: (call) => {
        issueRefreshToken(call)
        if (call.refreshToken) renamed(call, call.refreshToken, Buffer.from(unguessable(), 'base64url').toString('hex').slice(0, 16))
      },
    },
  },
  'issues-unsigned-access-tokens': {
    summary: 'Issues access tokens in JWT with the algorithm "none".',
    seen: 'derived: RFC 6749 10.3, RFC 7519 6',
    unlike: { 'issues-sequential-access-tokens': 'They cannot be guessed from others, but anybody can write one.' },
    ...accessTokensLike(
      ({ accessToken }) => `${base64url({ alg: 'none' })}.${base64url({ jti: unguessable(), iat: accessToken.issuedAt })}.`,
    ),
  },
  'issues-tokens-for-a-month': {
    summary: 'Issues access tokens for thirty days.',
    seen: 'derived: RFC 6750 5.3',
    authorizationCode: { issueAccessToken: longLived },
    refreshToken: { issueAccessToken: longLived },
  },
  'issues-tokens-for-longer-than-it-says': {
    summary: 'Says that an access token lives ten minutes, and issues it for thirty days.',
    seen: 'derived: RFC 6749 5.1, RFC 6750 5.3',
    also: { 'bearer-token/rejects-expired-tokens': 'What should have expired has not.' },
    authorizationCode: { issueAccessToken: longLived },
    tokenResponse: {
      describeLifetime: (call) => {
        tokenResponse.describeLifetime(call)
        call.members['expires_in'] = 600
      },
    },
  },
  'issues-tokens-without-audience': {
    summary: 'Issues access tokens that any resource server may take.',
    seen: 'derived: RFC 9700 2.3',
    ...accessTokensLike((call) => forAudience(call, undefined)),
    introspection: { describe: withoutAudienceShown },
  },
  'issues-tokens-for-any-audience': {
    summary: 'Issues access tokens for the audience "*".',
    seen: 'derived: RFC 9700 2.3',
    unlike: { 'issues-tokens-without-audience': 'An audience is named, and everybody is in it.' },
    ...accessTokensLike((call) => forAudience(call, '*')),
  },
} satisfies Record<string, Fault>
