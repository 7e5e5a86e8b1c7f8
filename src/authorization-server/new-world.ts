import { exportJWK } from 'jose/key/export'
import { generateKeyPair } from 'jose/key/generate/keypair'
import { checkClient, defaultScopes } from './clients.ts'
import { runningClock } from './clock.ts'
import { policies } from './policy.ts'
import type { AuthorizationServerOptions } from './server.ts'
import { Store, unguessable } from './store.ts'
import type { Lifetimes, ServerEndpoints, World } from './world.ts'

const defaultLifetimes: Lifetimes = { code: 60, access_token: 600, refresh_token: 14 * 86_400, interaction: 600, session: 8 * 3600 }

type Given = AuthorizationServerOptions & Required<Pick<AuthorizationServerOptions, 'clients' | 'users' | 'policy'>>

/** Checks the options and prepares a server; what is missing is only where it listens. Throws an Error that names the option. */
export async function newWorld(options: Given): Promise<(origin: string) => World> {
  const clients = Object.values(options.clients)
  clients.forEach(checkClient)
  const issuer = options.issuer === undefined ? undefined : checkedIssuer(options.issuer)
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const kid = unguessable()
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }
  return (origin) => ({
    issuer: issuer ?? origin,
    endpoints: endpointsAt(issuer ?? origin),
    rules: policies[options.policy],
    clients: new Map(clients.map((client) => [client.client_id, client])),
    users: new Map(Object.values(options.users).map((user) => [user.username, user])),
    scopes: options.scopes ?? defaultScopes,
    lifetimes: { ...defaultLifetimes, ...options.lifetimes },
    clock: runningClock(options.now),
    store: new Store(),
    key: { private: privateKey, public: jwk },
    reached: new Set(),
    open: new Set(),
  })
}

const endpointsAt = (issuer: string): ServerEndpoints => ({
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  revocation_endpoint: `${issuer}/revoke`,
  introspection_endpoint: `${issuer}/introspect`,
  end_session_endpoint: `${issuer}/sign-out`,
  jwks_uri: `${issuer}/jwks`,
  resource: `${issuer}/resource`,
})

/** An issuer without path, query or fragment (RFC 8414 2), written as its origin so that it compares as a string (RFC 9207 2.4). */
function checkedIssuer(issuer: string): string {
  if (!URL.canParse(issuer) || new URL(issuer).origin !== issuer) {
    throw new Error(`issuer "${issuer}" is not an origin such as https://as.example: scheme, host and port, without path or final slash`)
  }
  return issuer
}
