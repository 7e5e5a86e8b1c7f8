import type { HarnessConfig } from '../config/index.ts'
import { Surfer } from './surfer.ts'

/** What is repeated: a sign-in and consent by a new browser, or an authorization by one that is signed in; both as far as the token. */
export type FlowKind = 'fresh' | 'session'

/** Where and as whom flows run. */
export interface Party {
  authorization_endpoint: string
  token_endpoint: string
  client_id: string
  client_secret: string
  redirect_uri: string
  scope: string
  parameters: Record<string, string>
  username: string
  password: string
}

/** A configuration as our own fixtures write it: with everything in it, and in clear. */
interface Described {
  issuer: string
  clients: { client: { client_id: string; client_secret: string; redirect_uris: string[] } }
  users: Record<string, { username: string; password: string }>
  scopes: { grantable: string[] }
  authorization_parameters?: Record<string, string>
}

/** What flows need of a server's configuration and metadata. */
export async function partyOf(config: HarnessConfig): Promise<Party> {
  const { issuer, clients, users, scopes, authorization_parameters } = config as unknown as Described
  const { client_id, client_secret, redirect_uris } = clients.client
  const [user] = Object.values(users)
  const { authorization_endpoint, token_endpoint } = await metadataOf(issuer)
  return {
    ...{ authorization_endpoint, token_endpoint, client_id, client_secret, redirect_uri: redirect_uris[0]! },
    ...{ scope: scopes.grantable.join(' '), parameters: authorization_parameters ?? {} },
    ...{ username: user!.username, password: user!.password },
  }
}

async function metadataOf(issuer: string): Promise<Pick<Party, 'authorization_endpoint' | 'token_endpoint'>> {
  for (const path of ['oauth-authorization-server', 'openid-configuration']) {
    const answer = await fetch(`${issuer}/.well-known/${path}`)
    if (answer.ok) return (await answer.json()) as Party
  }
  throw new Error(`${issuer} publishes no metadata`)
}

/** Flows a second that a server finishes, with so many connections at once, in so many milliseconds. */
export async function flowsPerSecond(party: Party, kind: FlowKind, connections: number, ms: number): Promise<number> {
  const surfers = Array.from({ length: connections }, () => new Surfer(party))
  if (kind === 'session') await Promise.all(surfers.map((surfer) => surfer.flow()))
  let flows = 0
  const from = performance.now()
  const until = from + ms
  const surf = async (surfer: Surfer): Promise<void> => {
    while (performance.now() < until) {
      if (kind === 'fresh') surfer.forget()
      await surfer.flow()
      flows += 1
    }
  }
  await Promise.all(surfers.map(surf))
  const seconds = (performance.now() - from) / 1000
  await Promise.all(surfers.map((surfer) => surfer.close()))
  return flows / seconds
}
