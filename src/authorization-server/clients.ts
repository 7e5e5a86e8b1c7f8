import { isLoopback } from './redirect-uri.ts'

/** A credential that opens nothing outside this server. Its value says so, and it alone may be shown. */
export type Worthless = `worthless-${string}`

export const isWorthless = (secret: string): secret is Worthless => secret.startsWith('worthless-')

/** A registered client in the names of RFC 7591 2. */
export interface ServerClient {
  readonly client_id: string
  readonly client_secret?: string
  readonly client_name?: string
  readonly redirect_uris: readonly string[]
  readonly token_endpoint_auth_method: 'client_secret_basic' | 'client_secret_post' | 'none'
  /** Default: `authorization_code`. With `refresh_token` the client gets refresh tokens. */
  readonly grant_types?: readonly string[]
  readonly response_types?: readonly string[]
  /** Scopes that the client may ask for, separated by spaces. Default: all that exist. */
  readonly scope?: string
  /** `native`: the port of its loopback redirect URIs may vary (RFC 8252 7.3). Default: `web`. */
  readonly application_type?: 'web' | 'native'
  /** May introspect tokens that were issued to others (RFC 7662 2.1). */
  readonly introspection?: boolean
}

export interface ServerUser {
  readonly username: string
  readonly password: string
}

const codeAndRefresh = ['authorization_code', 'refresh_token']

/** The clients of a server that is given none, by role. Each shows another way to be a client. */
export const defaultClients = {
  client: {
    client_id: 'client',
    client_secret: 'worthless-secret-of-client' satisfies Worthless,
    client_name: 'Example Client',
    redirect_uris: ['https://client.example/callback', 'https://client.example:8443/other?tenant=1%2B2&lang=en'],
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: codeAndRefresh,
    scope: 'read write',
    introspection: true,
  },
  second_client: {
    client_id: 'second+client/2',
    client_secret: 'worthless-s3cr%t:+& /=~' satisfies Worthless,
    client_name: 'Second Client',
    redirect_uris: ['https://second.example/callback'],
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: [...codeAndRefresh, 'client_credentials'],
    scope: 'read write admin',
  },
  post_client: {
    client_id: 'post_client',
    client_secret: 'worthless-secret-of-post-client' satisfies Worthless,
    client_name: 'Post Client',
    redirect_uris: ['https://post.example/callback'],
    token_endpoint_auth_method: 'client_secret_post',
    grant_types: codeAndRefresh,
    scope: 'read write',
  },
  public_client: {
    client_id: 'public_client',
    client_name: 'Public Client',
    redirect_uris: ['http://127.0.0.1/callback', 'http://[::1]/callback/v6', 'com.example.app:/callback', 'http://localhost/signed-in'],
    token_endpoint_auth_method: 'none',
    grant_types: codeAndRefresh,
    scope: 'read write',
    application_type: 'native',
  },
  service_client: {
    client_id: 'service_client',
    client_secret: 'worthless-secret-of-service-client' satisfies Worthless,
    client_name: 'Service Client',
    redirect_uris: ['https://service.example/callback'],
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['client_credentials'],
    scope: 'read',
  },
} as const satisfies Record<string, ServerClient>

export const defaultUsers = {
  alice: { username: 'alice', password: 'worthless-password-of-alice' satisfies Worthless },
  bob: { username: 'bob', password: 'worthless-password-of-bob' satisfies Worthless },
} as const satisfies Record<string, ServerUser>

/** Scopes that exist. A request without scope gets the first, if the client may have it (RFC 6749 3.3). */
export const defaultScopes = ['read', 'write', 'admin']

/** Whether a client can keep a secret (RFC 6749 2.1). */
export const isPublic = (client: ServerClient): boolean => client.token_endpoint_auth_method === 'none'

/** Throws an Error that says which field of a registration cannot be, and why. */
export function checkClient(client: ServerClient): void {
  const wrong = (field: string, why: string): never => {
    throw new Error(`client "${client.client_id}": ${field} ${why}`)
  }
  if (isPublic(client) !== (client.client_secret === undefined)) {
    wrong(
      'client_secret',
      `does not fit token_endpoint_auth_method "${client.token_endpoint_auth_method}": only "none" goes without a secret`,
    )
  }
  if (client.redirect_uris.length === 0) wrong('redirect_uris', 'is empty, so no authorization response could be sent (RFC 6749 3.1.2.2)')
  for (const uri of client.redirect_uris) checkRedirectUri(uri, (why) => wrong('redirect_uris', `has "${uri}", ${why}`))
}

function checkRedirectUri(uri: string, wrong: (why: string) => never): void {
  if (!URL.canParse(uri) || !/^[\x21-\x7e]+$/.test(uri)) wrong('which is not an absolute URI (RFC 6749 3.1.2, RFC 3986)')
  const { protocol, hostname, searchParams } = new URL(uri)
  if (uri.includes('#')) wrong('which has a fragment (RFC 6749 3.1.2)')
  if (/^(javascript|data|vbscript|blob|file|about):$/.test(protocol))
    wrong('whose scheme runs or shows something instead of leading to a client')
  if (protocol === 'http:' && !isLoopback(hostname)) wrong('which is http on a host that is not loopback (RFC 9700 2.6)')
  for (const name of ['code', 'state', 'iss', 'error']) {
    if (searchParams.has(name)) wrong(`whose "${name}" would collide with the authorization response`)
  }
}
