import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { FaultName } from '../authorization-server/index.ts'
import type { Entry } from '../scenario/catalog.ts'
import { type Part, type Proof, summarised } from './mutation.ts'

/** What a worker is asked. */
export interface Order {
  scenarios: readonly string[]
  faults: readonly FaultName[]
  all: boolean
}
/** What a worker says. */
export type Message = { fault: FaultName } | { part: Part }

/** Proves scenarios in as many workers as there are processors: each does the sound runs and a part of the faults. */
export async function prove(
  entries: readonly Entry[],
  faults: readonly FaultName[],
  options: { all?: boolean; workers?: number; onFault?(name: FaultName, done: number): void } = {},
): Promise<Proof> {
  const count = Math.max(1, Math.min(options.workers ?? availableParallelism(), faults.length))
  let done = 0
  const onFault = (name: FaultName) => options.onFault?.(name, ++done)
  const scenarios = entries.map(({ id }) => id)
  const shares = Array.from({ length: count }, (_, share) => faults.filter((_, i) => i % count === share))
  const parts = await Promise.all(shares.map((share) => ask({ scenarios, faults: share, all: options.all ?? false }, onFault)))
  const matrix = Object.assign({}, ...parts.map((part) => part.matrix)) as Part['matrix']
  return summarised(entries, faults, { matrix, falseAlarms: parts[0]?.falseAlarms ?? [] })
}

function ask(order: Order, onFault: (name: FaultName) => void): Promise<Part> {
  const worker = new Worker(new URL(`./worker${extname(import.meta.url)}`, import.meta.url), { workerData: order })
  return new Promise((resolve, reject) => {
    worker.on('message', (message: Message) => ('part' in message ? resolve(message.part) : onFault(message.fault)))
    worker.on('error', reject)
    worker.on('exit', (code) => reject(new Error(`a worker of the proof ended with code ${code} and no result`)))
  })
}
