import { isPublic } from '../clients.ts'
import { revocation } from '../endpoints/revocation.ts'
import { owner } from './client-calls.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

/** What is wrong with who may revoke what, and whether it dies. */
export const revocationFaults = {
  'ignores-revocation': {
    summary: 'Confirms a revocation and revokes nothing.',
    seen: 'CVE-2016-6582 (Doorkeeper)',
    revocation: { revoke: skip },
  },
  'revokes-tokens-of-other-clients': {
    summary: 'Lets every client revoke every token.',
    seen: 'derived: RFC 7009 2.1',
    revocation: { checkTokenClient: skip },
  },
  'lets-public-clients-revoke-any-token': {
    summary: 'Compares the client of a token with the client that asks only where that authenticates.',
    seen: 'derived: RFC 7009 2.1',
    revocation: { checkTokenClient: (call) => (isPublic(call.client) ? undefined : revocation.checkTokenClient(call)) },
  },
  'revokes-without-client-authentication': {
    summary: 'Revokes whatever token it is given, whoever asks.',
    also: { 'revocation/lets-no-client-revoke-tokens-of-others': 'Whoever asks may be another client.' },
    seen: 'Ark-Aak/cp-oauth pull request 24',
    revocation: {
      authenticateClient: (call) => {
        const client = owner(call)
        if (client) call.client = client
        return client ? undefined : revocation.authenticateClient(call)
      },
    },
  },
  'repeats-revoked-tokens-in-headers': {
    summary: 'Names the token that it revoked in a header field of the answer.',
    seen: 'wso2/product-is issue 10082',
    revocation: {
      respond: (call) => {
        const answer = revocation.respond()
        return call.token ? { ...answer, headers: { ...answer.headers, 'revoked-token': call.token.value } } : answer
      },
    },
  },
  'names-the-other-token-when-it-revokes-one': {
    summary: 'Names in a header field what else was issued with the token that it revoked.',
    seen: 'wso2/product-is issue 10082, where both tokens are named; derived: RFC 6749 10.3, 10.4',
    unlike: { 'repeats-revoked-tokens-in-headers': 'What it names was not sent to it, and may be alive.' },
    revocation: {
      respond: ({ token, world }) => {
        const answer = revocation.respond()
        const other = token && [...world.store.tokens.values()].find((one) => one.grant === token.grant && one !== token)
        return other ? { ...answer, headers: { ...answer.headers, 'revoked-token': other.value } } : answer
      },
    },
  },
} satisfies Record<string, Fault>
