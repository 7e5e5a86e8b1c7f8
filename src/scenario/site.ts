import type { Recorder } from '../http/exchange.ts'
import type { Vault } from '../http/vault.ts'
import type { Wire } from '../http/wire.ts'
import type { Target } from '../target/target.ts'
import type { Browser } from '../user-agent/agent.ts'

/** A target ready to be talked to: its secrets are marks, and there is one way to the network. */
export interface Site {
  target: Target
  wire: Wire
  vault: Vault
  /** Sentences that the report of this run shows, beside the target's own. */
  warnings?: readonly string[]
  /** Opens a user's browser: with the session that a person has signed in to, if one was kept, else with an empty cookie jar. */
  openBrowser(user: string): Browser
  /** Why no real browser shows pages here, if so; starts one otherwise. */
  missingBrowser?(): Promise<string | undefined>
  /** Only the embedded server has a clock that jumps. */
  advance?(seconds: number): void
}

/** A copy of a target in which every secret is a mark; what is public by nature is never taken for a secret. */
export function sealed(target: Target, vault: Vault): Target {
  vault.publish(...publicValues(target))
  const clients = Object.fromEntries(
    Object.entries(target.clients).map(([role, client]) => [
      role,
      client.client_secret === undefined ? client : { ...client, client_secret: vault.learn('client_secret', client.client_secret) },
    ]),
  )
  const users = Object.fromEntries(
    Object.entries(target.users).map(([name, user]) => [name, { ...user, password: vault.learn('password', user.password) }]),
  )
  return { ...target, clients, users }
}

function publicValues(target: Target): string[] {
  const clients = Object.values(target.clients)
  return [
    target.issuer,
    ...Object.values(target.endpoints),
    ...target.origins,
    ...clients.flatMap((client) => [client.client_id, ...client.redirect_uris]),
    ...Object.values(target.users).map((user) => user.username),
    ...target.scopes.grantable,
    target.scopes.unknown,
  ].filter((value): value is string => typeof value === 'string')
}

export type { Recorder }
