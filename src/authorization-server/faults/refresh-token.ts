import { OAuthError } from '../answer.ts'
import { isPublic } from '../clients.ts'
import { findRefreshTokenBy, refreshToken } from '../endpoints/refresh-token.ts'
import { issueRefreshToken } from '../endpoints/token.ts'
import { meet } from './authorization-code.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

const refused = (): OAuthError => new OAuthError('invalid_grant', 'the refresh token is not valid')

export const refreshTokenFaults = {
  'keeps-rotated-refresh-token-alive': {
    summary: 'Gives a public client another refresh token and lets it use the old one too.',
    seen: 'derived: RFC 9700 4.14.2',
    refreshToken: { spendRefreshToken: skip, rotate: (call) => (isPublic(call.client) ? issueRefreshToken(call) : undefined) },
  },
  'does-not-rotate-refresh-tokens': {
    summary: 'Lets a public client use one refresh token again and again.',
    seen: 'derived: RFC 9700 2.2.2',
    refreshToken: { spendRefreshToken: skip },
  },
  'keeps-family-of-reused-refresh-token': {
    summary: 'Refuses a refresh token that was replaced and leaves its successors alive, though one of two users is a thief.',
    seen: 'derived: RFC 9700 4.14.2',
    unlike: { 'does-not-rotate-refresh-tokens': 'Tokens are replaced; a second use of one ends nothing.' },
    refreshToken: {
      spendRefreshToken: (call) => {
        if (call.presented.dead) throw refused()
        refreshToken.spendRefreshToken(call)
      },
    },
  },
  'rotates-refresh-token-in-parallel': {
    summary: 'Looks whether a refresh token is used, does something else, and only then marks it.',
    seen: 'CVE-2026-1035 (Keycloak)',
    refreshToken: {
      spendRefreshToken: async (call) => {
        if (call.presented.dead) return refreshToken.spendRefreshToken(call)
        await meet(call, call.presented)
        if (isPublic(call.client)) call.presented.dead = true
      },
    },
  },
  'accepts-refresh-token-of-other-client': {
    summary: 'Does not ask which client a refresh token was issued to.',
    seen: 'MITREid Connect issue 735; Frappe issue 41534',
    refreshToken: { checkRefreshTokenClient: skip },
  },
  'refresh-token-is-refused-always': {
    summary: 'Issues refresh tokens that it never accepts.',
    seen: 'derived: RFC 6749 6',
    refreshToken: {
      findRefreshToken: () => {
        throw refused()
      },
    },
  },
  'accepts-code-as-refresh-token': {
    summary: 'Takes an authorization code for a refresh token.',
    seen: 'derived: RFC 6749 6',
    refreshToken: {
      findRefreshToken: findRefreshTokenBy((value, { world: { store, clock } }) => {
        const code = store.codes.get(value)
        if (!code) return store.tokens.get(value)
        return {
          value,
          kind: 'refresh',
          grant: code.grant,
          scope: code.grant.scope,
          issuedAt: clock.now(),
          expiresAt: Number.POSITIVE_INFINITY,
          dead: false,
        }
      }),
    },
  },
} satisfies Record<string, Fault>
