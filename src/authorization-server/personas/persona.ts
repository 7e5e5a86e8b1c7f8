import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ServerClient, ServerUser, Worthless } from '../clients.ts'
import { defaultUsers } from '../clients.ts'
import type { Clock } from '../clock.ts'
import { readBody, readCall, send } from '../http.ts'
import { newWorld } from '../new-world.ts'
import { withReplacements } from '../tables.ts'
import type { ServerEndpoints, World } from '../world.ts'
import { close, listen, listenTwice, portOf } from './listening.ts'
import { type Installation, traitsOf, type Wso2Name } from './wso2.ts'
import { answerAt, gatewayRoutes, keyManagerRoutes, type Routes } from './wso2-answering.ts'
import { authorizationSteps } from './wso2-authorization.ts'
import { clientSteps } from './wso2-client.ts'
import { interactionSteps } from './wso2-interaction.ts'
import { tokenSteps } from './wso2-token.ts'

/** How a persona is to be. */
export interface PersonaOptions {
  /** The key manager's port; the gateway's is 1200 below. Default: a free one. */
  port?: number
  /** Serves the pages of sign-in and consent on `127.0.0.1` instead of `localhost`: another site to a browser. */
  pagesElsewhere?: boolean
}

/** A running persona. */
export interface Persona {
  readonly name: Wso2Name
  readonly issuer: string
  readonly endpoints: Omit<ServerEndpoints, 'resource'>
  readonly clients: Readonly<Record<string, ServerClient>>
  readonly users: Readonly<Record<string, ServerUser>>
  /** Who may introspect. */
  readonly administrator: ServerUser
  /** Where the pages are, if on another origin. */
  readonly pagesOrigin: string | undefined
  readonly clock: Clock
  close(): Promise<void>
}

/** Gateway and key manager keep this distance whatever the offset of an installation is. */
const toGateway = 8243 - 9443
const host = '127.0.0.1'

/** Applications as the developer portal registers them: several callbacks, and one whose tokens never expire. */
const clients = {
  client: {
    client_id: 'pizza_shack',
    client_secret: 'worthless-secret-of-pizza-shack' satisfies Worthless,
    client_name: 'alice_PizzaShack_PRODUCTION',
    redirect_uris: ['https://client.example/callback', 'https://client.example:8443/other?tenant=1%2B2&lang=en'],
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['authorization_code', 'refresh_token'],
    scope: 'PRODUCTION menu',
  },
  second_client: {
    client_id: 'everlasting',
    client_secret: 'worthless-secret-of-everlasting' satisfies Worthless,
    client_name: 'bob_Everlasting_PRODUCTION',
    redirect_uris: ['https://second.example/callback'],
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['authorization_code', 'refresh_token'],
    scope: 'PRODUCTION',
  },
  service_client: {
    client_id: 'nightly',
    client_secret: 'worthless-secret-of-nightly' satisfies Worthless,
    client_name: 'bob_Nightly_PRODUCTION',
    redirect_uris: ['https://nightly.example/callback'],
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['client_credentials'],
    scope: 'PRODUCTION',
  },
} as const satisfies Record<string, ServerClient>

const administrator = { username: 'admin', password: 'worthless-password-of-admin' satisfies Worthless }
const lifetimes = { code: 300, access_token: 3600, refresh_token: 86_400, session: 900 }

/** Starts the embedded server as one version of WSO2, with the applications, users and defaults that such an installation has. */
export async function startPersona(name: Wso2Name, { port = 0, pagesElsewhere = false }: PersonaOptions = {}): Promise<Persona> {
  const traits = traitsOf(name)
  const worldAt = await newWorld({ clients, users: defaultUsers, policy: 'bcp', scopes: ['PRODUCTION', 'menu', 'admin'], lifetimes })
  const server: { handle?: (routes: Routes) => Handle } = {}
  const at =
    (routes: Routes): Handle =>
    (request, response) =>
      void server.handle?.(routes)(request, response)
  const keyManager = at(keyManagerRoutes(traits.serverMetadata))
  const listening = traits.gateway
    ? await listenTwice([keyManager, at(gatewayRoutes)], port, toGateway, host)
    : [await listen(keyManager, port, host)]
  const base = `https://localhost:${portOf(listening[0]!)}`
  const pagesOrigin = pagesElsewhere ? base.replace('localhost', '127.0.0.1') : undefined
  const world: World = { ...worldAt(base), issuer: `${base}/oauth2/token`, endpoints: endpointsAt(base, traits.gateway) }
  const pages = `${pagesOrigin ?? base}/authenticationendpoint`
  server.handle = answering({ traits, pages, administrator, unlimited: [clients.second_client.client_id] }, world)
  const { resource: _, ...endpoints } = world.endpoints
  return {
    name,
    issuer: world.issuer,
    endpoints,
    clients,
    users: defaultUsers,
    administrator,
    pagesOrigin,
    clock: world.clock,
    close: async () => void (await Promise.all(listening.map(close))),
  }
}

type Handle = (request: IncomingMessage, response: ServerResponse) => void

function answering(installation: Installation, world: World): (routes: Routes) => Handle {
  const steps = [authorizationSteps, interactionSteps, tokenSteps, clientSteps].map((of) => of(installation))
  const tables = withReplacements(steps)
  return (routes) => async (request, response) => {
    try {
      send(response, world, await answerAt(routes, installation, readCall(world, tables, request), readBody(request)))
    } catch {
      response.destroy()
    }
  }
}

function endpointsAt(base: string, gateway: boolean): ServerEndpoints {
  const { hostname, port } = new URL(base)
  const front = gateway ? `https://${hostname}:${Number(port) + toGateway}` : `${base}/oauth2`
  return {
    authorization_endpoint: `${front}/authorize`,
    token_endpoint: `${front}/token`,
    revocation_endpoint: `${front}/revoke`,
    introspection_endpoint: `${base}/oauth2/introspect`,
    jwks_uri: `${base}/oauth2/jwks`,
    resource: base,
  }
}
