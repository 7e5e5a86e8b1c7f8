import { json, noStore } from '../answer.ts'
import { isPublic } from '../clients.ts'
import { introspection } from '../endpoints/introspection.ts'
import { livingToken } from '../endpoints/token.ts'
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
  'lets-public-clients-introspect': {
    summary: 'Tells whoever knows the client_id of a public client about the tokens of that client.',
    seen: 'oidc-provider and Okta, by choice; RFC 7662 2.1',
    introspection: { refusePublicClient: skip },
  },
  'lets-public-clients-introspect-anything': {
    summary: 'Tells whoever knows the client_id of a public client about every token.',
    seen: 'derived: RFC 7662 2.1, 4',
    unlike: { 'lets-public-clients-introspect': 'The tokens of confidential clients are told of too.' },
    introspection: {
      refusePublicClient: skip,
      checkEntitled: (call) => (isPublic(call.client) ? undefined : introspection.checkEntitled(call)),
    },
  },
  'reports-expired-tokens-active': {
    summary: 'Does not ask how old a token is that it introspects.',
    seen: 'derived: RFC 7662 4',
    introspection: {
      checkActive: ({ token }) => (token && !token.dead && !token.grant.revoked ? undefined : json(200, { active: false }, noStore)),
    },
  },
  'says-more-of-inactive-tokens': {
    summary: 'Tells of a token that has ended whose it was and what it opened.',
    seen: 'derived: RFC 7662 2.2',
    unlike: { 'reports-expired-tokens-active': 'The token is called inactive, with all that it was beside that.' },
    introspection: {
      respond: (call) => {
        const answer = introspection.respond(call)
        return livingToken(call.world, call.token!.value, 'access', 'refresh')
          ? answer
          : json(200, { ...call.members, active: false }, noStore)
      },
      checkActive: ({ token }) => (token ? undefined : json(200, { active: false }, noStore)),
    },
  },
} satisfies Record<string, Fault>
