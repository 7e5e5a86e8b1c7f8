import { type FaultName, faults, type Policy, replacementsOf } from '../authorization-server/index.ts'
import type { Entry } from '../scenario/catalog.ts'
import type { Finding, Profile } from '../scenario/contract.ts'
import { run } from '../scenario/engine.ts'
import type { RowResult, ScenarioResult } from '../scenario/result.ts'
import type { Site } from '../scenario/site.ts'
import { catalogue } from '../spec/index.ts'
import { digestOf, goldenMatrix } from './golden.ts'
import { claimsOf, isOf, rowId } from './summary.ts'

export type { Policy }

/** An embedded server that is up, with a fault or sound, and the way to it. */
export interface Bed {
  site: Site
  /** The same server, some of whose pages a real browser shows. */
  withBrowser(): Site
  ownSite(): Promise<Site & { close(): Promise<void> }>
  takeReached(): Set<string>
  close(): Promise<void>
}
export type OpenBed = (policy: Policy, faults: readonly FaultName[]) => Promise<Bed>

/** By what a row kills a fault: it fails, it only warns, or what it notes is another text. */
export type Kill = 'fail' | 'warn' | 'info'

/** By fault, the rows that kill it, and by what. */
export type Matrix = Record<string, Record<string, Kill>>

interface SoundRun {
  results: Map<string, ScenarioResult>
  reached: Map<string, Set<string>>
}

/** Which scenarios a fault is tried with: all; those that reach a step it replaces; of these only those that name it, that are known to
 *  kill it, or that have changed like the fault itself since that became known. Those with a browser cost
 *  seconds: their rows are tried with faults that they name or are known to kill. */
export type Cells = 'all' | 'reached' | 'known'

/** A row that is neither pass nor info on a sound server. */
export interface Alarm {
  policy: Policy
  row: string
  outcome: string
  reason: string
}

/** By fault, what scenarios and rows came to under it: outcome and reason. */
export type Tried = Record<string, Record<string, string>>

/** What one worker finds out: a part of the kill matrix, what it was made of, and the alarms of the sound runs that it rests on. */
export interface Part {
  matrix: Matrix
  /** By fault that was tried with a scenario, what those came to that name it. */
  tried: Tried
  falseAlarms: Alarm[]
}

/** Every policy that a sound server can keep to. */
export const policies: readonly Policy[] = ['classic', 'bcp', 'oauth21']

/** Runs every scenario against the sound server of these policies, then each fault against the scenarios that reach the steps it replaces. */
export async function killMatrix(
  entries: readonly Entry[],
  open: OpenBed,
  names: readonly FaultName[],
  options: { policies?: readonly Policy[]; cells?: Cells; onFault?(name: FaultName): void } = {},
): Promise<Part> {
  const sound = new Map<Policy, SoundRun>()
  for (const policy of options.policies ?? policies) sound.set(policy, await runSound(entries.filter(showsUnder(policy)), open, policy))
  const [matrix, tried]: [Matrix, Tried] = [{}, {}]
  for (const name of names) {
    const of = sound.get(policyOf(name)) as SoundRun
    const touched = touchedBy(name, entries, of, options.cells ?? 'reached')
    const results = touched.length === 0 ? [] : await faultyRun(name, touched, open)
    matrix[name] = Object.fromEntries(results.flatMap((result) => killsIn(result, of.results.get(result.id), policyOf(name))))
    if (touched.length > 0) tried[name] = endingsOf(name, touched, results)
    options.onFault?.(name)
  }
  return { matrix, tried, falseAlarms: [...sound].flatMap(([policy, { results }]) => alarms(policy, [...results.values()])) }
}

async function runSound(entries: readonly Entry[], open: OpenBed, policy: Policy): Promise<SoundRun> {
  const bed = await open(policy, [])
  const [results, reached] = [new Map<string, ScenarioResult>(), new Map<string, Set<string>>()]
  try {
    for (const entry of entries) {
      bed.takeReached()
      const [result] = await runOn(bed, [entry], policy)
      results.set(entry.id, result as ScenarioResult)
      reached.set(entry.id, bed.takeReached())
    }
  } finally {
    await bed.close()
  }
  return { results, reached }
}

/** Whether a scenario has a real browser show pages. */
export const needsBrowser = ({ scenario }: Entry): boolean => scenario.needs.includes('browser')

/** Pages look alike under every policy, and to show them costs seconds: one has to do. */
const showsUnder = (policy: Policy) => (entry: Entry) => policy === 'bcp' || !needsBrowser(entry)

async function runOn(bed: Bed, entries: readonly Entry[], policy: Policy): Promise<ScenarioResult[]> {
  const { true: shown = [], false: direct = [] } = Object.groupBy(entries, (entry) => `${needsBrowser(entry)}`)
  const options = { profile: policy as Profile, ownSite: bed.ownSite, preflight: false }
  const { results } = await run({ ...options, site: bed.site, entries: direct })
  return shown.length === 0 ? results : [...results, ...(await run({ ...options, site: bed.withBrowser(), entries: shown })).results]
}

function isTried(name: FaultName, entry: Entry, { reached }: SoundRun, cells: Cells): boolean {
  const isReached = entry.scenario.tries?.includes('slow') || replacedBy(name).some((step) => reached.get(entry.id)?.has(step))
  if (cells === 'all' || !isReached) return cells === 'all'
  if (needsBrowser(entry)) return narrowed(entry, name) !== undefined
  const known = goldenMatrix()
  if (cells === 'reached' || known?.faults[name] !== digestOf(name) || known.scenarios[entry.id] !== digestOf(entry)) return true
  return isKnown(name, entry.id) || claimsOf(entry).some(({ faults: claimed }) => claimed.includes(name))
}

const isKnown = (name: FaultName, scenario: string): boolean =>
  Object.keys(goldenMatrix()?.matrix[name] ?? {}).some((row) => isOf(row, scenario))

/** A scenario with a browser, with those of its rows that name a fault or are known to kill it; undefined where none does. */
export function narrowed(entry: Entry, name: FaultName): Entry | undefined {
  const { id, scenario } = entry
  const isNamed = ({ detects }: { detects?: readonly FaultName[] }) => detects?.includes(name) === true
  if (isNamed(scenario) || (isKnown(name, id) && !scenario.cases)) return entry
  const rows = Object.entries(scenario.cases ?? {}).filter(([row, of]) => isNamed(of) || isKnown(name, rowId(id, row)))
  return rows.length === 0 ? undefined : { ...entry, scenario: { ...scenario, cases: Object.fromEntries(rows) } }
}

/** The scenarios that a fault is tried with, of those with a browser only the rows. */
function touchedBy(name: FaultName, entries: readonly Entry[], sound: SoundRun, cells: Cells): Entry[] {
  const tried = entries.filter((entry) => showsUnder(policyOf(name))(entry) && isTried(name, entry, sound, cells))
  return tried.map((entry) => (needsBrowser(entry) && cells !== 'all' ? (narrowed(entry, name) ?? entry) : entry))
}

async function faultyRun(name: FaultName, touched: readonly Entry[], open: OpenBed): Promise<ScenarioResult[]> {
  const bed = await open(policyOf(name), [name])
  try {
    return await runOn(bed, touched, policyOf(name))
  } finally {
    await bed.close()
  }
}

/** What scenarios and rows came to under a fault that they name. */
function endingsOf(name: FaultName, touched: readonly Entry[], results: readonly ScenarioResult[]): Tried[string] {
  const naming = new Set(touched.flatMap(claimsOf).flatMap(({ scenario, row, faults }) => (faults.includes(name) ? [row ?? scenario] : [])))
  const endings = results.flatMap(({ id, rows, ...whole }) => [
    { of: id, ...whole },
    ...rows.map((row) => ({ of: rowId(id, row.name), ...row })),
  ])
  return Object.fromEntries(endings.filter(({ of }) => naming.has(of)).map(({ of, outcome, reason }) => [of, `${outcome}: ${reason}`]))
}

/** The rows that kill a fault: they passed on the sound server, and now a finding on a requirement of theirs fails or warns. */
function killsIn(faulty: ScenarioResult, sound: ScenarioResult | undefined, profile: Profile): [row: string, Kill][] {
  const before = new Map(sound?.rows.map((row) => [row.name, row]))
  return faulty.rows.flatMap((row): [string, Kill][] => {
    const kill = killOf(before.get(row.name), row, faulty, profile)
    return kill ? [[rowId(faulty.id, row.name), kill]] : []
  })
}

/** By what a row kills, if it does. */
export function killOf(before: RowResult | undefined, now: RowResult, of: ScenarioResult, profile: Profile): Kill | undefined {
  if (before?.outcome === 'info' && now.outcome === 'info') return noted(before) === noted(now) ? undefined : 'info'
  if (before?.outcome !== 'pass' && before?.outcome !== 'info') return undefined
  if (now.outcome !== 'fail' && now.outcome !== 'warn') return undefined
  const named = new Set(of.requirements.map(({ id }) => id))
  const isOwn = ({ requirement }: Violation) => requirement === undefined || (named.has(requirement) && gradeIn(requirement, profile))
  return now.findings.some((finding) => finding.is === 'violated' && isOwn(finding)) ? now.outcome : undefined
}

type Violation = Extract<Finding, { is: 'violated' }>
const gradeIn = (id: NonNullable<Violation['requirement']>, profile: Profile) => catalogue[id].grade[profile] !== undefined
const noted = (row: RowResult) => row.findings.flatMap((f) => (f.is === 'noted' ? [f.seen] : [])).join('; ')

const alarms = (policy: Policy, results: readonly ScenarioResult[]): Alarm[] =>
  results.flatMap((result) =>
    result.rows
      .filter((row) => !['pass', 'info'].includes(row.outcome) && !isNotAsked(row))
      .map((row) => ({ policy, row: rowId(result.id, row.name), outcome: row.outcome, reason: row.reason })),
  )

/** A skip that the row itself did not end by is one because this profile does not ask for the requirement, and no alarm. */
const isNotAsked = (row: RowResult) => row.outcome === 'skip' && row.ended.how !== 'skip'

/** The policy under which a fault shows. */
export const policyOf = (name: FaultName): Policy => (faults[name] as { in?: Policy }).in ?? 'bcp'

/** The steps that a fault replaces, as `table.step`. */
const replacedBy = (name: FaultName): string[] =>
  Object.entries(replacementsOf(faults[name])).flatMap(([table, steps]) => Object.keys(steps).map((step) => `${table}.${step}`))
