import { setTimeout as sleep } from 'node:timers/promises'
import type { Exchange } from '../http/exchange.ts'
import { unallowed, unmet } from '../target/needs.ts'
import type { Browser } from '../user-agent/agent.ts'
import { noAnswer } from '../verify/index.ts'
import { type BenchParts, makeBench } from './bench.ts'
import type { Entry } from './catalog.ts'
import { honestConversation, toAskAgain } from './closing.ts'
import type { BenchFor, Evidence, Need, Row, Scenario } from './contract.ts'
import { NoVerdict } from './errors.ts'
import { referencesIn, saved } from './evidence.ts'
import { casesOf } from './judge.ts'
import type { Lane, Lanes } from './lanes.ts'
import type { ActRecord, ScenarioRecord } from './record.ts'
import type { Site } from './site.ts'

/** What performing a scenario needs beside the scenario. */
export interface Stage {
  site: Site
  lane: Lane
  lanes: Lanes
  search: { seed: number; runs: number }
  /** Told how long the lane is lent to others while real time passes. */
  onPause?(seconds: number): void
}

/** Performs one scenario against a site and records all that a verdict will rest on. Judges nothing. Never throws for what a target does. */
export async function perform(entry: Entry, stage: Stage): Promise<ScenarioRecord> {
  const started = performance.now()
  const { scenario } = entry
  const recorder = stage.site.wire.recorder(entry.id)
  const dropped = new Set<number>()
  const acting: Acting = {
    scenario,
    exchanges: recorder.exchanges,
    bench: () => makeBench(benchParts(scenario, stage, recorder, dropped)) as WholeBench,
    again: () => toAskAgain(scenario.needs, stage.site.target, recorder.exchanges),
  }
  const missing = whatIsMissing(scenario, stage.site) ?? (await lackOfBrowser(scenario, stage.site))
  const acts = missing
    ? { rows: everyRow(scenario, { evidence: {}, steps: [], ended: missing }), controls: {} }
    : scenario.cases
      ? await performCases(acting)
      : await performWhole(acting)
  const kept = new Set(referencesIn(acts))
  const exchanges = recorder.exchanges.filter(({ n }) => kept.has(n) || !dropped.has(n))
  const record = { id: entry.id, ...acts, exchanges, durationMs: Math.round(performance.now() - started), source: entry.source }
  return closedAgain(record, stage.site)
}

/** A record of a scenario that was not performed, with the reason in each row. */
export const notPerformed = (entry: Entry, ended: ActRecord['ended']): ScenarioRecord => ({
  id: entry.id,
  rows: everyRow(entry.scenario, { evidence: {}, steps: [], ended }),
  controls: {},
  exchanges: [],
  durationMs: 0,
  source: entry.source,
})

/** What a scenario does not need may be missing from it; `whatIsMissing` has seen to the rest. */
type WholeBench = BenchFor<Need>
type Acts = Pick<ScenarioRecord, 'rows' | 'controls'>

/** One scenario while it is performed. */
interface Acting {
  scenario: Scenario
  /** All that was recorded so far. */
  exchanges: readonly Exchange[]
  bench(): WholeBench
  /** What the closing conversation has to ask. */
  again(): readonly Need[]
}

/** The twin, each case, the twin again. When the twin does not work, the cases are not tried: they could prove nothing. */
async function performCases(acting: Acting): Promise<Acts> {
  const { scenario } = acting
  const twin = () => performed(acting, (bench) => scenario.act(bench, { change: {} }))
  const before = await twin()
  if (before.ended.how !== 'done' || !holds(scenario, before)) {
    const rows = everyRow(scenario, { evidence: {}, steps: [], ended: unlessDone(before.ended) })
    return { rows, controls: { before: before.act, ...(await afterSkip(before, acting)) } }
  }
  const rows: Record<string, ActRecord> = {}
  for (const [name, row] of Object.entries(casesOf(scenario)))
    rows[name] = (await performed(acting, (bench) => scenario.act(bench, row))).act
  return { rows, controls: { before: before.act, after: (await twin()).act } }
}

async function performWhole(acting: Acting): Promise<Acts> {
  const { scenario } = acting
  const [[name, row]] = Object.entries(casesOf(scenario)) as [[string, Row]]
  const { act, ended } = await performed(acting, (bench) => scenario.act(bench, row))
  if (ended.how !== 'done') return { rows: { [name]: act }, controls: await afterSkip({ ended }, acting) }
  const after = await performed(acting, (bench) => honestConversation(bench, acting.again()))
  return { rows: { [name]: act }, controls: { after: after.act } }
}

/** What made a scenario skip may have been a server that serves nobody any more. A skip by the configuration alone asked nobody,
 *  and where a person would have to sign in again, nobody can be asked. */
async function afterSkip({ ended }: Pick<Performed, 'ended'>, acting: Acting): Promise<Pick<Acts['controls'], 'after'>> {
  if (ended.how !== 'skip' || acting.exchanges.length === 0) return {}
  const after = await performed(acting, (bench) => honestConversation(bench, []))
  return after.ended.how === 'skip' ? {} : { after: after.act }
}

interface Performed {
  act: ActRecord
  ended: ActRecord['ended']
  evidence: Evidence
}

async function performed({ bench, exchanges }: Acting, act: (bench: WholeBench) => Promise<Evidence>): Promise<Performed> {
  const before = exchanges.length
  try {
    const evidence = await act(bench())
    const kept = saved(evidence)
    return { evidence, ended: { how: 'done' }, act: { evidence: kept, steps: Object.keys(kept), ended: { how: 'done' } } }
  } catch (error) {
    const ended = unlessSilent(endedBy(error), exchanges.slice(before))
    return { evidence: {}, ended, act: { evidence: {}, steps: [], ended } }
  }
}

function endedBy(error: unknown): ActRecord['ended'] {
  if (error instanceof NoVerdict)
    return error.how === 'skip'
      ? { how: 'skip', reason: error.message, provide: error.provide ?? 'see the reason' }
      : { how: 'block', reason: error.message }
  return { how: 'error', reason: `act threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}` }
}

/** What is learnt on the way is learnt from answers: where one is missing, nothing was learnt. */
function unlessSilent(ended: ActRecord['ended'], exchanges: readonly Exchange[]): ActRecord['ended'] {
  const silent = ended.how === 'skip' && exchanges.map((exchange) => noAnswer(exchange)).find(Boolean)
  return silent ? { how: 'block', reason: silent } : ended
}

function holds(scenario: Scenario, { evidence }: Performed): boolean {
  try {
    return scenario.control(evidence)
  } catch {
    return false
  }
}

const unlessDone = (ended: ActRecord['ended']): ActRecord['ended'] =>
  ended.how === 'done' ? { how: 'block', reason: 'the honest request did not work' } : ended

const everyRow = (scenario: Scenario, act: ActRecord): Record<string, ActRecord> =>
  Object.fromEntries(Object.keys(casesOf(scenario)).map((name) => [name, act]))

function whatIsMissing(scenario: Scenario, { target }: Site): ActRecord['ended'] | undefined {
  const missing =
    scenario.needs.map((need) => unmet(need, target)).find(Boolean) ?? scenario.tries?.map((deed) => unallowed(deed, target)).find(Boolean)
  return missing && { how: 'skip', ...missing }
}

async function lackOfBrowser({ needs }: Scenario, { missingBrowser }: Site): Promise<ActRecord['ended'] | undefined> {
  const reason = needs.includes('browser') ? await missingBrowser?.() : undefined
  return reason === undefined
    ? undefined
    : { how: 'skip', reason, provide: 'a Chrome, Chromium or Edge that starts: `grantproof doctor` says which it finds' }
}

function benchParts(
  scenario: Scenario,
  { site, lane, lanes, search, onPause }: Stage,
  recorder: BenchParts['recorder'],
  dropped: Set<number>,
): BenchParts {
  const own = new Map<string, Browser>()
  const ownBrowser = (user: string) => {
    const browser = own.get(user) ?? site.openBrowser(user).fresh()
    own.set(user, browser)
    return browser
  }
  return {
    site,
    recorder,
    search,
    dropped,
    browser: scenario.session === 'own' ? ownBrowser : (user) => lane.browser(user),
    pause: (seconds) => {
      onPause?.(seconds)
      return lanes.lend(lane, () => sleep(seconds * 1000))
    },
  }
}

/** Secrets that were learnt late are closed in what was recorded early, so that what is judged is what is saved. */
const closedAgain = (record: ScenarioRecord, { vault }: Site): ScenarioRecord => ({
  ...record,
  ...(closedDeep({ rows: record.rows, controls: record.controls, exchanges: record.exchanges }, (text) => vault.reclose(text)) as object),
})

/** Every text in a value, closed; the value itself where that changes nothing. Names of members are ours, but for evidence of scenarios, whose texts are
 *  closed when they are recorded. */
function closedDeep(value: unknown, close: (text: string) => string): unknown {
  if (typeof value === 'string') return value.length < 8 ? value : close(value)
  if (typeof value !== 'object' || value === null) return value
  let copy: Record<string, unknown> | undefined
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key]
    const closed = closedDeep(item, close)
    if (closed === item) continue
    copy ??= (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>
    copy[key] = closed
  }
  return copy ?? value
}
