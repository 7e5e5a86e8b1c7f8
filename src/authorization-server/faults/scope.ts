import { OAuthError } from '../answer.ts'
import { authorization, readScopeBy } from '../endpoints/authorization.ts'
import { formatScope, parseScope } from '../scope.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

export const scopeFaults = {
  'grants-unknown-scope': {
    summary: 'Grants scopes that do not exist.',
    seen: 'derived: RFC 6749 4.1.2.1',
    authorization: {
      checkScopeExists: skip,
      checkScopeOfClient: (call) => {
        const scope = new Set([...call.scope].filter((token) => call.world.scopes.includes(token)))
        authorization.checkScopeOfClient({ ...call, scope })
      },
    },
  },
  'grants-scope-beyond-client': {
    summary: 'Grants scopes that the client is not registered for.',
    seen: 'CVE-2024-52287 (authentik)',
    authorization: { checkScopeOfClient: skip },
  },
  'widens-scope-at-token-endpoint': {
    summary: 'Adds the scopes that the token request names to those that the user granted.',
    seen: 'derived: RFC 6749 3.3, 4.1.3',
    authorizationCode: {
      decideScope: (call) => {
        call.scope = new Set([...call.grant.scope, ...(parseScope(call.parameters.get('scope') ?? '') ?? [])])
      },
    },
  },
  'widens-scope-on-refresh': {
    summary: 'Grants at refresh whatever scope is asked for.',
    seen: 'derived: RFC 6749 6',
    refreshToken: { checkScope: skip },
  },
  'omits-changed-scope': {
    summary: 'Does not tell the client that it got less than it asked for.',
    seen: 'derived: RFC 6749 3.3, 5.1',
    tokenResponse: { describeScope: skip },
  },
  'compares-scope-in-order': {
    summary: 'Looks for the requested scope as a text within the registered one, so that order matters.',
    seen: 'openshift/osin pull request 159',
    authorization: {
      checkScopeOfClient: ({ client, scope, world }) => {
        if (!(client.scope ?? world.scopes.join(' ')).includes(formatScope(scope))) throw new OAuthError('invalid_scope', 'not registered')
      },
    },
  },
  'ignores-case-of-scope': {
    summary: 'Takes READ for read.',
    seen: 'derived: RFC 6749 3.3',
    authorization: { readScope: readScopeBy((text) => parseScope(text.toLowerCase())) },
  },
  'ignores-narrowed-consent': {
    summary: 'Grants all that was asked for, whatever the user ticked.',
    seen: 'derived: RFC 6749 3.3',
    consent: { narrowScope: skip },
  },
  'splits-scope-at-commas': {
    summary: 'Takes commas for separators of scopes too.',
    seen: 'derived: RFC 6749 3.3',
    authorization: { readScope: readScopeBy((text) => parseScope(text.replaceAll(/, ?/g, ' '))) },
  },
} satisfies Record<string, Fault>
