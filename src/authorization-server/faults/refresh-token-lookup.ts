import { isPublic } from '../clients.ts'
import { clientAuthentication } from '../endpoints/client-authentication.ts'
import { findRefreshTokenBy, refreshToken } from '../endpoints/refresh-token.ts'
import { checkRepeatedParameters } from '../endpoints/request.ts'
import type { Grant, Token } from '../store.ts'
import { credentialsOf, isRefresh } from './client-calls.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

/** A refresh token that stands for a grant and never was issued. */
const standingFor = (value: string, grant: Grant): Token => ({
  value,
  kind: 'refresh',
  grant,
  scope: grant.scope,
  issuedAt: 0,
  expiresAt: Number.POSITIVE_INFINITY,
  dead: false,
})

/** Finds the refresh token that is like what was given. */
const findAlike = (alike: (stored: string, given: string) => boolean) =>
  findRefreshTokenBy((value, { world: { store } }) =>
    [...store.tokens.values()].find((token) => token.kind === 'refresh' && alike(token.value, value)),
  )

/** Faults in who may refresh and by what. */
export const refreshTokenLookupFaults = {
  'refreshes-without-client-authentication': {
    summary: 'Asks for the client secret when a code is redeemed, and not when a token is refreshed.',
    seen: 'Coder PR 29207 (GHSA-whr4-xxrp-33vc)',
    clientAuthentication: {
      checkMethod: (call) => (isRefresh(call) ? undefined : clientAuthentication.checkMethod(call)),
      checkSecret: (call) => (isRefresh(call) ? undefined : clientAuthentication.checkSecret(call)),
    },
  },
  'refreshes-for-nobody': {
    summary: 'Checks the client of a refresh request only if the request names one.',
    seen: 'tutor-mcp issue 30',
    clientAuthentication: {
      requireCredentials: (call) => {
        const client = call.world.store.tokens.get(call.parameters.get('refresh_token') ?? '')?.grant.client
        if (call.credentials.length > 0 || !isRefresh(call) || !client) return clientAuthentication.requireCredentials(call)
        call.credentials = [credentialsOf(client)]
      },
    },
  },
  'accepts-refresh-token-of-other-client-from-public-client': {
    summary: 'Compares the client with that of the refresh token only where it has authenticated.',
    seen: 'derived: RFC 6749 6',
    refreshToken: {
      checkRefreshTokenClient: (call) => (isPublic(call.client) ? undefined : refreshToken.checkRefreshTokenClient(call)),
    },
  },
  'accepts-invented-refresh-token': {
    summary: 'Refreshes with a refresh token that it has never seen.',
    seen: 'derived: RFC 6749 6',
    refreshToken: {
      findRefreshToken: findRefreshTokenBy((value, { client, world: { scopes, store, users } }) => {
        const [user] = [...users.values()]
        return store.tokens.get(value) ?? standingFor(value, { client, user: user!, scope: new Set(scopes.slice(0, 1)), revoked: false })
      }),
    },
  },
  'compares-beginning-of-refresh-token': {
    summary: 'Compares no more than the first sixteen characters of a refresh token.',
    seen: 'derived: RFC 6749 6',
    refreshToken: { findRefreshToken: findAlike((stored, given) => stored.slice(0, 16) === given.slice(0, 16)) },
  },
  'ignores-letter-case-of-refresh-tokens': {
    summary: 'Looks refresh tokens up where letter case does not count, as in a column with the default collation.',
    seen: 'osin-mysql issue 9',
    refreshToken: { findRefreshToken: findAlike((stored, given) => stored.toLowerCase() === given.toLowerCase()) },
  },
  'accepts-access-token-as-refresh-token': {
    summary: 'Refreshes with an access token, so that a short life becomes a long one.',
    seen: 'oxAuth issue 829; grails-spring-security-rest issue 515',
    unlike: { 'accepts-code-as-refresh-token': 'Another thing that is no refresh token.' },
    refreshToken: {
      findRefreshToken: findRefreshTokenBy((value, { world: { store } }) => {
        const token = store.tokens.get(value)
        return token?.kind === 'access' ? { ...token, kind: 'refresh' } : token
      }),
    },
  },
  'refreshes-without-refresh-token': {
    summary: 'Takes the last refresh token of the client when a request has none.',
    seen: 'derived: RFC 6749 6',
    refreshToken: {
      readRefreshToken: skip,
      findRefreshToken: findRefreshTokenBy((value, { client, parameters, world: { store } }) =>
        parameters.get('refresh_token') === undefined
          ? [...store.tokens.values()].findLast((token) => token.kind === 'refresh' && token.grant.client === client)
          : store.tokens.get(value),
      ),
    },
  },
  'accepts-repeated-refresh-token': {
    summary: 'Takes the first of several refresh tokens in a request.',
    seen: 'derived: RFC 6749 3.2',
    token: {
      checkRepeatedParameters: (call) => {
        if (call.parameters.repeated().some((name) => name !== 'refresh_token')) checkRepeatedParameters(call)
      },
    },
  },
} satisfies Record<string, Fault>
