import { type FaultName, faults, replacementsOf } from '../authorization-server/index.ts'
import type { Entry } from '../scenario/catalog.ts'
import type { Finding, Profile } from '../scenario/contract.ts'
import { run } from '../scenario/engine.ts'
import type { RowResult, ScenarioResult } from '../scenario/result.ts'
import type { Site } from '../scenario/site.ts'
import { catalogue } from '../spec/index.ts'
import { digestOf, goldenMatrix } from './golden.ts'

export type Policy = 'classic' | 'bcp' | 'oauth21'

/** An embedded server that is up, with a fault or sound, and the way to it. */
export interface Bed {
  site: Site
  ownSite(): Promise<Site & { close(): Promise<void> }>
  takeReached(): Set<string>
  close(): Promise<void>
}
export type OpenBed = (policy: Policy, faults: readonly FaultName[]) => Promise<Bed>

export interface Proof {
  scenarios: number
  rows: number
  faults: number
  killed: number
  /** Faults and the scenarios that name them in vain, or nobody at all. */
  survived: { fault: FaultName; scenario?: string }[]
  /** Rows that are neither pass nor info on a sound server. */
  falseAlarms: { policy: Policy; row: string; outcome: string; reason: string }[]
  /** Kills that no row names and no `also` explains. */
  unnamed: { fault: FaultName; row: string }[]
  /** Rows that no fault kills. */
  unproven: string[]
  /** Faults that the same rows kill, and none of which says in its `unlike` how it differs from another of them. */
  alike: FaultName[][]
  /** By fault: the rows that it kills. */
  matrix: Record<string, string[]>
}

interface SoundRun {
  results: Map<string, ScenarioResult>
  reached: Map<string, Set<string>>
}

/** Which scenarios a fault is tried with: all; those that reach a step it replaces; of these only those that name it, that are known to
 *  kill it, or that have changed like the fault itself since that became known. */
export type Cells = 'all' | 'reached' | 'known'

/** What one worker finds out: a part of the kill matrix, and the alarms of the sound runs that it rests on. */
export interface Part {
  matrix: Proof['matrix']
  falseAlarms: Proof['falseAlarms']
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
  for (const policy of options.policies ?? policies) sound.set(policy, await runSound(entries, open, policy))
  const matrix: Proof['matrix'] = {}
  for (const name of names) {
    matrix[name] = await killsOf(name, entries, open, sound.get(policyOf(name)) as SoundRun, options.cells ?? 'reached')
    options.onFault?.(name)
  }
  return { matrix, falseAlarms: [...sound].flatMap(([policy, { results }]) => alarms(policy, [...results.values()])) }
}

async function runSound(entries: readonly Entry[], open: OpenBed, policy: Policy): Promise<SoundRun> {
  const bed = await open(policy, [])
  const [results, reached] = [new Map<string, ScenarioResult>(), new Map<string, Set<string>>()]
  try {
    for (const entry of entries) {
      bed.takeReached()
      const { results: some } = await run({
        site: bed.site,
        entries: [entry],
        profile: policy as Profile,
        ownSite: bed.ownSite,
        preflight: false,
      })
      results.set(entry.id, some[0] as ScenarioResult)
      reached.set(entry.id, bed.takeReached())
    }
  } finally {
    await bed.close()
  }
  return { results, reached }
}

function isTried(name: FaultName, entry: Entry, { reached }: SoundRun, cells: Cells): boolean {
  const isReached = entry.scenario.tries?.includes('slow') || replacedBy(name).some((step) => reached.get(entry.id)?.has(step))
  if (cells !== 'known' || !isReached) return cells === 'all' || isReached
  const known = goldenMatrix()
  if (known?.faults[name] !== digestOf(name) || known.scenarios[entry.id] !== digestOf(entry)) return true
  return known.matrix[name]?.some((row) => isOf(row, entry.id)) || claimsOf(entry).some(({ faults: claimed }) => claimed.includes(name))
}

/** The rows that a fault kills: they passed on the sound server, and now a finding on a requirement of theirs fails or warns. */
async function killsOf(name: FaultName, entries: readonly Entry[], open: OpenBed, sound: SoundRun, cells: Cells): Promise<string[]> {
  const policy = policyOf(name)
  const touched = entries.filter((entry) => isTried(name, entry, sound, cells))
  const bed = await open(policy, [name])
  try {
    const { results } = await run({ site: bed.site, entries: touched, profile: policy as Profile, ownSite: bed.ownSite, preflight: false })
    return results.flatMap((result) => killedRows(sound.results.get(result.id) as ScenarioResult, result, policy as Profile)).sort()
  } finally {
    await bed.close()
  }
}

function killedRows(sound: ScenarioResult, faulty: ScenarioResult, profile: Profile): string[] {
  const before = new Map(sound.rows.map((row) => [row.name, row]))
  return faulty.rows.filter((row) => isKilled(before.get(row.name), row, faulty, profile)).map((row) => rowId(faulty.id, row.name))
}

function isKilled(before: RowResult | undefined, now: RowResult, of: ScenarioResult, profile: Profile): boolean {
  if (before?.outcome === 'info' && now.outcome === 'info') return noted(before) !== noted(now)
  if (before?.outcome !== 'pass' && before?.outcome !== 'info') return false
  if (now.outcome !== 'fail' && now.outcome !== 'warn') return false
  const named = new Set(of.requirements.map(({ id }) => id))
  return now.findings.some(
    (f) => f.is === 'violated' && (f.requirement === undefined || (named.has(f.requirement) && gradeIn(f.requirement, profile))),
  )
}

const gradeIn = (id: NonNullable<Extract<Finding, { is: 'violated' }>['requirement']>, profile: Profile) =>
  catalogue[id].grade[profile] !== undefined
const noted = (row: RowResult) => row.findings.flatMap((f) => (f.is === 'noted' ? [f.seen] : [])).join('; ')

/** What follows from the whole matrix: what was claimed in vain, what nobody claimed, what nothing proves. */
export function summarised(entries: readonly Entry[], names: readonly FaultName[], { matrix, falseAlarms }: Part): Proof {
  const claims = entries.flatMap(claimsOf)
  const killed = names.filter((name) => (matrix[name] ?? []).length > 0)
  const rows = entries.flatMap(rowsOf)
  const proven = new Set(Object.values(matrix).flat())
  return {
    scenarios: entries.length,
    rows: rows.length,
    faults: names.length,
    killed: killed.length,
    survived: [...names.filter((name) => !killed.includes(name)).map((fault) => ({ fault })), ...claimedInVain(claims, names, matrix)],
    falseAlarms,
    unnamed: names.flatMap((fault) => unnamed(fault, matrix[fault] ?? [], claims)),
    unproven: rows.filter((row) => !proven.has(row)),
    alike: alike(names, matrix),
    matrix,
  }
}

/** What a scenario claims: faults that one of its rows detects, and faults that at least one of its rows detects. */
interface Claim {
  scenario: string
  row?: string
  faults: readonly FaultName[]
}
function claimsOf({ id, scenario }: Entry): Claim[] {
  const rows = Object.entries(scenario.cases ?? {}).map(([name, row]) => ({
    scenario: id,
    row: rowId(id, name),
    faults: row.detects ?? [],
  }))
  return [{ scenario: id, faults: scenario.detects ?? [] }, ...rows]
}

const rowsOf = ({ id, scenario }: Entry): string[] => Object.keys(scenario.cases ?? { whole: 0 }).map((name) => rowId(id, name))
const isOf = (row: string, scenario: string) => row === scenario || row.startsWith(`${scenario} › `)

const claimedInVain = (claims: readonly Claim[], names: readonly FaultName[], matrix: Record<string, string[]>): Proof['survived'] =>
  claims.flatMap(({ scenario, row, faults: claimed }) =>
    claimed
      .filter((fault) => names.includes(fault) && !matrix[fault]?.some((killed) => (row ? killed === row : isOf(killed, scenario))))
      .map((fault) => ({ fault, scenario: row ?? scenario })),
  )

function unnamed(fault: FaultName, rows: readonly string[], claims: readonly Claim[]): Proof['unnamed'] {
  const explained = [...Object.keys(also(fault)), ...claims.filter((claim) => claim.faults.includes(fault)).map((claim) => claim.scenario)]
  return rows
    .filter((row) => !explained.some((id) => id === '*' || isOf(row, id) || row.startsWith(`${id}/`)))
    .map((row) => ({ fault, row }))
}

/** Two faults that no scenario tells apart are one, unless a sentence says what the other difference is. */
function alike(names: readonly FaultName[], matrix: Proof['matrix']): FaultName[][] {
  const byRows = Map.groupBy(names, (name) => (matrix[name] ?? []).join('\n'))
  const told = (name: FaultName, among: readonly FaultName[]) => among.some((other) => faults[name].unlike?.[other] !== undefined)
  return [...byRows].flatMap(([rows, group]) => {
    const untold = group.filter((name) => !told(name, group))
    return rows === '' || untold.length < 2 ? [] : [untold]
  })
}

const alarms = (policy: Policy, results: readonly ScenarioResult[]): Proof['falseAlarms'] =>
  results.flatMap((result) =>
    result.rows
      .filter((row) => !['pass', 'info'].includes(row.outcome) && !isNotAsked(row))
      .map((row) => ({ policy, row: rowId(result.id, row.name), outcome: row.outcome, reason: row.reason })),
  )

/** A skip because this profile does not ask for the requirement is no alarm. */
const isNotAsked = (row: RowResult) => row.outcome === 'skip' && row.reason.startsWith('the profile ')

const rowId = (id: string, name: string) => (name === 'whole' ? id : `${id} › ${name}`)
const also = (name: FaultName): Readonly<Record<string, string>> => (faults[name] as { also?: Record<string, string> }).also ?? {}
/** The policy under which a fault shows. */
export const policyOf = (name: FaultName): Policy => (faults[name] as { in?: Policy }).in ?? 'bcp'

/** The steps that a fault replaces, as `table.step`. */
const replacedBy = (name: FaultName): string[] =>
  Object.entries(replacementsOf(faults[name])).flatMap(([table, steps]) => Object.keys(steps).map((step) => `${table}.${step}`))
