import type { Entry } from './catalog.ts'
import type { Facts, Profile } from './contract.ts'
import { declaredBy } from './declared.ts'
import { judgeScenario } from './judge.ts'
import { Lanes, Room } from './lanes.ts'
import { notPerformed, perform } from './perform.ts'
import { type Preflight, preflight } from './preflight.ts'
import type { ScenarioRecord } from './record.ts'
import type { Progress, RunOutput, ScenarioResult } from './result.ts'
import type { Site } from './site.ts'

/** What a run is made of: whom it judges, by which scenarios, in which profile. */
export interface EngineOptions {
  site: Site
  entries: readonly Entry[]
  /** By which the live verdicts are graded; `judge` grades the same evidence in any other. */
  profile: Profile
  /** Seed of every search, and of nothing else. */
  seed?: number
  /** Told as scenarios begin and end, and of the first honest flow. */
  onProgress?(progress: Progress): void
  /** A site of its own, with a clock that jumps, for a scenario that waits. Only the embedded server has one. */
  ownSite?(): Promise<Site & { close(): Promise<void> }>
  /** Whether honest flows are tried before anything is judged. Default true. */
  preflight?: boolean
}

const triesOfASearch = 40

/** Scenarios in a row that ended without a response before the rest is not tried any more. */
const silenceLimit = 3

/** Runs scenarios against one site. Always ends with results: what a target does is never an exception. */
export async function run(options: EngineOptions): Promise<RunOutput> {
  const { entries, onProgress } = options
  const lanes = new Lanes(options.site, options.site.target.pace.concurrency)
  const before = options.preflight === false ? undefined : await lanes.use((lane) => preflight(options.site, lane))
  const { site } = before ?? options
  const first = before?.flow
  const clockOffsetMs = first?.clockOffsetMs ?? 0
  const facts = (of?: ScenarioRecord) => factsOf(site, clockOffsetMs, of && (() => marksIn(of)))
  if (before) onProgress?.(newsOf(before))
  if (first && !first.ok)
    return {
      results: [],
      facts: facts(),
      noFlow: { reason: first.reason ?? 'unknown', exchanges: first.exchanges },
      requests: site.wire.requests,
    }
  const room = new Room()
  const silence = { inARow: 0 }
  const results: ScenarioResult[] = []
  const one = async (entry: Entry): Promise<void> => {
    const record = await recordOf(entry, { ...options, site }, lanes, room, silence)
    const result = judgeScenario(record, entry.scenario, facts(record), options.profile)
    results.push(result)
    onProgress?.({ is: 'finished', result, done: results.length, total: entries.length })
  }
  await Promise.all(aloneLast(entries).map(one))
  results.sort((a, b) => (a.id < b.id ? -1 : 1))
  return { results, facts: facts(), requests: site.wire.requests }
}

/** Who wants to be alone comes when all others are done: else everybody would wait with it for the one that waits longest. */
const aloneLast = (entries: readonly Entry[]): Entry[] => [
  ...entries.filter(({ scenario }) => scenario.alone !== true),
  ...entries.filter(({ scenario }) => scenario.alone === true),
]

const newsOf = ({ flow: { ok, reason, clockOffsetMs }, warnings }: Preflight): Progress => ({
  is: 'flow',
  ok,
  clockOffsetMs,
  warnings,
  ...(reason && { reason }),
})

async function recordOf(
  entry: Entry,
  options: EngineOptions,
  lanes: Lanes,
  room: Room,
  silence: { inARow: number },
): Promise<ScenarioRecord> {
  const { scenario, id } = entry
  const { onProgress } = options
  const search = { seed: options.seed ?? 1, runs: triesOfASearch }
  const onPause = (seconds: number): void => onProgress?.({ is: 'waits', id, seconds })
  if (scenario.tries?.includes('slow') && options.ownSite) {
    onProgress?.({ is: 'started', id })
    return onOwnSite(entry, options.ownSite, search)
  }
  // The room first: who holds a lane never waits for the room, so that a lane that was lent always comes back.
  return room.enter(scenario.alone === true, () =>
    lanes.use(async (lane) => {
      onProgress?.({ is: 'started', id })
      if (silence.inARow >= silenceLimit)
        return notPerformed(entry, {
          how: 'block',
          reason: `the server stopped answering: ${silenceLimit} scenarios in a row ended without a response`,
        })
      const record = await perform(entry, { site: options.site, lane, lanes, search, onPause })
      if (record.exchanges.length > 0) silence.inARow = record.exchanges.at(-1)?.failure ? silence.inARow + 1 : 0
      return record
    }),
  )
}

async function onOwnSite(
  entry: Entry,
  open: NonNullable<EngineOptions['ownSite']>,
  search: { seed: number; runs: number },
): Promise<ScenarioRecord> {
  const site = await open()
  try {
    const lanes = new Lanes(site, 1)
    return await lanes.use((lane) => perform(entry, { site, lane, lanes, search }))
  } finally {
    await site.close()
  }
}

/** The marks that a record speaks of: no judgement needs any other. */
const marksIn = (record: ScenarioRecord): ReadonlySet<string> => new Set(JSON.stringify(record).match(/‹[a-z_]+:\d+›/g) ?? [])

/** What judgements may know of the target. Saved with the run. */
export function factsOf({ target, vault }: Site, clockOffsetMs: number, marks?: () => Iterable<string>): Facts {
  let noted: Facts['marks'] | undefined
  return {
    issuer: target.issuer,
    origins: [...target.origins],
    metadata: target.metadata,
    jwks: target.jwks,
    clockOffsetMs,
    /** Looked up for those who ask: most judgements do not. */
    get marks() {
      noted ??= vault.facts(marks?.())
      return noted
    },
    clients: Object.fromEntries(
      Object.entries(target.clients).map(([role, { client_id, redirect_uris }]) => [
        role,
        { client_id, redirect_uris: [...redirect_uris] },
      ]),
    ),
    declared: declaredBy(target),
  }
}
