import { OAuthError } from '../answer.ts'
import type { ServerClient } from '../clients.ts'
import { formDecode } from '../parameters.ts'
import type { Call, Steps } from '../world.ts'
import { sameSecret } from './session.ts'

/** How a client said who it is. */
export interface Credentials {
  method: ServerClient['token_endpoint_auth_method']
  client_id: string
  client_secret?: string
}

/** A request of a client at an endpoint where it authenticates. */
export interface ClientCall extends Call {
  credentials: Credentials[]
  client: ServerClient
  /** Why it is refused, once it is. */
  error: OAuthError
  /** What the JSON of the response says. */
  members: Record<string, unknown>
}

/** Who the client is (RFC 6749 2.3, 3.2.1). Shared by the token, revocation and introspection endpoints. */
export const clientAuthentication = {
  readBasicCredentials: readBasicCredentialsBy(/^basic +([A-Za-z0-9+/]+={0,2})$/i, formDecode),
  readPostedCredentials: ({ credentials, parameters }) => {
    const client_secret = parameters.get('client_secret')
    if (client_secret === undefined) return
    credentials.push({ method: 'client_secret_post', client_id: parameters.get('client_id') ?? '', client_secret })
  },
  readClientId: ({ credentials, parameters }) => {
    const client_id = parameters.get('client_id')
    if (credentials.length === 0 && client_id !== undefined) credentials.push({ method: 'none', client_id })
  },
  requireCredentials: ({ credentials }) => {
    if (credentials.length === 0) throw new OAuthError('invalid_client', 'the client did not say who it is')
  },
  checkOneMethod: ({ credentials }) => {
    if (credentials.length > 1) throw new OAuthError('invalid_request', 'more than one way of client authentication')
  },
  checkOneName: ({ credentials, parameters }) => {
    const named = parameters.get('client_id') ?? credentials[0]!.client_id
    if (named !== credentials[0]!.client_id) throw new OAuthError('invalid_request', 'client_id is not the authenticated client')
  },
  findClient: (call) => {
    const client = call.world.clients.get(call.credentials[0]!.client_id)
    if (!client) throw failed()
    call.client = client
  },
  checkMethod: ({ client, credentials }) => {
    if (client.token_endpoint_auth_method !== credentials[0]!.method) throw failed()
  },
  checkSecret: checkSecretBy(sameSecret),
} satisfies Steps<ClientCall>

/** One sentence for all failures, so that nobody learns which clients exist. */
export const failed = (): OAuthError => new OAuthError('invalid_client', 'client authentication failed')

/** Reads `Authorization: Basic`: base64 of two form-encoded texts with a colon between them (RFC 6749 2.3.1). */
export function readBasicCredentialsBy(syntax: RegExp, decode: (text: string) => string) {
  return ({ authorizations, credentials }: ClientCall): void => {
    for (const authorization of authorizations) {
      const [, base64] = syntax.exec(authorization) ?? []
      const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(base64 ?? '', 'base64').toString('utf8')) ?? []
      if (id === undefined || secret === undefined) throw failed()
      try {
        credentials.push({ method: 'client_secret_basic', client_id: decode(id), client_secret: decode(secret) })
      } catch {
        throw failed()
      }
    }
  }
}

export function checkSecretBy(same: (expected: string, given: string, call: ClientCall) => boolean) {
  return (call: ClientCall): void => {
    const { client_secret: given } = call.credentials[0]!
    if (call.client.client_secret !== undefined && !same(call.client.client_secret, given ?? '', call)) throw failed()
  }
}
