import type { Exchange, Message, Recorder, SendOptions } from '../http/exchange.ts'
import { HarnessError } from './errors.ts'

interface Waiting {
  message: Message
  resolve(answer: Exchange): void
}

/** What a scenario's clients send through. While a race is being prepared, messages wait here until all are there. */
export class Transport {
  readonly #recorder: Recorder
  #waiting: Waiting[] | undefined

  constructor(recorder: Recorder) {
    this.#recorder = recorder
  }

  send(message: Message, options: SendOptions): Promise<Exchange> {
    const waiting = this.#waiting
    if (!waiting) return this.#recorder.send(message, options)
    return new Promise((resolve) => waiting.push({ message, resolve }))
  }

  /** Collects one message from each request, then releases all last bytes together. */
  async race(requests: readonly (() => Promise<Exchange>)[]): Promise<{ answers: Exchange[]; overlapMs: number }> {
    const waiting: Waiting[] = []
    this.#waiting = waiting
    const sent = requests.map((request) => request())
    await Promise.race([collected(waiting, requests.length), Promise.all(sent)])
    this.#waiting = undefined
    if (waiting.length !== requests.length)
      throw new HarnessError(`expected one request from each of ${requests.length} functions of a race, got ${waiting.length}`)
    const race = await this.#recorder.race(
      waiting.map(({ message }) => message),
      { channel: 'back', retry: false },
    )
    for (const [i, answer] of race.answers.entries()) waiting[i]?.resolve(answer)
    await Promise.all(sent)
    return race
  }
}

async function collected(waiting: readonly unknown[], count: number): Promise<void> {
  for (let turn = 0; waiting.length < count && turn < 1000; turn++) await new Promise((resolve) => setImmediate(resolve))
}
