import { setTimeout as delay } from 'node:timers/promises'
import { type ConnectionOptions, type Connections, createConnections } from './connections.ts'
import { destinationOf } from './destination.ts'
import { type Exchange, type Failure, type Headers, header, type Message, type Recorder } from './exchange.ts'
import { UnsendableMessage } from './failures.ts'
import { closeMessage, type EncodedRequest, openMessage, withDefaults } from './message.ts'
import { maxRetries, Pacer, retryWait } from './pace.ts'
import { closeResponse } from './record.ts'
import { type Done, type Line, type Prepared, WireRecorder } from './recorder.ts'
import { type Attempt, attempt, type Gate } from './transport.ts'
import type { Vault } from './vault.ts'
import { isRandomLooking } from './words.ts'

export interface WireOptions extends Pick<ConnectionOptions, 'tls' | 'proxy' | 'resolve'> {
  vault: Vault
  /** Origins that may be contacted. */
  origins: readonly string[]
  /** Sent with every request that has no field of that name. */
  headers?: Headers
  pace: { timeoutMs: number; requestsPerSecond?: number; budget?: number }
  /** Milliseconds since the epoch. */
  now?: () => number
  sleep?: (ms: number) => Promise<void>
}

/** The one way out to the network of one run. */
export interface Wire {
  /** A record of its own, numbered from 1. `of`: whose record it is, for whoever listens at the wire. */
  recorder(of?: string): Recorder
  /** How many requests were sent, repeated ones counted. */
  readonly requests: number
  /** Lets requests go to one more origin. */
  allow(origin: string): void
  /** Ends every connection; what is under way becomes `cancelled`. */
  close(): Promise<void>
}

/** Opens the way out: only to its origins, within its limits of time, size and pace, recording everything closed. */
export const createWire = (options: WireOptions): Wire => new UndiciWire(options)

class UndiciWire implements Wire, Line {
  requests = 0
  readonly #options: WireOptions
  readonly #origins: Set<string>
  readonly #connections: Connections
  readonly #pacer: Pacer
  readonly #sleep: (ms: number) => Promise<void>
  readonly #now: () => number
  readonly #ended = new AbortController()

  constructor(options: WireOptions) {
    this.#options = options
    this.#origins = new Set(options.origins.map(originOf))
    this.#connections = createConnections({ ...options, timeoutMs: options.pace.timeoutMs })
    this.#sleep = options.sleep ?? ((ms) => delay(ms, undefined, { signal: this.#ended.signal }).catch(() => {}))
    this.#now = options.now ?? Date.now
    this.#pacer = new Pacer(options.pace.requestsPerSecond, this.#sleep)
    for (const [, value] of options.headers ?? []) if (isRandomLooking(value)) options.vault.learn('header', value)
  }

  recorder(): Recorder {
    return new WireRecorder(this)
  }

  allow(origin: string): void {
    this.#origins.add(originOf(origin))
  }

  async close(): Promise<void> {
    this.#ended.abort()
    await this.#connections.destroy()
  }

  prepare(message: Message, n: number): Prepared {
    const own = message.headers.map(([name]) => name.toLowerCase())
    const added = (this.#options.headers ?? []).filter(([name]) => !own.includes(name.toLowerCase()))
    const full = withDefaults({ ...message, headers: [...message.headers, ...added] })
    const opened = openMessage(full, this.#options.vault)
    let closed: EncodedRequest | undefined
    return { n, opened, closed: () => (closed ??= closeMessage(full, this.#options.vault)) }
  }

  async sendWithRetries({ opened }: Prepared, retry: boolean): Promise<Done> {
    let last: Done | undefined
    for (let retries = 0; ; retries += 1) {
      const done = await this.sendOnce(opened, retries)
      if (last && !wasSent(done)) return last
      last = done
      if (!retry || retries === maxRetries || !mayRepeat(done)) return done
      await this.#sleep(retryWait(retries, header(done.response, 'retry-after'), this.#now()))
    }
  }

  async sendOnce(request: EncodedRequest, retries: number, gate?: Gate): Promise<Done> {
    const refusal = this.#refusal(request)
    if (refusal) return { ...instant(refusal.failure, refusal.detail), sentAt: this.#now(), retries }
    this.requests += 1
    const turn = this.#pacer.turn()
    if (turn) await turn
    if (this.#ended.signal.aborted) return { ...instant('cancelled', 'the run ended before it was sent'), sentAt: this.#now(), retries }
    const sentAt = this.#now()
    return { ...(await attempt(this.#connections.dispatcher, request, this.#options.pace.timeoutMs, gate)), sentAt, retries }
  }

  #refusal(request: EncodedRequest): { failure: Failure; detail: string } | undefined {
    const destination = destinationOf(request.url)
    const { budget } = this.#options.pace
    if (typeof destination === 'string') return { failure: 'not_allowed', detail: `the URL was not requested: ${destination}` }
    if (!this.#origins.has(destination.origin)) {
      return { failure: 'not_allowed', detail: `${destination.origin} was not contacted: it is not among the target's \`origins\`` }
    }
    if (budget === undefined || this.requests < budget) return undefined
    return { failure: 'budget', detail: `it was not sent: the run's budget of ${budget} requests is spent; raise \`pace.budget\`` }
  }

  /** The exchange as it is kept: closed. */
  exchange({ n, closed }: Prepared, done: Done, channel: Exchange['channel']): Exchange {
    const { vault } = this.#options
    const detail = done.failed?.detail ?? done.cutBecause
    return {
      n,
      channel,
      sentAt: done.sentAt,
      ms: Math.round(done.endedAt - done.startedAt),
      request: closed(),
      ...(done.response ? { response: closeResponse(done.response, vault) } : {}),
      ...(done.failed ? { failure: done.failed.failure } : {}),
      ...(detail === undefined ? {} : { detail: vault.close(detail) }),
      ...(done.retries > 0 ? { retries: done.retries } : {}),
    }
  }

  pause(ms: number): Promise<void> {
    return this.#sleep(ms)
  }
}

function originOf(text: string): string {
  const destination = destinationOf(text)
  if (typeof destination === 'string') throw new UnsendableMessage(`"${text}" cannot be among \`origins\`: ${destination}`)
  return destination.origin
}

/** Only what surely had no effect: the server said so, or no connection came about. */
const mayRepeat = ({ response, failed }: Attempt): boolean =>
  response?.status === 429 || response?.status === 503 || failed?.failure === 'refused'

const wasSent = ({ failed }: Attempt): boolean => failed?.failure !== 'budget' && failed?.failure !== 'cancelled'

function instant(failure: Failure, detail: string): Attempt {
  const at = performance.now()
  return { failed: { failure, detail }, startedAt: at, answeredAt: at, endedAt: at }
}
