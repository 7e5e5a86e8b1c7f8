import type { Answer } from '../answer.ts'
import { json, noStore } from '../answer.ts'
import type { TokenCall } from '../endpoints/token.ts'
import { errorResponse, issueAccessToken } from '../endpoints/token.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

const html = (status: number, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { ...noStore, 'content-type': 'text/html; charset=utf-8', ...headers },
  body: '<!doctype html><title>Error</title><p>Something went wrong.</p>',
})

export const tokenResponseFaults = {
  'omits-token-type': {
    summary: 'Leaves token_type out.',
    seen: 'derived: RFC 6749 5.1',
    tokenResponse: { describeType: skip },
  },
  'sends-token-response-as-text': {
    summary: 'Sends the token response as text/plain.',
    seen: 'derived: RFC 6749 5.1',
    unlike: { 'omits-token-type': 'All members are there, under the wrong media type.' },
    tokenResponse: { send: ({ members }) => json(200, members, { ...noStore, 'content-type': 'text/plain' }) },
  },
  'sends-token-response-with-201': {
    summary: 'Answers a successful token request with 201.',
    seen: 'derived: RFC 6749 5.1',
    unlike: { 'omits-token-type': 'All members are there, with another status.' },
    tokenResponse: { send: ({ members }) => json(201, members, noStore) },
  },
  'omits-cache-control': {
    summary: 'Sends tokens without Cache-Control: no-store.',
    seen: 'derived: RFC 6749 5.1',
    tokenResponse: { send: ({ members }) => json(200, members) },
  },
  'sends-expires-in-as-string': {
    summary: 'Sends expires_in as a JSON string.',
    seen: 'derived: RFC 6749 5.1, A.14',
    unlike: { 'omits-token-type': 'All members are there, one of the wrong JSON type.' },
    tokenResponse: {
      describeLifetime: ({ accessToken, members }) => {
        members['expires_in'] = String((accessToken.expiresAt - accessToken.issuedAt) / 1000)
      },
    },
  },
  'answers-errors-with-200': {
    summary: 'Sends errors of the token endpoint with status 200.',
    seen: 'derived: RFC 6749 5.2',
    also: { '*': 'Whatever is refused at the token endpoint is refused in this form.' },
    errorResponse: { challengeClient: skip, send: ({ members }) => json(200, members, noStore) },
  },
  'sends-errors-as-html': {
    summary: 'Sends errors of the token endpoint as a page.',
    seen: 'derived: RFC 6749 5.2',
    also: { '*': 'Whatever is refused at the token endpoint is refused in this form.' },
    errorResponse: {
      challengeClient: ({ error }) =>
        error.code === 'invalid_client' ? html(401, { 'www-authenticate': 'Basic realm="clients"' }) : undefined,
      send: () => html(400),
    },
  },
  'includes-token-in-error': {
    summary: 'Refuses a code and sends a working token along.',
    seen: 'derived: RFC 6749 5.2',
    also: { '*': 'Whatever is refused at the token endpoint brings a token along.' },
    errorResponse: {
      describeError: async (call) => {
        errorResponse.describeError(call)
        const code = call.world.store.codes.get(call.parameters.get('code') ?? '')
        if (!code) return
        const grant = { ...code.grant, revoked: false }
        const issuing = { ...call, grant, scope: grant.scope } as TokenCall
        await issueAccessToken(issuing)
        call.members['access_token'] = issuing.accessToken.value
      },
    },
  },
} satisfies Record<string, Fault>
