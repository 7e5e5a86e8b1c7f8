import { json, noStore } from '../answer.ts'
import { walk } from '../world.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

/** What is wrong with what the server tells of tokens, and whom. */
export const introspectionFaults = {
  'reports-any-token-active': {
    summary: 'Reports every token as active, known or not.',
    seen: 'derived: RFC 7662 2.2',
    introspection: {
      checkEntitled: skip,
      checkActive: ({ token }) => (token ? undefined : json(200, { active: true }, noStore)),
    },
  },
  'introspects-without-authentication': {
    summary: 'Tells anybody what a token is good for.',
    seen: 'derived: RFC 7662 2.1',
    introspection: {
      authenticateClient: (call) => (call.authorizations.length > 0 ? walk('clientAuthentication', call) : undefined),
      refusePublicClient: skip,
      checkEntitled: skip,
    },
  },
  'introspects-tokens-of-other-clients': {
    summary: 'Tells every client about the tokens of all others.',
    seen: 'derived: RFC 7662 4',
    introspection: { checkEntitled: skip },
  },
} satisfies Record<string, Fault>
