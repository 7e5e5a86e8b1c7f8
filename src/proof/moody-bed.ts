import { type Policy, startAuthorizationServer } from '../authorization-server/index.ts'
import { configurationOf, openEmbeddedSite } from '../cli/embedded-target.ts'
import { fetchJson } from '../cli/fetch-json.ts'
import { resolveTarget } from '../config/index.ts'
import type { Recorder } from '../http/exchange.ts'
import type { Wire } from '../http/wire.ts'
import type { Entry } from '../scenario/catalog.ts'
import { run } from '../scenario/engine.ts'
import type { RunOutput, ScenarioResult } from '../scenario/result.ts'
import { type Mood, startMoodyServer } from './moody-server.ts'

/** One scenario's result, and which of its exchanges the sound server answered. */
export interface Witnessed {
  result: ScenarioResult
  /** Whether the sound server itself answered an exchange; false for one that is unknown. */
  honest(n: number): boolean
  /** How many requests the server saw. */
  requests: number
}

/** A sound embedded server behind a moody one. */
export interface MoodyBed {
  /** Judges one scenario by a browser of its own, against a server that turns after so many requests. */
  judge(entry: Entry, turn: { after: number; mood: Mood }): Promise<Witnessed>
  /** A whole run with its first honest flow. */
  runAll(entries: readonly Entry[], turn: { after: number; mood: Mood }): Promise<RunOutput & { seen: number }>
  close(): Promise<void>
}

/** Opens a bed. `timeoutMs` is what a hanging server costs for each request. */
export async function openMoodyBed({ policy = 'bcp' as Policy, timeoutMs = 250 } = {}): Promise<MoodyBed> {
  const moody = await startMoodyServer()
  const server = await startAuthorizationServer({ policy, issuer: moody.origin })
  moody.standBefore(server.origin)
  const found = await resolveTarget({ ...configurationOf(server), resolve: {} }, { name: 'embedded', dir: process.cwd(), fetchJson })
  const target = { ...found, pace: { ...found.pace, concurrency: 1, timeoutMs } }

  return {
    async judge(entry, { after, mood }) {
      const site = openEmbeddedSite(server, target)
      const from = moody.honest.length
      const during: During = new Map()
      moody.turnAfter(after, mood)
      try {
        const witnessed = { ...site, wire: watched(site.wire, moody.honest, during) }
        const { results } = await run({ site: witnessed, entries: [entry], profile: policy, preflight: false })
        return { result: results[0]!, honest: (n) => allHonest(moody.honest, during.get(n)), requests: moody.honest.length - from }
      } finally {
        await site.wire.close()
      }
    },
    async runAll(entries, { after, mood }) {
      const site = openEmbeddedSite(server, target)
      const from = moody.honest.length
      moody.turnAfter(after, mood)
      try {
        return { ...(await run({ site, entries, profile: policy })), seen: moody.honest.length - from }
      } finally {
        await site.wire.close()
      }
    },
    async close() {
      await moody.close()
      await server.close()
    },
  }
}

/** A wire whose only recorder notes, for each exchange, what arrived at the server meanwhile. */
function watched(wire: Wire, honest: readonly boolean[], during: During): Wire {
  const noting = (recorder: Recorder): Recorder => ({
    exchanges: recorder.exchanges,
    send: async (...message) => {
      const from = honest.length
      const exchange = await recorder.send(...message)
      during.set(exchange.n, [from, honest.length])
      return exchange
    },
    race: async (...messages) => {
      const from = honest.length
      const race = await recorder.race(...messages)
      for (const { n } of race.answers) during.set(n, [from, honest.length])
      return race
    },
  })
  return {
    recorder: () => noting(wire.recorder()),
    get requests() {
      return wire.requests
    },
    allow: (origin) => wire.allow(origin),
    close: () => wire.close(),
  }
}

/** For each exchange, between which arrivals at the server it took place. */
type During = Map<number, readonly [from: number, to: number]>

/** Whether something arrived meanwhile, and all of it was answered honestly. */
const allHonest = (honest: readonly boolean[], [from, to]: readonly [number, number] = [0, 0]): boolean =>
  to > from && honest.slice(from, to).every(Boolean)
