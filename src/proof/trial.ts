import type { FaultName, Policy } from '../authorization-server/index.ts'
import type { Entry } from '../scenario/catalog.ts'
import type { Profile } from '../scenario/contract.ts'
import { run } from '../scenario/engine.ts'
import type { RowResult, ScenarioResult } from '../scenario/result.ts'
import type { Site } from '../scenario/site.ts'

/** Scenarios, or some of their rows, that an embedded server is to meet. */
export interface Trial {
  policy: Policy
  /** None: a sound server, and `Tried.reached` says which of its steps each scenario reached. */
  faults: readonly FaultName[]
  scenarios: readonly { id: string; rows?: readonly string[] }[]
  /** Whether a real browser shows pages of it. */
  shown: boolean
}

/** What came of one scenario. Of what was exchanged nothing is left: no kill rests on it. */
export interface Tried extends Pick<ScenarioResult, 'id' | 'outcome' | 'reason' | 'requirements'> {
  rows: Pick<RowResult, 'name' | 'outcome' | 'reason' | 'findings' | 'ended'>[]
  /** The steps of the sound server that it reached, as `table.step`; empty where there was a fault. */
  reached: ReadonlySet<string>
}

/** Makes a trial, wherever that is. */
export type TryOut = (trial: Trial) => Promise<Tried[]>

/** An embedded server that is up, with a fault or sound, and the way to it. */
export interface Bed {
  site: Site
  ownSite(): Promise<Site & { close(): Promise<void> }>
  takeReached(): Set<string>
  close(): Promise<void>
}
export type OpenBed = (trial: Pick<Trial, 'policy' | 'faults' | 'shown'>) => Promise<Bed>

/** Makes trials here, with servers of one's own. */
export const tryOutOn =
  (open: OpenBed, entries: readonly Entry[]): TryOut =>
  async (trial) => {
    const bed = await open(trial)
    try {
      const some = trial.scenarios.map(({ id, rows }) => withRows(named(id, entries), rows))
      if (trial.faults.length > 0) return await judged(bed, some, trial.policy)
      const tried: Tried[] = []
      for (const entry of some) {
        bed.takeReached()
        const [result] = await judged(bed, [entry], trial.policy)
        tried.push({ ...result!, reached: bed.takeReached() })
      }
      return tried
    } finally {
      await bed.close()
    }
  }

async function judged({ site, ownSite }: Bed, entries: readonly Entry[], policy: Policy): Promise<Tried[]> {
  const { results } = await run({ site, entries, profile: policy as Profile, ownSite, preflight: false })
  return results.map(({ id, outcome, reason, requirements, rows }) => ({
    ...{ id, outcome, reason, requirements, reached: new Set() },
    rows: rows.map(({ name, outcome, reason, findings, ended }) => ({ name, outcome, reason, findings, ended })),
  }))
}

function named(id: string, entries: readonly Entry[]): Entry {
  const found = entries.find((entry) => entry.id === id)
  if (!found) throw new Error(`no scenario is called ${id}`)
  return found
}

function withRows(entry: Entry, rows: Trial['scenarios'][number]['rows']): Entry {
  if (!rows) return entry
  const cases = Object.entries(entry.scenario.cases ?? {}).filter(([name]) => rows.includes(name))
  return { ...entry, scenario: { ...entry.scenario, cases: Object.fromEntries(cases) } }
}
