import { json, noStore, OAuthError } from '../answer.ts'
import type { ClientCall } from '../endpoints/client-authentication.ts'
import { checkSecretBy, clientAuthentication, failed } from '../endpoints/client-authentication.ts'
import { Parameters } from '../parameters.ts'
import { credentialsOf, owner } from './client-calls.ts'
import type { Fault } from './fault.ts'
import { skip } from './fault.ts'

const findClientBy = (fold: (client_id: string) => string) => (call: ClientCall) => {
  const wanted = fold(call.credentials[0]!.client_id)
  const client = [...call.world.clients.values()].find(({ client_id }) => fold(client_id) === wanted)
  if (!client) throw failed()
  call.credentials[0]!.client_id = client.client_id
  call.client = client
}

export const clientAuthenticationFaults = {
  'accepts-missing-client-authentication': {
    summary: 'Takes a confidential client at its word when it does not authenticate.',
    also: {
      'token-request/requires-client-id-of-public-clients': 'It also finds out by the code who a public client is that does not say.',
    },
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
  'names-realm-without-quotation-marks': {
    summary: 'Writes the realm of its challenge as a token instead of a quoted string.',
    seen: 'WSO2 API Manager and Identity Server',
    unlike: {
      'answers-failed-authentication-with-400': 'Status and challenge are there; only the realm is not written as RFC 9110 11.5 has it.',
    },
    errorResponse: {
      challengeClient: ({ error, members }) =>
        error.code === 'invalid_client' ? json(401, members, { ...noStore, 'www-authenticate': 'Basic realm=clients' }) : undefined,
    },
  },
  'answers-failed-authentication-with-400': {
    summary: 'Answers failed authentication by the Authorization header with 400.',
    seen: 'derived: RFC 6749 5.2',
    errorResponse: { challengeClient: skip },
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
  'reads-operators-in-brackets': {
    summary: 'Makes objects of parameters with brackets and hands them to its database: client_secret[$ne] is not the secret, so it fits.',
    seen: 'derived: RFC 6749 3.2, appendix B',
    clientAuthentication: {
      readPostedCredentials: (call) => {
        clientAuthentication.readPostedCredentials(call)
        const client = call.world.clients.get(call.parameters.get('client_id') ?? '')
        const [other] = call.parameters.all('client_secret[$ne]')
        if (client && other !== undefined && other !== client.client_secret) call.credentials.push(credentialsOf(client))
      },
    },
  },
  'ignores-posted-secret-of-basic-client': {
    summary: 'Checks a secret only where the client is registered to send it, and asks for none when it comes elsewhere.',
    seen: 'better-auth/better-auth issue 8616',
    clientAuthentication: {
      readPostedCredentials: (call) => {
        clientAuthentication.readPostedCredentials(call)
        const client = call.world.clients.get(call.credentials[0]?.client_id ?? '')
        const elsewhere =
          call.credentials[0]?.method === 'client_secret_post' && client?.token_endpoint_auth_method === 'client_secret_basic'
        if (client && elsewhere) call.credentials[0] = credentialsOf(client)
      },
    },
  },
  'looks-clients-up-in-a-plain-object': {
    summary: 'Finds what every object inherits under the client_id "constructor", and falls over it.',
    seen: 'derived: RFC 6749 10.14',
    clientAuthentication: {
      findClient: (call) => {
        const { client_id } = call.credentials[0]!
        if (client_id in {}) throw new TypeError(`client.redirect_uris of ${client_id}`)
        clientAuthentication.findClient(call)
      },
    },
  },
  'ignores-case-of-client-id': {
    summary: 'Finds a client whatever the letter case of its client_id.',
    seen: 'derived: RFC 6749 1.9',
    clientAuthentication: { findClient: findClientBy((client_id) => client_id.toLowerCase()) },
  },
  'trims-client-id': {
    summary: 'Finds a client by its client_id with a space behind it, as a database does that pads what it compares.',
    seen: 'derived: RFC 6749 A.1',
    clientAuthentication: { findClient: findClientBy((client_id) => client_id.trimEnd()) },
  },
  'takes-client-id-of-the-body': {
    summary: 'Authenticates the client of the Authorization header, and then acts for the one that client_id in the body names.',
    seen: 'derived: RFC 6749 2.3',
    clientAuthentication: {
      checkOneName: skip,
      checkSecret: (call) => {
        clientAuthentication.checkSecret(call)
        call.client = call.world.clients.get(call.parameters.get('client_id') ?? '') ?? call.client
      },
    },
  },
  'ignores-contradicting-client-id': {
    summary: 'Does not look at client_id in the body of a client that authenticates by the Authorization header.',
    seen: 'cdelmonte-zg/nanoidp issue 277',
    unlike: { 'takes-client-id-of-the-body': 'The client that authenticated counts, and not the one that the body names.' },
    clientAuthentication: { checkOneName: skip },
  },
  'verifies-nothing-when-two-methods-come': {
    summary: 'Verifies the header if there is nothing in the body, the body if there is nothing in the header, and else nothing.',
    seen: 'derived: RFC 6749 2.3',
    clientAuthentication: {
      checkOneMethod: (call) => {
        const client = call.world.clients.get(call.credentials[0]!.client_id)
        if (call.credentials.length > 1 && client) call.credentials = [credentialsOf(client)]
      },
    },
  },
  'mixes-credentials-of-two-clients': {
    summary: 'Is content if one of two credentials is right, and takes the other for the name of the client.',
    seen: 'derived: RFC 6749 2.3',
    clientAuthentication: {
      checkOneMethod: (call) => {
        const { credentials, world } = call
        const right = credentials.some(({ client_id, client_secret }) => world.clients.get(client_id)?.client_secret === client_secret)
        const named = owner(call)
        if (credentials.length < 2) return
        if (!right || !named || credentials[0]?.client_id === credentials[1]?.client_id) clientAuthentication.checkOneMethod(call)
        else {
          call.credentials = [credentialsOf(named)]
          call.parameters = new Parameters(call.parameters.pairs.filter(([name]) => name !== 'client_id'))
        }
      },
    },
  },
  'ignores-secret-of-public-client': {
    summary: 'Does not look at the credentials of a client that needs none.',
    seen: 'derived: RFC 6749 4.1.3',
    clientAuthentication: {
      checkMethod: (call) => (call.client.token_endpoint_auth_method === 'none' ? undefined : clientAuthentication.checkMethod(call)),
    },
  },
  'tells-unknown-clients-from-wrong-secrets': {
    summary: 'Says in error_description whether the client is unknown or its secret is wrong.',
    seen: 'derived: RFC 6749 5.2',
    clientAuthentication: {
      findClient: (call) => {
        if (!call.world.clients.has(call.credentials[0]!.client_id)) throw new OAuthError('invalid_client', 'there is no such client')
        clientAuthentication.findClient(call)
      },
    },
  },
} satisfies Record<string, Fault>
