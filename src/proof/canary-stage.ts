import { type AuthorizationServer, defaultClients, defaultUsers, startAuthorizationServer } from '../authorization-server/index.ts'
import type { HarnessConfig } from '../config/index.ts'
import { type ChattyServer, type Meddle, startChattyServer } from './canary-server.ts'

/** What is secret, by the environment variables that hold it. */
export const recognisable = {
  CANARY_SECRET: 'cnry&Secret="7f3a91/+%<x>',
  CANARY_PASSWORD: 'cnry-Passw0rd: 55e0c2 & more',
  CANARY_GATEWAY: 'cnry-gateway-b81d04-key',
}

/** A sound server behind somebody who meddles with its answers. */
export interface Stage {
  chatty: ChattyServer
  server: AuthorizationServer
  /** How its owner would write it: secrets by reference. */
  config: HarnessConfig
  close(): Promise<void>
}

/** Sets the stage. A `quiet` meddler tells no secrets beside. */
export async function stage(meddle?: Meddle, of: { quiet?: boolean; secrets?: typeof recognisable } = {}): Promise<Stage> {
  const { CANARY_SECRET: client_secret, CANARY_PASSWORD: password } = of.secrets ?? recognisable
  const chatty = await startChattyServer(meddle, of.quiet)
  const clients = { ...defaultClients, client: { ...defaultClients['client']!, client_secret } }
  const users = { ...defaultUsers, alice: { username: 'alice', password } }
  const server = await startAuthorizationServer({ issuer: chatty.origin, clients, users })
  chatty.standBefore(server.origin)
  const config = {
    name: 'canary',
    issuer: server.issuer,
    clients: { ...clients, client: { ...clients.client, client_secret: { env: 'CANARY_SECRET' } } },
    users: { ...users, alice: { username: 'alice', password: { env: 'CANARY_PASSWORD' } } },
    scopes: { grantable: ['read', 'write'] },
    resource: { url: server.endpoints.resource },
    headers: { 'X-Gateway-Key': { env: 'CANARY_GATEWAY' } },
    allow: { failed_client_authentication: true },
    declares: { propagation: 0 },
  } as unknown as HarnessConfig
  const close = async () => {
    await chatty.close()
    await server.close()
  }
  return { chatty, server, config, close }
}
