import { isPublic } from '../clients.ts'
import { refreshToken } from '../endpoints/refresh-token.ts'
import { issueRefreshToken } from '../endpoints/token.ts'
import type { Token } from '../store.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

const parents = new WeakMap<Token, Token>()
const spent = new WeakSet<Token>()

/** Faults in what becomes of refresh tokens when they are used, and when they are not. */
export const refreshTokenRotationFaults = {
  'accepts-parent-of-active-refresh-token': {
    summary: 'Takes a replaced refresh token as long as its successor was not used, and gives another successor each time.',
    seen: 'derived: RFC 9700 4.14.2',
    refreshToken: {
      spendRefreshToken: (call) => {
        const parent = parents.get(call.presented)
        if (parent) spent.add(parent)
        if (!spent.has(call.presented)) call.presented.dead = false
        refreshToken.spendRefreshToken(call)
      },
      rotate: (call) => {
        refreshToken.rotate(call)
        if (call.refreshToken) parents.set(call.refreshToken, call.presented)
      },
    },
  },
  'returns-dead-refresh-token': {
    summary: 'Answers a refresh with another refresh token that is already revoked.',
    seen: 'django-oauth-toolkit issue 702',
    also: { 'revocation/requires-client-authentication': 'The refresh token that ought to survive the attempt is dead anyway.' },
    refreshToken: {
      rotate: (call) => {
        if (isPublic(call.client)) return refreshToken.rotate(call)
        issueRefreshToken(call)
        if (!call.refreshToken) return
        call.refreshToken.expiresAt = 0
        call.presented.dead = true
      },
    },
  },
  'collects-refresh-tokens-of-confidential-clients': {
    summary: 'Gives a confidential client another refresh token each time, and all of them work on.',
    seen: 'light-oauth2 issue 215',
    refreshToken: { rotate: (call) => (isPublic(call.client) ? refreshToken.rotate(call) : issueRefreshToken(call)) },
  },
  'never-expires-refresh-tokens': {
    summary: 'Writes down when a refresh token expires and never looks at it.',
    seen: 'league/oauth2-server issue 270; AWX issue 6630',
    refreshToken: { checkExpiry: skip },
  },
} satisfies Record<string, Fault>
