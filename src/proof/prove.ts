import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { FaultName } from '../authorization-server/index.ts'
import type { Entry } from '../scenario/catalog.ts'
import {
  type Alarm,
  type Cells,
  type Matrix,
  narrowed,
  needsBrowser,
  type Part,
  type Policy,
  policies,
  policyOf,
  type Tried,
} from './mutation.ts'
import { type Proof, summarised } from './summary.ts'

/** What a worker is asked. */
export interface Order extends Share {
  scenarios: readonly string[]
  cells: Cells
}
/** What a worker says. */
export type Message = { fault: FaultName } | { part: Part }

interface Share {
  /** Under which the sound server is tried. */
  policies: Policy[]
  faults: FaultName[]
}

/** Proves scenarios in one worker more than there are processors, since scenarios wait too: each does some sound runs, and the faults that show under those policies. */
export async function prove(
  entries: readonly Entry[],
  faults: readonly FaultName[],
  options: { cells?: Cells; workers?: number; onFault?(name: FaultName, done: number): void } = {},
): Promise<Proof> {
  let done = 0
  const onFault = (name: FaultName) => options.onFault?.(name, ++done)
  const [first, ...others] = sharesOf(entries, faults, Math.max(1, Math.min(options.workers ?? availableParallelism() + 1, faults.length)))
  const shares = [first!, ...others]
  const [all, direct] = [entries, entries.filter((entry) => !needsBrowser(entry))].map((some) => some.map(({ id }) => id))
  const order = (share: Share): Order => ({ ...share, scenarios: (share === first ? all : direct)!, cells: options.cells ?? 'reached' })
  const parts = await Promise.all(shares.map((share) => ask(order(share), onFault)))
  const matrix = Object.assign({}, ...parts.map((part) => part.matrix)) as Matrix
  const tried = Object.assign({}, ...parts.map((part) => part.tried)) as Tried
  return summarised(entries, faults, { matrix, tried, falseAlarms: alarmsOf(shares, parts) })
}

/** How much longer a fault takes that is shown in a browser. */
const weightInBrowser = 8

/** Most faults show under bcp, and each worker takes some of them; of the other policies each is left to one worker, and so is the browser. */
function sharesOf(entries: readonly Entry[], faults: readonly FaultName[], count: number): Share[] {
  const shares = Array.from({ length: count }, (): Share & { weight: number } => ({ policies: ['bcp'], faults: [], weight: 0 }))
  const others = policies.filter((policy) => policy !== 'bcp')
  for (const [i, policy] of others.entries()) shares[i % count]!.policies.push(policy)
  const shown = entries.filter(needsBrowser)
  const give = (name: FaultName, to: (typeof shares)[number], weight: number) => {
    to.faults.push(name)
    to.weight += weight
  }
  const { true: inBrowser = [], false: direct = [] } = Object.groupBy(faults, (name) => `${shown.some((entry) => narrowed(entry, name))}`)
  for (const name of inBrowser) give(name, shares[0]!, weightInBrowser)
  for (const name of direct) {
    const other = others.indexOf(policyOf(name) as Exclude<Policy, 'bcp'>)
    give(name, other < 0 ? shares.reduce((least, one) => (one.weight < least.weight ? one : least)) : shares[other % count]!, 1)
  }
  return shares.map(({ policies, faults }) => ({ policies, faults }))
}

/** Of each policy once, although several workers ran it. */
const alarmsOf = (shares: readonly Share[], parts: readonly Part[]): Alarm[] =>
  policies.flatMap((policy) => {
    const by = shares.findIndex((share) => share.policies.includes(policy))
    return parts[by]?.falseAlarms.filter((alarm) => alarm.policy === policy) ?? []
  })

/** What a server and its judge make and drop in a moment is much. */
const maxYoungGenerationSizeMb = 64

function ask(order: Order, onFault: (name: FaultName) => void): Promise<Part> {
  const file = new URL(`./worker${extname(import.meta.url)}`, import.meta.url)
  const worker = new Worker(file, { workerData: order, resourceLimits: { maxYoungGenerationSizeMb } })
  return new Promise((resolve, reject) => {
    worker.on('message', (message: Message) => ('part' in message ? resolve(message.part) : onFault(message.fault)))
    worker.on('error', reject)
    worker.on('exit', (code) => reject(new Error(`a worker of the proof ended with code ${code} and no result`)))
  })
}
