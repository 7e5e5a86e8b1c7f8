import type { ServerClient } from '../clients.ts'
import type { ClientCall } from '../endpoints/client-authentication.ts'

/** Whether a token request is one by a refresh token. */
export const isRefresh = ({ parameters }: Pick<ClientCall, 'parameters'>): boolean => parameters.get('grant_type') === 'refresh_token'

/** Credentials with which this client would authenticate. */
export const credentialsOf = ({ client_id, client_secret, token_endpoint_auth_method: method }: ServerClient) => ({
  method,
  client_id,
  ...(client_secret !== undefined && { client_secret }),
})

/** The client to whom the presented code or token was issued. */
export function owner({ parameters, world: { store } }: ClientCall): ServerClient | undefined {
  const token = store.tokens.get(parameters.get('refresh_token') ?? parameters.get('token') ?? '')
  return (store.codes.get(parameters.get('code') ?? '') ?? token)?.grant.client
}
