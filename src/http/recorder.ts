import type { Exchange, Message, Recorder, SendOptions } from './exchange.ts'
import type { EncodedRequest } from './message.ts'
import type { Attempt, Gate } from './transport.ts'

/** A message ready to be sent, and as it will be recorded. */
export interface Prepared {
  n: number
  opened: EncodedRequest
  /** Closed when it is first asked for: once the request is on its way, so that the server does not wait for that. */
  closed(): EncodedRequest
}

/** What came of a message after its last try. */
export type Done = Attempt & { sentAt: number; retries: number }

/** What a record needs of the wire. */
export interface Line {
  prepare(message: Message, n: number): Prepared
  sendWithRetries(prepared: Prepared, retry: boolean): Promise<Done>
  sendOnce(request: EncodedRequest, retries: number, gate?: Gate): Promise<Done>
  exchange(prepared: Prepared, done: Done, channel: Exchange['channel']): Exchange
  pause(ms: number): Promise<void>
}

/** Time for the first parts of a race to arrive before the last bytes follow. */
const settlingMs = 20

/** The record of one scenario. */
export class WireRecorder implements Recorder {
  readonly exchanges: Exchange[] = []
  readonly #wire: Line
  #count = 0

  constructor(wire: Line) {
    this.#wire = wire
  }

  async send(message: Message, { channel, retry = true, heard }: SendOptions): Promise<Exchange> {
    const prepared = this.#prepare(message)
    const sent = this.#wire.sendWithRetries(prepared, retry)
    prepared.closed()
    const done = await sent
    if (done.response) heard?.(done.response)
    return this.#keep(prepared, done, channel)
  }

  async race(messages: readonly Message[], { channel }: SendOptions): Promise<{ answers: Exchange[]; overlapMs: number }> {
    const all = messages.map((message) => this.#prepare(message))
    for (const prepared of all) prepared.closed()
    const opened = Promise.withResolvers<void>()
    const runners = all.map((prepared) => this.#runner(prepared, opened.promise))
    await Promise.all(runners.map(({ ready }) => ready))
    await this.#wire.pause(settlingMs)
    opened.resolve()
    const done = await Promise.all(runners.map(({ done }) => done))
    const overlapMs = overlap(
      runners.map(({ releasedAt }) => releasedAt()),
      done,
    )
    return { answers: done.map((one, i) => this.#keep(all[i]!, one, channel)), overlapMs }
  }

  #runner(prepared: Prepared, opened: Promise<void>) {
    const ready = Promise.withResolvers<void>()
    let released: number | undefined
    const gate: Gate = { ready: ready.resolve, opened, released: (at) => (released = at) }
    const send = () => this.#wire.sendOnce(prepared.opened, 0, gate)
    const whole = async () => {
      ready.resolve()
      await opened
      released = performance.now()
      return send()
    }
    const done = prepared.opened.body === undefined ? whole() : send()
    done.then(
      () => ready.resolve(),
      () => ready.resolve(),
    )
    return { ready: ready.promise, done, releasedAt: () => released }
  }

  #prepare(message: Message): Prepared {
    const prepared = this.#wire.prepare(message, this.#count + 1)
    this.#count += 1
    return prepared
  }

  #keep(prepared: Prepared, done: Done, channel: Exchange['channel']): Exchange {
    const exchange = this.#wire.exchange(prepared, done, channel)
    const after = this.exchanges.findIndex(({ n }) => n > exchange.n)
    this.exchanges.splice(after < 0 ? this.exchanges.length : after, 0, exchange)
    return exchange
  }
}

/** How long all were under way together: from the last release to the first answer. */
function overlap(released: readonly (number | undefined)[], done: readonly Attempt[]): number {
  if (released.some((at) => at === undefined)) return 0
  const ms = Math.min(...done.map(({ answeredAt }) => answeredAt)) - Math.max(...(released as number[]))
  return Math.max(0, Math.round(ms * 1000) / 1000)
}
