import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Trial, Tried } from './trial.ts'

/** What a worker is told. */
export type Order = Trial | 'end'

interface Waiting {
  trial: Trial
  resolve(tried: Tried[]): void
}

/** For a trial that is under way when all ends; then its worker is ended with whatever it has open. */
const patienceMs = 20_000

/** What a server and its judge make and drop in a moment is much. */
const maxYoungGenerationSizeMb = 64

/** Workers that make trials, each one at a time: twice as many as there are processors, since scenarios wait too, those with a browser most of all. */
export class Crew {
  readonly #most: number
  readonly #workers: Worker[] = []
  readonly #ends: Promise<unknown>[] = []
  readonly #idle: Worker[] = []
  readonly #waiting: Waiting[] = []
  readonly #failed = Promise.withResolvers<never>()
  #shown = 0
  #isClosing = false

  constructor(most: number = 2 * availableParallelism()) {
    this.#most = Math.max(1, most)
    this.#failed.promise.catch(() => {})
  }

  /** @throws what broke a worker, be it at another trial. */
  tryOut(trial: Trial): Promise<Tried[]> {
    const { promise, resolve } = Promise.withResolvers<Tried[]>()
    this.#waiting.push({ trial, resolve })
    this.#assign()
    return Promise.race([promise, this.#failed.promise])
  }

  /** Ends all workers, and their browsers, once their trials are over. */
  async close(): Promise<void> {
    this.#isClosing = true
    for (const worker of this.#workers) worker.postMessage('end' satisfies Order)
    await Promise.race([Promise.all(this.#ends), delay(patienceMs, undefined, { ref: false })])
    await Promise.all(this.#workers.map((worker) => worker.terminate()))
  }

  #assign(): void {
    while (this.#waiting.length > 0) {
      const worker = this.#idle.pop() ?? this.#hired()
      if (!worker) return
      this.#work(worker, this.#next())
    }
  }

  /** Trials with a browser wait for it more than they work: half of the workers make them for as long as there are others. */
  #next(): Waiting {
    const wantsShown = this.#shown < this.#most / 2
    const at = this.#waiting.findIndex(({ trial }) => trial.shown === wantsShown)
    return this.#waiting.splice(Math.max(0, at), 1)[0]!
  }

  #work(worker: Worker, { trial, resolve }: Waiting): void {
    const share = trial.shown ? 1 : 0
    this.#shown += share
    worker.once('message', (tried: Tried[]) => {
      this.#shown -= share
      this.#idle.push(worker)
      resolve(tried)
      this.#assign()
    })
    worker.postMessage(trial satisfies Order)
  }

  #hired(): Worker | undefined {
    if (this.#workers.length === this.#most) return undefined
    const file = new URL(`./worker${extname(import.meta.url)}`, import.meta.url)
    const worker = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb } })
    worker.on('error', (error) => this.#fail(error as Error))
    worker.on('exit', (code) => {
      if (!this.#isClosing) this.#fail(new Error(`a worker of the proof ended with code ${code} and no result`))
    })
    this.#workers.push(worker)
    this.#ends.push(new Promise((resolve) => worker.once('exit', resolve)))
    return worker
  }

  #fail(error: Error): void {
    this.#waiting.length = 0
    this.#failed.reject(error)
  }
}
