import { OAuthError, PageError } from '../answer.ts'
import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { approve, authorization, authorizationEndpoint, authorizationResponse, readScopeBy } from '../endpoints/authorization.ts'
import { approval } from '../endpoints/consent.ts'
import { newSession } from '../endpoints/session.ts'
import type { TokenCall } from '../endpoints/token.ts'
import { issueAccessToken, token } from '../endpoints/token.ts'
import { Parameters } from '../parameters.ts'
import type { ResponseMode } from '../store.ts'
import { walk } from '../world.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

const known = [
  ...['response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'code_challenge', 'code_challenge_method', 'response_mode'],
  ...['nonce', 'prompt', 'request', 'request_uri', 'resource'],
]
const unknownOf = ({ parameters }: Pick<AuthorizationCall, 'parameters'>) => parameters.pairs.filter(([name]) => !known.includes(name))
const wordsOf = ({ parameters }: Pick<AuthorizationCall, 'parameters'>) => (parameters.get('response_type') ?? '').split(' ')

/** Serves the implicit grant and the hybrid types, and sends the tokens by a way of its own. */
const issuingTokens = (mode: ResponseMode): Pick<Fault, 'authorization' | 'approval'> => ({
  authorization: {
    checkResponseType: (call) =>
      wordsOf(call).every((word) => ['code', 'token', 'id_token'].includes(word)) ? undefined : authorization.checkResponseType(call),
  },
  approval: {
    issueCode: async (call) => {
      const words = wordsOf(call.interaction)
      if (words.join() === 'code') return approval.issueCode(call)
      const issuing = call as AuthorizationCall & TokenCall
      await issueAccessToken(issuing)
      call.world.store.codes.set(call.code.value, call.code)
      const { value } = issuing.accessToken
      const values: Record<string, [string, string]> = { code: ['code', call.code.value], token: ['access_token', value] }
      call.response = words.map((word) => values[word] ?? [word, value])
      call.responseMode = mode
      return walk('authorizationResponse', call)
    },
  },
})

/** Reads the query or the form after changing its text. */
const reading = (change: (text: string) => string): Pick<Fault, 'authorizationEndpoint'> => ({
  authorizationEndpoint: {
    readParameters: (call) => {
      if (call.method === 'POST') return authorizationEndpoint.readParameters(call)
      try {
        call.parameters = Parameters.parse(change(call.query))
      } catch {
        throw new PageError('The request is not form-encoded UTF-8.')
      }
    },
  },
})

/** Does not notice a repeated client_id, and takes the first. */
const findFirstClient = (call: AuthorizationCall): void => {
  const { pairs } = call.parameters
  const first = pairs.find(([name]) => name === 'client_id')
  call.parameters = new Parameters(pairs.filter((pair) => pair[0] !== 'client_id' || pair === first))
  authorization.findClient(call)
}

const copiesOfClientId = new WeakMap<AuthorizationCall['parameters'], string[]>()

export const authorizationRequestFaults = {
  'takes-posted-requests-for-consent': {
    summary: 'Takes a POST at the authorization endpoint for the user’s approval.',
    seen: 'derived: RFC 6749 10.12',
    authorization: {
      askConsent: (call) => (call.method === 'POST' && call.path === '/authorize' ? approve(call) : authorization.askConsent(call)),
    },
  },
  'refuses-unknown-authorization-parameters': {
    summary: 'Refuses an authorization request with a parameter that it does not know.',
    seen: 'derived: RFC 6749 3.1',
    authorization: {
      checkRepeatedParameters: (call) => {
        authorization.checkRepeatedParameters(call)
        if (unknownOf(call).length > 0) throw new OAuthError('invalid_request', 'unknown parameter')
      },
    },
  },
  'returns-unknown-parameters': {
    summary: 'Sends parameters that it does not know back in the response.',
    seen: 'derived: RFC 6749 3.1',
    unlike: { 'refuses-unknown-authorization-parameters': 'The request is served, with the parameter in its response.' },
    approval: {
      issueCode: (call) => {
        const extras = new URLSearchParams(unknownOf(call.interaction).map(([name, value]) => [name, value]))
        if (extras.size > 0) call.redirectUri += `${call.redirectUri.includes('?') ? '&' : '?'}${extras}`
        return approval.issueCode(call)
      },
    },
  },
  'refuses-empty-scope': {
    summary: 'Takes an empty scope for a malformed one, and no scope for the default.',
    seen: 'derived: RFC 6749 3.1',
    authorization: {
      readScope: (call) => {
        if (call.parameters.all('scope')[0] === '') throw new OAuthError('invalid_scope', 'scope is empty')
        authorization.readScope(call)
      },
    },
  },
  'reads-empty-scope-as-everything': {
    summary: 'Takes an empty scope for all that the client may have, and no scope for the default.',
    seen: 'derived: RFC 6749 3.1',
    unlike: { 'refuses-empty-scope': 'It is served, with more scope than none.' },
    authorization: {
      readScope: (call) =>
        call.parameters.all('scope')[0] === ''
          ? readScopeBy(() => new Set(call.client.scope?.split(' ')))(call)
          : authorization.readScope(call),
    },
  },
  'refuses-empty-authorization-parameters': {
    summary: 'Refuses a request in which a parameter has no value.',
    seen: 'derived: RFC 6749 3.1',
    authorization: {
      checkRepeatedParameters: (call) => {
        authorization.checkRepeatedParameters(call)
        if (call.parameters.pairs.some(([name, value]) => value === '' && known.includes(name)))
          throw new OAuthError('invalid_request', 'a parameter has no value')
      },
    },
  },
  'ignores-case-of-response-type': {
    summary: 'Compares response_type without regard to letter case.',
    seen: 'derived: RFC 6749 1.9',
    authorization: {
      checkResponseType: (call) =>
        call.parameters.get('response_type')?.toLowerCase() === 'code' ? undefined : authorization.checkResponseType(call),
    },
  },
  'ignores-space-around-response-type': {
    summary: 'Trims response_type before it looks at it.',
    seen: 'derived: RFC 6749 appendix A.3',
    authorization: {
      checkResponseType: (call) =>
        call.parameters.get('response_type')?.trim() === 'code' ? undefined : authorization.checkResponseType(call),
    },
  },
  'ignores-case-of-parameter-names': {
    summary: 'Finds the parameters of a request under names in any letter case.',
    seen: 'derived: RFC 6749 1.9',
    ...reading((text) => text.replaceAll(/(?<=^|&)[^=&]*/g, (name) => name.toLowerCase())),
  },
  'reads-first-word-of-response-type': {
    summary: 'Looks at the first word of response_type only.',
    seen: 'derived: RFC 6749 3.1.1',
    authorization: {
      checkResponseType: (call) => (wordsOf(call)[0] === 'code' ? undefined : authorization.checkResponseType(call)),
    },
  },
  'issues-token-in-fragment': {
    summary: 'Issues an access token from the authorization endpoint in the fragment, to every client that asks.',
    seen: 'derived: RFC 9700 2.1.2',
    ...issuingTokens('fragment'),
  },
  'issues-token-in-query': {
    summary: 'Issues tokens from the authorization endpoint in the query, to every client that asks.',
    seen: 'derived: OAuth 2.0 Multiple Response Type Encoding Practices 5',
    ...issuingTokens('query'),
  },
  'leaves-percent-20-undecoded': {
    summary: 'Decodes plus signs of the query as spaces, and leaves %20 as it stands.',
    seen: 'derived: RFC 6749 appendix B',
    ...reading((text) => text.replaceAll('%20', '%2520')),
  },
  'signs-strangers-in': {
    summary: 'Issues a code for its first user without asking who is there.',
    seen: 'oauth2-mock-server, by design',
    authorization: {
      signInBeforeErrors: skip,
      signIn: (call) => {
        if (!call.session?.user) call.session = call.begun = newSession(call.world, [...call.world.users.values()][0])
      },
      recallConsent: approve,
    },
  },
  'gives-codes-to-clients-without-the-grant': {
    summary: 'Issues codes to clients that are not registered for the authorization code grant, and redeems them.',
    seen: 'derived: RFC 6749 4.1.2.1',
    authorization: { checkGrantType: skip },
    token: {
      checkGrantType: (call) => (call.parameters.get('grant_type') === 'authorization_code' ? undefined : token.checkGrantType(call)),
    },
  },
  'refuses-codes-of-clients-without-the-grant-late': {
    summary: 'Issues codes to clients that are not registered for the authorization code grant, and does not redeem them.',
    seen: 'derived: RFC 6749 4.1.2.1',
    unlike: { 'gives-codes-to-clients-without-the-grant': 'The code is worth nothing at the token endpoint.' },
    authorization: { checkGrantType: skip },
  },
  'takes-first-of-repeated-client-ids': {
    summary: 'Takes the first of several client_ids.',
    seen: 'leodip/goiabada issue 228',
    authorization: { findClient: findFirstClient },
  },
  'binds-code-to-last-of-repeated-client-ids': {
    summary: 'Checks and shows the first of several client_ids, and issues the code to the last.',
    seen: 'derived: RFC 6749 3.1',
    unlike: { 'takes-first-of-repeated-client-ids': 'The response goes to the first client, and the code belongs to the last.' },
    authorization: {
      findClient: (call) => {
        const copies = call.parameters.all('client_id')
        findFirstClient(call)
        copiesOfClientId.set(call.parameters, copies)
      },
      recallConsent: (call) => {
        call.client = call.world.clients.get(copiesOfClientId.get(call.parameters)?.at(-1) ?? '') ?? call.client
        return authorization.recallConsent(call)
      },
    },
  },
  'takes-redirect-uri-from-request-object': {
    summary: 'Checks the redirect_uri of the request, and sends the response to that of its unsigned request object.',
    seen: 'derived: RFC 9101 6.3',
    authorization: {
      readState: (call) => {
        authorization.readState(call)
        const claims = call.parameters.get('request')?.split('.')[1]
        if (claims) call.redirectUri = JSON.parse(Buffer.from(claims, 'base64url').toString())['redirect_uri'] ?? call.redirectUri
      },
    },
  },
  'quotes-request-in-error-description': {
    summary: 'Quotes what was sent in error_description.',
    seen: 'leodip/goiabada pull 229; authlib/authlib issue 720',
    authorizationResponse: {
      addState: (call) => {
        const { parameters, response } = call
        const sent = ['response_type', 'scope', 'code_challenge_method'].map((name) => `"${parameters.get(name) ?? ''}"`)
        call.response = response.map(([name, value]) => [name, name === 'error_description' ? `${value}: ${sent.join(', ')}` : value])
        authorizationResponse.addState(call)
      },
    },
  },
} satisfies Record<string, Fault>
