import type { HarnessConfig } from '../config/index.ts'
import { type FlowKind, flowsPerSecond, partyOf } from './flows.ts'
import { median } from './measure.ts'
import type { ServerName } from './server.ts'

/** One rate: the median of its rounds. */
export interface Measured {
  server: ServerName
  kind: FlowKind
  connections: number
  flowsPerSecond: number
}

const spellMs = 600

/** Flows a second at each server, alone and at eight connections. Each round measures everything once, so that a disturbance of the
 *  machine hits all alike; the first only warms up. */
export async function flowRounds(configs: Readonly<Record<ServerName, HarnessConfig>>, rounds: number): Promise<Measured[]> {
  const wanted = await everyMeasurement(configs)
  const rates = wanted.map((): number[] => [])
  for (let round = 0; round <= rounds; round += 1) {
    for (const [i, { party, kind, connections }] of wanted.entries()) {
      const rate = await flowsPerSecond(party, kind, connections, spellMs)
      if (round > 0) rates[i]!.push(rate)
    }
  }
  return wanted.map(({ server, kind, connections }, i) => ({ server, kind, connections, flowsPerSecond: median(rates[i]!) }))
}

/** oauth2-mock-server signs nobody in, so that every browser is signed in there. */
const kindsOf = (server: ServerName): readonly FlowKind[] => (server === 'oauth2MockServer' ? ['session'] : ['fresh', 'session'])

async function everyMeasurement(configs: Readonly<Record<ServerName, HarnessConfig>>) {
  const names = Object.keys(configs) as ServerName[]
  const parties = await Promise.all(names.map(async (server) => ({ server, party: await partyOf(configs[server]) })))
  return parties.flatMap(({ server, party }) =>
    kindsOf(server).flatMap((kind) => [1, 8].map((connections) => ({ server, party, kind, connections }))),
  )
}

/** @throws when nothing of that kind was measured. */
export const rateOf = (flows: readonly Measured[], server: ServerName, kind: FlowKind, connections: number): number => {
  const found = flows.find((one) => one.server === server && one.kind === kind && one.connections === connections)
  if (!found) throw new Error(`${kind} flows of ${server} at ${connections} connections were not measured`)
  return found.flowsPerSecond
}
