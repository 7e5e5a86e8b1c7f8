import { authorizationCode } from '../endpoints/authorization-code.ts'
import { approval } from '../endpoints/consent.ts'
import { tokenResponse } from '../endpoints/token.ts'
import type { Scope } from '../scope.ts'
import { formatScope, parseScope } from '../scope.ts'
import type { Grant } from '../store.ts'
import type { Fault } from './fault.ts'

/** What was asked for when a grant was made, whatever the user then allowed. */
const requested = new WeakMap<Grant, Scope>()
const earlier = new WeakMap<object, Set<string>>()

/** Faults about which grant a token's scope comes from. */
export const scopeGrantFaults = {
  'widens-up-to-the-requested-scope': {
    summary: 'Compares a scope in the token request with what was asked for, and not with what the user allowed.',
    seen: 'derived: RFC 6749 3.3',
    approval: {
      recordGrant: (call) => {
        approval.recordGrant(call)
        requested.set(call.grant, call.interaction.request?.scope ?? call.scope)
      },
    },
    authorizationCode: {
      decideScope: (call) => {
        authorizationCode.decideScope(call)
        const asked = parseScope(call.parameters.get('scope') ?? '')
        const limit = requested.get(call.grant)
        if (asked && limit && [...asked].every((token) => limit.has(token))) call.scope = asked
      },
    },
  },
  'takes-scope-from-consent-form': {
    summary: 'Grants whatever scopes the consent form brings.',
    seen: 'derived: RFC 6749 3.3',
    consent: {
      narrowScope: (call) => {
        call.scope = new Set(call.parameters.all('scope'))
      },
    },
  },
  'adds-scopes-of-earlier-consent': {
    summary: 'Adds to a token what the user allowed the client before, and names only what was asked for.',
    seen: 'derived: RFC 6749 3.3, 5.1',
    also: {
      scope: 'Whatever the client got before is in every later token.',
      'bearer-token/requires-the-scope-of-the-resource': 'A token that should lack a scope has it.',
    },
    authorizationCode: {
      decideScope: (call) => {
        const { client, user, scope } = call.grant
        const all = earlier.get(call.world) ?? new Set<string>()
        const key = (token: string) => `${client.client_id} ${user.username} ${token}`
        for (const token of scope) all.add(key(token))
        earlier.set(call.world, all)
        call.scope = new Set(call.world.scopes.filter((token) => all.has(key(token))))
      },
    },
    tokenResponse: {
      describeScope: (call) => {
        tokenResponse.describeScope(call)
        if (call.parameters.get('grant_type') === 'authorization_code') call.members['scope'] = formatScope(call.grant.scope)
      },
    },
  },
} satisfies Record<string, Fault>
