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
export interface Order extends Omit<Share, 'shown'> {
  scenarios: readonly string[]
  cells: Cells
}
/** What a worker says. */
export type Message = { fault: FaultName } | { part: Part }

interface Share {
  /** Under which the sound server is tried. */
  policies: Policy[]
  faults: FaultName[]
  /** Scenarios with a browser that are tried too. */
  shown: Set<Entry>
}

/** Proves scenarios in twice as many workers as there are processors, since scenarios wait too, those with a browser most of all: each does some sound runs,
 *  and the faults that show under those policies. */
export async function prove(
  entries: readonly Entry[],
  faults: readonly FaultName[],
  options: { cells?: Cells; workers?: number; onFault?(name: FaultName, done: number): void } = {},
): Promise<Proof> {
  let done = 0
  const onFault = (name: FaultName) => options.onFault?.(name, ++done)
  const shares = sharesOf(entries, faults, Math.max(1, Math.min(options.workers ?? 2 * availableParallelism(), faults.length)))
  const order = ({ shown, ...share }: Share): Order => {
    const scenarios = entries.filter((entry) => !needsBrowser(entry) || shown.has(entry)).map(({ id }) => id)
    return { ...share, scenarios, cells: options.cells ?? 'reached' }
  }
  const parts = await Promise.all(shares.map((share) => ask(order(share), onFault)))
  const matrix = Object.assign({}, ...parts.map((part) => part.matrix)) as Matrix
  const tried = Object.assign({}, ...parts.map((part) => part.tried)) as Tried
  return summarised(entries, faults, { matrix, tried, falseAlarms: alarmsOf(parts) })
}

/** Most faults show under bcp, and each worker takes some of them; of the other policies each is left to one worker, from the last on. What a browser shows
 *  is left to the first half, where each tries the sound server with those scenarios alone that its faults need. */
function sharesOf(entries: readonly Entry[], faults: readonly FaultName[], count: number): Share[] {
  const shares = Array.from({ length: count }, (): Share => ({ policies: ['bcp'], faults: [], shown: new Set() }))
  for (const [i, policy] of policies.filter((one) => one !== 'bcp').entries()) shares.at(-1 - (i % count))!.policies.push(policy)
  const half = Math.ceil(count / 2)
  const [first, second] = [shares.slice(0, half), count > 1 ? shares.slice(half) : shares]
  const shown = entries.filter(needsBrowser)
  for (const name of faults) {
    const needed = shown.filter((entry) => narrowed(entry, name))
    const able = (some: readonly Share[]) => some.filter(({ policies }) => policies.includes(policyOf(name)))
    const cost = (share: Share) => share.faults.length + soundRuns * needed.filter((entry) => !share.shown.has(entry)).length
    const some = [able(needed.length > 0 ? first : second), able(shares)].find((some) => some.length > 0)!
    const share = some.reduce((least, one) => (cost(one) < cost(least) ? one : least))
    share.faults.push(name)
    for (const entry of needed) share.shown.add(entry)
  }
  for (const entry of shown) if (!shares.some((share) => share.shown.has(entry))) shares[0]!.shown.add(entry)
  return shares
}

/** How many faults could be tried while one scenario with a browser is tried with the sound server. */
const soundRuns = 3

/** Each once, although several workers saw that row. */
const alarmsOf = (parts: readonly Part[]): Alarm[] => [
  ...new Map(parts.flatMap((part) => part.falseAlarms).map((alarm) => [`${alarm.policy} ${alarm.row}`, alarm])).values(),
]

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
