import { OAuthError } from '../answer.ts'
import { authorizationCode, refused } from '../endpoints/authorization-code.ts'
import { clientAuthentication } from '../endpoints/client-authentication.ts'
import { checkRepeatedParameters, readClientForm } from '../endpoints/request.ts'
import type { TokenCall } from '../endpoints/token.ts'
import { token } from '../endpoints/token.ts'
import { Parameters } from '../parameters.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

export const tokenRequestFaults = {
  'accepts-get-at-token-endpoint': {
    summary: 'Issues tokens to GET requests, whose parameters stay in logs and histories.',
    seen: 'derived: RFC 6749 3.2',
    token: {
      checkMethod: skip,
      readParameters: (call) => {
        if (call.method === 'POST') readClientForm(call)
        else call.parameters = Parameters.parse(call.query)
      },
    },
  },
  'accepts-parameters-in-query': {
    summary: 'Reads parameters of the token request out of the request URI too.',
    seen: 'spring-authorization-server issue 1451; opencrvs-core pull request 13599',
    token: {
      readParameters: (call) => {
        if (call.body.length > 0) readClientForm(call)
        const query = Parameters.parse(call.query).pairs.filter(([name]) => call.parameters.get(name) === undefined)
        call.parameters = new Parameters([...call.parameters.pairs, ...query])
      },
    },
  },
  'accepts-repeated-code': {
    summary: 'Takes the first of several codes in a request.',
    seen: 'derived: RFC 6749 3.2',
    token: {
      checkRepeatedParameters: (call) => {
        if (call.parameters.repeated().some((name) => name !== 'code')) checkRepeatedParameters(call)
      },
    },
  },
  'ignores-grant-type': {
    summary: 'Redeems a code whatever grant_type says.',
    seen: 'derived: RFC 6749 4.1.3, 5.2',
    also: { 'token-request': 'Whatever grant_type would have stopped goes through.', 'token-errors': 'What is served is no error.' },
    token: { readGrantType: skip, checkGrantType: skip },
  },
  'prefers-parameters-in-query': {
    summary: 'Lets a parameter in the request URI replace the one in the body, as servlet containers put the query first.',
    seen: 'derived: RFC 6749 4.1.3; Jakarta Servlet 6.0 3.1',
    token: {
      readParameters: (call) => {
        readClientForm(call)
        const query = Parameters.parse(call.query)
        const left = call.parameters.pairs.filter(([name]) => query.get(name) === undefined)
        call.parameters = new Parameters([...query.pairs, ...left])
      },
    },
    also: {
      'token-request/requires-client-id-of-public-clients': 'It reads client_id there too.',
      'refresh-token/reads-one-refresh-token-from-the-body': 'It reads refresh_token there too.',
    },
  },
  'reads-grant-type-in-query': {
    summary: 'Reads grant_type out of the request URI too.',
    seen: 'spring-authorization-server issue 1533',
    token: {
      readGrantType: (call) => {
        const grant_type = Parameters.parse(call.query).get('grant_type')
        const missing = grant_type !== undefined && call.parameters.get('grant_type') === undefined
        if (missing) call.parameters = new Parameters([...call.parameters.pairs, ['grant_type', grant_type]])
        token.readGrantType(call)
      },
    },
  },
  'accepts-any-method-at-token-endpoint': {
    summary: 'Serves a form whatever the method of its request.',
    seen: 'derived: RFC 6749 3.2',
    token: { checkMethod: skip },
  },
  'accepts-repeated-parameters': {
    summary: 'Takes the first of several copies of any parameter.',
    seen: 'cloudflare/workers-oauth-provider issue 196, where copies are not refused',
    token: { checkRepeatedParameters: skip },
    also: {
      'refresh-token': 'So are refresh_token and scope.',
    },
  },
  'takes-whichever-code-is-right': {
    summary: 'Redeems a request if any of its codes is right.',
    seen: 'derived: RFC 6749 3.2',
    unlike: { 'accepts-repeated-code': 'Not the first of them counts, but the one that is good.' },
    token: {
      checkRepeatedParameters: (call) => {
        const code = call.parameters.all('code').find((value) => call.world.store.codes.has(value))
        const others = call.parameters.pairs.filter(([name]) => name !== 'code')
        if (code !== undefined) call.parameters = new Parameters([...others, ['code', code]])
        checkRepeatedParameters(call)
      },
    },
  },
  'ignores-case-of-grant-type': {
    summary: 'Takes AUTHORIZATION_CODE for authorization_code.',
    seen: 'derived: RFC 6749 1.9',
    token: { readGrantType: withGrantType((type) => type.toLowerCase()) },
  },
  'trims-grant-type': {
    summary: 'Cuts white space off grant_type.',
    seen: 'derived: RFC 6749 1.9',
    token: { readGrantType: withGrantType((type) => type.trim()) },
  },
  'redeems-latest-code-without-code': {
    summary: 'Looks a code up by what was sent, and finds the last one of the client where nothing was.',
    seen: 'derived: RFC 6749 4.1.3',
    also: { 'token-request/ignores-parameters-in-query': 'A code in the query is no code in the body.' },
    authorizationCode: {
      readCode: (call) => {
        if (call.parameters.get('code') !== undefined) return
        const latest = [...call.world.store.codes.values()].findLast(({ grant, used }) => grant.client === call.client && !used)
        if (latest) call.parameters = new Parameters([...call.parameters.pairs, ['code', latest.value]])
        else authorizationCode.readCode(call)
      },
    },
  },
  'calls-missing-code-invalid-grant': {
    summary: 'Answers a request without code as one with a wrong code.',
    seen: 'derived: RFC 6749 5.2',
    authorizationCode: {
      readCode: ({ parameters }) => {
        if (parameters.get('code') === undefined) throw refused()
      },
    },
  },
  'refuses-unknown-parameters': {
    summary: 'Refuses a token request with a parameter that it does not know.',
    seen: 'derived: RFC 6749 3.2',
    token: {
      checkRepeatedParameters: (call) => {
        checkRepeatedParameters(call)
        if (call.parameters.pairs.some(([name, value]) => value !== '' && !known.has(name))) {
          throw new OAuthError('invalid_request', 'a parameter is not known')
        }
      },
    },
  },
  'refuses-empty-parameters': {
    summary: 'Takes a parameter without value for a malformed one.',
    seen: 'derived: RFC 6749 3.2',
    token: {
      checkRepeatedParameters: (call) => {
        checkRepeatedParameters(call)
        const empty = call.parameters.pairs.some(([name, value]) => value === '' && (name === 'scope' || !known.has(name)))
        if (empty) throw new OAuthError('invalid_request', 'a parameter has no value')
      },
    },
  },
  'takes-empty-secret-for-a-second-method': {
    summary: 'Counts client_secret without value as a second way of authentication.',
    seen: 'derived: RFC 6749 2.3, 3.2',
    clientAuthentication: {
      checkOneMethod: (call) => {
        const empty = call.parameters.all('client_secret').includes('')
        if (empty && call.credentials[0]?.method === 'client_secret_basic') throw new OAuthError('invalid_request', 'two methods')
        clientAuthentication.checkOneMethod(call)
      },
    },
  },
} satisfies Record<string, Fault>

/** What a token request may hold, by RFC 6749, 7636 and 8707. */
const known = new Set(
  'grant_type code redirect_uri code_verifier client_id client_secret scope refresh_token username password resource audience'.split(' '),
)

/** Reads grant_type in another form than it came. */
function withGrantType(change: (type: string) => string) {
  return (call: TokenCall): void => {
    call.parameters = call.parameters.mapped('grant_type', change)
    token.readGrantType(call)
  }
}
