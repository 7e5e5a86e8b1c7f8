import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answer } from './answering.ts'
import type { ServerClient, ServerUser } from './clients.ts'
import { defaultClients, defaultUsers } from './clients.ts'
import type { Clock } from './clock.ts'
import type { FaultName } from './faults/index.ts'
import { readBody, readCall, send } from './http.ts'
import type { Journal, JournalEntry } from './journal.ts'
import { journalled } from './journal.ts'
import { newWorld } from './new-world.ts'
import type { Policy } from './policy.ts'
import { switchboard } from './switchboard.ts'
import type { Lifetimes, ServerEndpoints, World } from './world.ts'

// Imported as a module, node:http also loads the whole of fetch and WebSocket, which a server that should be there at once has no use for.
const { createServer } = process.getBuiltinModule('node:http')

/** How the embedded server is to be: every option has a default with which it is sound. */
export interface AuthorizationServerOptions {
  /** The port to listen on. Default: a free one. */
  port?: number
  /** The address to listen on. Default: `127.0.0.1`. */
  host?: string
  /** Where others reach the server: scheme, host and port, no path. Default: where it listens. */
  issuer?: string
  /** Whose rules it keeps where the standards differ. Default: `bcp`. */
  policy?: Policy
  /** Registered clients by role, in the names of RFC 7591 2. Default: {@link defaultClients}. */
  clients?: Readonly<Record<string, ServerClient>>
  /** Who can sign in, by role. Default: {@link defaultUsers}. */
  users?: Readonly<Record<string, ServerUser>>
  /** Scopes that exist; the first is granted when none is asked for and is needed to read the resource, the second to write it. */
  scopes?: readonly [string, ...string[]]
  /** Faults that are on from the start. Default: none. */
  faults?: readonly FaultName[]
  /** For how long codes, tokens, pages and sessions live, in seconds. */
  lifetimes?: Partial<Lifetimes>
  /** The time at which the server's clock begins, in milliseconds since the epoch. */
  now?: number
}

/** A running server. */
export interface AuthorizationServer {
  readonly issuer: string
  /** Where it listens; other than the issuer only if that was given. */
  readonly origin: string
  readonly policy: Policy
  readonly endpoints: ServerEndpoints
  readonly clients: Readonly<Record<string, ServerClient>>
  readonly users: Readonly<Record<string, ServerUser>>
  /** For requests that are to be granted, refused to the first client, and refused to all. */
  readonly scopes: { grantable: readonly string[]; notAllowed?: string; unknown: string; default: readonly string[] }
  readonly lifetimes: Lifetimes
  /** Faults that are on. */
  readonly faults: readonly FaultName[]
  /** Switches these faults on and all others off, from the next request on. */
  setFaults(...names: FaultName[]): void
  /** Adds faults for one request: the next that comes to a step which they replace. */
  faultNextRequest(...names: FaultName[]): void
  readonly clock: Clock
  readonly journal: Journal
  /** Steps that requests came to, as `table.step`. */
  readonly reached: ReadonlySet<string>
  /** Returns what was reached and begins anew. */
  takeReached(): Set<string>
  /** Awaited before each answer is sent, if set: for tests that shuffle the order of answers. */
  delay?: (() => Promise<void>) | undefined
  /** Ends all connections and frees the port. */
  close(): Promise<void>
}

const journalLimit = 10_000

/** Starts the embedded authorization server; it is ready when the promise resolves. Throws an Error for options that cannot be. */
export async function startAuthorizationServer(options: AuthorizationServerOptions = {}): Promise<AuthorizationServer> {
  const { clients = defaultClients, users = defaultUsers, policy = 'bcp', port = 0, host = '127.0.0.1' } = options
  const steps = switchboard(options.faults ?? [])
  const entries: JournalEntry[] = []
  const worldAt = await newWorld({ ...options, clients, users, policy })
  const http = createServer(async (request, response) => {
    const call = readCall(world, steps.tables, request)
    world.open.add(call)
    try {
      const answered = await answer(call, readBody(request))
      await server.delay?.()
      entries.push(journalled(call, answered.status))
      if (entries.length > journalLimit) entries.shift()
      send(response, world, answered, call.begun)
    } catch {
      response.destroy()
    } finally {
      world.open.delete(call)
    }
  })
  const origin = await listen(http, port, host)
  const world: World = worldAt(origin)
  const { issuer, endpoints, lifetimes, clock, reached } = world
  const server: AuthorizationServer = {
    issuer,
    origin,
    policy,
    endpoints,
    clients,
    users,
    scopes: scopesToAskFor(Object.values(clients)[0], world.scopes),
    lifetimes,
    clock,
    reached,
    get faults() {
      return steps.names
    },
    setFaults: (...names) => steps.set(names),
    faultNextRequest: (...names) => steps.next(names),
    journal: { entries, clear: () => void entries.splice(0) },
    takeReached: () => {
      const taken = new Set(reached)
      reached.clear()
      return taken
    },
    close: () => close(http),
  }
  return server
}

/** Which scopes do what for the first client. */
function scopesToAskFor(client: ServerClient | undefined, known: readonly string[]): AuthorizationServer['scopes'] {
  const grantable = client?.scope?.split(' ') ?? known
  const notAllowed = known.find((scope) => !grantable.includes(scope))
  return { grantable, unknown: 'scope-that-does-not-exist', default: known.slice(0, 1), ...(notAllowed && { notAllowed }) }
}

/** Begins to listen; returns the origin. */
function listen(http: Server, port: number, host: string): Promise<string> {
  http.keepAliveTimeout = 60_000
  return new Promise((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => {
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${(http.address() as AddressInfo).port}`)
    })
  })
}

function close(http: Server): Promise<void> {
  return new Promise((resolve) => {
    http.close(() => resolve())
    http.closeAllConnections()
  })
}
