import { refreshToken } from '../endpoints/refresh-token.ts'
import type { Scope } from '../scope.ts'
import { parseScope } from '../scope.ts'
import type { Grant } from '../store.ts'
import type { Fault } from './fault.ts'

const narrowed = new WeakMap<Grant, Scope>()

/** Faults in the scope of a refreshed token. */
export const refreshTokenScopeFaults = {
  'refreshes-to-default-scope': {
    summary: 'Gives a refreshed token the default scope when the request names none.',
    seen: 'oauth2app issue 51',
    refreshToken: {
      readScope: (call) => {
        refreshToken.readScope(call)
        if (call.parameters.get('scope') === undefined) call.scope = new Set(call.world.scopes.slice(0, 1))
      },
    },
  },
  'refreshes-to-all-scopes-of-client': {
    summary: 'Gives a refreshed token whatever the client may ask for when the request names no scope.',
    seen: 'Coder PR 28751, on what PR 28237 mended',
    refreshToken: {
      checkScope: (call) => {
        if (call.parameters.get('scope') !== undefined) return refreshToken.checkScope(call)
        call.scope = parseScope(call.client.scope ?? '') ?? new Set(call.world.scopes)
      },
    },
  },
  'narrows-refresh-token-with-access-token': {
    summary: 'Lets the refresh token shrink with the access token that was asked for.',
    seen: 'Doorkeeper issue 1771; league/oauth2-server issue 1117',
    refreshToken: {
      readScope: (call) => {
        refreshToken.readScope(call)
        const all = narrowed.get(call.grant)
        if (all && call.parameters.get('scope') === undefined) call.scope = all
        else narrowed.set(call.grant, call.scope)
      },
    },
  },
  'takes-scope-of-code-beside-refresh-token': {
    summary: 'Reads the scope of a refreshed token from the grant of a code that stands in the request.',
    seen: 'PostHog PR 49163',
    refreshToken: {
      checkScope: (call) => {
        const code = call.world.store.codes.get(call.parameters.get('code') ?? '')
        if (code?.grant.client === call.client) call.scope = code.grant.scope
        else refreshToken.checkScope(call)
      },
    },
  },
} satisfies Record<string, Fault>
