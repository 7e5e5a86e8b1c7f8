import { json, noStore, OAuthError } from '../answer.ts'
import type { ServerClient } from '../clients.ts'
import type { ClientCall } from '../endpoints/client-authentication.ts'
import { checkSecretBy, clientAuthentication, failed, readBasicCredentialsBy } from '../endpoints/client-authentication.ts'
import { formDecode, Parameters } from '../parameters.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

const credentialsOf = ({ client_id, client_secret, token_endpoint_auth_method: method }: ServerClient) => ({
  method,
  client_id,
  ...(client_secret !== undefined && { client_secret }),
})

/** The client to whom the presented code or token was issued. */
function owner({ parameters, world: { store } }: ClientCall): ServerClient | undefined {
  const token = store.tokens.get(parameters.get('refresh_token') ?? parameters.get('token') ?? '')
  return (store.codes.get(parameters.get('code') ?? '') ?? token)?.grant.client
}

const basicSyntax = /^basic +([A-Za-z0-9+/]+={0,2})$/i

export const clientAuthenticationFaults = {
  'accepts-missing-client-authentication': {
    summary: 'Takes a confidential client at its word when it does not authenticate.',
    seen: 'derived: RFC 6749 3.2.1',
    clientAuthentication: {
      readClientId: (call) => {
        const client = call.world.clients.get(call.parameters.get('client_id') ?? '') ?? owner(call)
        if (call.credentials.length === 0 && client) call.credentials.push(credentialsOf(client))
        clientAuthentication.readClientId(call)
      },
    },
  },
  'accepts-empty-client-secret': {
    summary: 'Takes an empty secret for the right one.',
    seen: 'derived: RFC 6749 2.3.1',
    clientAuthentication: {
      readPostedCredentials: (call) => {
        clientAuthentication.readPostedCredentials(call)
        const client = call.world.clients.get(call.parameters.get('client_id') ?? '')
        const empty = call.parameters.all('client_secret')[0] === ''
        if (empty && client && call.credentials.length === 0) call.credentials.push({ ...credentialsOf(client), client_secret: '' })
      },
      checkSecret: (call) => (call.credentials[0]!.client_secret === '' ? undefined : clientAuthentication.checkSecret(call)),
    },
  },
  'accepts-any-client-secret': {
    summary: 'Does not compare the client secret.',
    seen: 'derived: RFC 6749 2.3.1',
    clientAuthentication: { checkSecret: skip },
  },
  'compares-client-secret-by-prefix': {
    summary: 'Compares only as many characters of the client secret as both have.',
    seen: 'derived: RFC 6749 2.3.1',
    clientAuthentication: {
      checkSecret: checkSecretBy((expected, given) => given !== '' && (expected.startsWith(given) || given.startsWith(expected))),
    },
  },
  'ignores-case-of-client-secret': {
    summary: 'Compares client secrets without regard to letter case.',
    seen: 'derived: RFC 6749 1.9, 2.3.1',
    clientAuthentication: { checkSecret: checkSecretBy((expected, given) => expected.toLowerCase() === given.toLowerCase()) },
  },
  'accepts-secret-of-any-client': {
    summary: 'Asks whether a secret exists, not whose it is.',
    seen: 'derived: RFC 6749 2.3.1',
    clientAuthentication: {
      checkSecret: checkSecretBy((_expected, given, { world }) =>
        [...world.clients.values()].some((client) => client.client_secret === given),
      ),
    },
  },
  'accepts-unknown-client': {
    summary: 'Redeems codes and refresh tokens for a client that is not registered.',
    seen: 'derived: RFC 6749 5.2',
    clientAuthentication: {
      findClient: (call) => {
        const known = call.world.clients.get(call.credentials[0]!.client_id)
        const client = known ?? owner(call)
        if (!client) throw failed()
        if (!known) call.credentials = [credentialsOf(client)]
        call.client = client
      },
    },
  },
  'reports-unknown-client-as-invalid-request': {
    summary: 'Answers an unknown client with invalid_request.',
    seen: 'derived: RFC 6749 5.2',
    clientAuthentication: {
      findClient: (call) => {
        if (!call.world.clients.has(call.credentials[0]!.client_id)) throw new OAuthError('invalid_request', 'unknown client')
        clientAuthentication.findClient(call)
      },
    },
  },
  'omits-www-authenticate': {
    summary: 'Answers failed client authentication with 401 and no challenge.',
    seen: 'derived: RFC 6749 5.2',
    errorResponse: { challengeClient: ({ error, members }) => (error.code === 'invalid_client' ? json(401, members, noStore) : undefined) },
  },
  'answers-failed-authentication-with-400': {
    summary: 'Answers failed authentication by the Authorization header with 400.',
    seen: 'derived: RFC 6749 5.2',
    errorResponse: { challengeClient: skip },
  },
  'does-not-decode-basic-credentials': {
    summary: 'Takes client_id and secret out of Basic without form-decoding them.',
    seen: 'derived: RFC 6749 2.3.1',
    clientAuthentication: { readBasicCredentials: readBasicCredentialsBy(basicSyntax, (text) => text) },
  },
  'compares-basic-scheme-with-case': {
    summary: 'Knows the authentication scheme only as "Basic".',
    seen: 'derived: RFC 9110 11.1',
    clientAuthentication: {
      readBasicCredentials: readBasicCredentialsBy(new RegExp(basicSyntax.source.replace('basic', 'Basic')), formDecode),
    },
  },
  'accepts-two-authentication-methods': {
    summary: 'Is content if one of several client authentications is right, and does not look at the rest.',
    seen: 'derived: RFC 6749 2.3',
    clientAuthentication: {
      checkOneMethod: (call) => {
        const { credentials, world } = call
        const right = credentials.find(({ client_id, client_secret }) => world.clients.get(client_id)?.client_secret === client_secret)
        const client = world.clients.get(right?.client_id ?? '')
        call.credentials = client ? [credentialsOf(client)] : credentials.slice(0, 1)
      },
    },
  },
  'accepts-client-secret-in-query': {
    summary: 'Reads client_id and client_secret out of the request URI, where logs keep them.',
    seen: 'derived: RFC 6749 2.3.1',
    clientAuthentication: {
      readPostedCredentials: (call) => {
        clientAuthentication.readPostedCredentials(call)
        const query = Parameters.parse(call.query)
        const client = call.world.clients.get(query.get('client_id') ?? call.parameters.get('client_id') ?? '')
        const client_secret = query.get('client_secret')
        if (client && client_secret !== undefined) call.credentials.push({ ...credentialsOf(client), client_secret })
      },
    },
  },
  'accepts-unregistered-authentication-method': {
    summary: 'Lets a client send its secret in another way than it is registered for.',
    seen: 'derived: RFC 7591 2',
    clientAuthentication: {
      checkMethod: (call) => (call.credentials[0]!.method === 'none' ? clientAuthentication.checkMethod(call) : undefined),
    },
  },
  'leaks-client-secret-in-error': {
    summary: 'Says in error_description which secret it got and which it expected.',
    seen: 'derived: RFC 6749 5.2',
    also: { '*': 'Whatever is refused at the token endpoint is refused with the secret in it.' },
    errorResponse: {
      describeError: (call) => {
        const { client, credentials, error } = call
        const secrets = `got "${credentials[0]?.client_secret ?? ''}", expected "${client?.client_secret ?? ''}"`
        call.members = { error: error.code, error_description: `${error.message}: ${secrets}` }
      },
    },
  },
  'crashes-on-malformed-basic': {
    summary: 'Answers an Authorization header that it cannot read with 500.',
    seen: 'derived: RFC 6749 10.14',
    clientAuthentication: {
      readBasicCredentials: (call) => {
        try {
          clientAuthentication.readBasicCredentials(call)
        } catch (cause) {
          throw new TypeError('unexpected Authorization', { cause })
        }
      },
    },
  },
} satisfies Record<string, Fault>
