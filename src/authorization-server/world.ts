import type { IncomingHttpHeaders } from 'node:http'
import type { CryptoKey, JWK } from 'jose'
import type { Answer } from './answer.ts'
import type { ServerClient, ServerUser } from './clients.ts'
import type { Clock } from './clock.ts'
import type { Parameters } from './parameters.ts'
import type { Rules } from './policy.ts'
import type { Store } from './store.ts'
import type { TableName, Tables } from './tables.ts'

/** How long things live, in seconds. A refresh token's time begins anew with each use. */
export interface Lifetimes {
  code: number
  access_token: number
  refresh_token: number
  /** A page that waits for its form to come back. */
  interaction: number
  session: number
}

/** Endpoints by their RFC 8414 names, and the protected resource. */
export interface ServerEndpoints {
  authorization_endpoint: string
  token_endpoint: string
  revocation_endpoint: string
  introspection_endpoint: string
  /** A persona has none. */
  end_session_endpoint?: string
  jwks_uri: string
  resource: string
}

/** One server: what it was given, what it remembers. */
export interface World {
  readonly issuer: string
  readonly endpoints: ServerEndpoints
  readonly rules: Rules
  /** By `client_id`. */
  readonly clients: ReadonlyMap<string, ServerClient>
  /** By user name. */
  readonly users: ReadonlyMap<string, ServerUser>
  /** Scopes that exist; the first is the default. */
  readonly scopes: readonly string[]
  readonly lifetimes: Lifetimes
  readonly clock: Clock
  readonly store: Store
  readonly key: { readonly private: CryptoKey; readonly public: JWK }
  /** Steps that requests reached, as `table.step`. */
  readonly reached: Set<string>
  /** Requests that are being answered. */
  readonly open: Set<Call>
}

/** One request while it is answered. Steps add to it what later steps need. */
export interface Call {
  readonly world: World
  /** The steps in force for this request. */
  tables: Tables
  readonly method: string
  readonly path: string
  /** The query as it came, without the question mark. */
  readonly query: string
  readonly headers: IncomingHttpHeaders
  /** Each `Authorization` field, since there must not be two. */
  readonly authorizations: readonly string[]
  body: Buffer
  parameters: Parameters
}

/** One named check or deed. An answer ends the request; nothing goes on to the next step; an error refuses. */
// biome-ignore lint/suspicious/noConfusingVoidType: most steps only check, and say so by returning nothing
export type Step<C extends Call> = (call: C) => Answer | void | Promise<Answer | void>

/** Steps in the order in which they are taken. */
export type Steps<C extends Call> = Readonly<Record<string, Step<C>>>

/** Takes the steps of a table until one answers. */
export async function walk<C extends Call>(table: TableName, call: C): Promise<Answer | undefined> {
  for (const [name, step] of Object.entries(call.tables[table] as unknown as Steps<C>)) {
    call.world.reached.add(`${table}.${name}`)
    const answer = await step(call)
    if (answer) return answer
  }
  return undefined
}
