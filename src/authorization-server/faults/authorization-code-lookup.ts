import { authorizationCode, findCodeBy, refused } from '../endpoints/authorization-code.ts'
import { mintCodeBy } from '../endpoints/consent.ts'
import type { TokenCall } from '../endpoints/token.ts'
import { livingToken } from '../endpoints/token.ts'
import type { Code, Grant } from '../store.ts'
import { unguessable } from '../store.ts'
import type { Fault } from './fault.ts'

/** A code that stands for a grant and agrees with whatever the request says. */
const codeFor = (grant: Grant, { parameters }: TokenCall): Code => ({
  value: parameters.get('code')!,
  grant,
  request: { redirectUri: parameters.get('redirect_uri') ?? '', redirectUriSent: false, challenge: undefined },
  expiresAt: Number.POSITIVE_INFINITY,
  used: false,
})

/** How a code names its client behind the dot. */
const nameIn = (client_id: string): string => Buffer.from(client_id).toString('base64url')

/** Names under which token requests of other grants, or of no standard, speak of a user (RFC 6749 4.3.2). */
const userNames = ['username', 'user', 'user_id', 'sub', 'login_hint']

/** Faults in how a code is found and what it is taken to stand for. */
export const authorizationCodeLookupFaults = {
  'redeems-code-for-client-that-it-names': {
    summary: 'Believes the client that stands in the code itself, which whoever has the code can exchange.',
    seen: 'CVE-2026-16089 (Keycloak)',
    approval: { mintCode: mintCodeBy(({ client }) => `${unguessable()}.${nameIn(client.client_id)}`) },
    authorizationCode: {
      findCode: findCodeBy((value, { store }) =>
        [...store.codes.values()].find((code) => code.value.split('.')[0] === value.split('.')[0]),
      ),
      checkCodeClient: ({ client, parameters }) => {
        if (parameters.get('code')?.split('.')[1] !== nameIn(client.client_id)) throw refused()
      },
    },
  },
  'ignores-letter-case-of-codes': {
    summary: 'Looks codes up where letter case does not count, as in a column with the default collation.',
    seen: 'OpenIddict PR 583; zfr-oauth2-server PR 4',
    authorizationCode: {
      findCode: findCodeBy((value, { store }) =>
        [...store.codes.values()].find((code) => code.value.toLowerCase() === value.toLowerCase()),
      ),
    },
  },
  'accepts-token-as-code': {
    summary: 'Looks codes up in a store that holds tokens too, and does not ask what it found.',
    seen: 'CVE-2026-4282 (Keycloak): one store for whatever is used once',
    authorizationCode: {
      findCode: findCodeBy((value, { store }, call) => {
        const token = livingToken(call.world, value, 'access', 'refresh')
        return store.codes.get(value) ?? (token && codeFor(token.grant, call))
      }),
    },
  },
  'takes-grant-of-refresh-token-beside-code': {
    summary: 'Issues tokens for the grant of a refresh_token that stands in a request with a code.',
    seen: 'derived: RFC 6749 4.1.3; the reverse of PostHog PR 49163',
    authorizationCode: {
      decideScope: (call) => {
        const other = livingToken(call.world, call.parameters.get('refresh_token'), 'refresh')
        if (other?.grant.client === call.client) call.grant = other.grant
        authorizationCode.decideScope(call)
      },
    },
  },
  'takes-user-named-beside-code': {
    summary: 'Issues tokens for the user that a request with a code names.',
    seen: 'derived: RFC 6749 4.1.3',
    authorizationCode: {
      decideScope: (call) => {
        const user = userNames.map((name) => call.world.users.get(call.parameters.get(name) ?? '')).find(Boolean)
        if (user) call.grant = { ...call.grant, user }
        authorizationCode.decideScope(call)
      },
    },
  },
  'issues-codes-of-other-characters': {
    summary: 'Issues codes with characters that are not ASCII.',
    seen: 'derived: RFC 6749 A.11',
    approval: { mintCode: mintCodeBy(() => `${unguessable()}-\u00df`) },
  },
} satisfies Record<string, Fault>
