import { type FaultName, faults, type Policy, replacementsOf } from '../authorization-server/index.ts'
import type { Entry } from '../scenario/catalog.ts'
import type { Finding, Profile } from '../scenario/contract.ts'
import { catalogue } from '../spec/index.ts'
import { digestOf, goldenMatrix } from './golden.ts'
import { claimsOf, isOf, rowId } from './summary.ts'
import type { Tried, TryOut } from './trial.ts'

/** By what a row kills a fault: it fails, it only warns, or what it notes is another text. */
export type Kill = 'fail' | 'warn' | 'info'

/** By fault, the rows that kill it, and by what. */
export type Matrix = Record<string, Record<string, Kill>>

/** Which scenarios a fault is tried with: all; those that reach a step it replaces; of these only the rows that name it or are known to kill it (all rows
 *  where the scenario names it as a whole and none is known), unless scenario or fault have changed since that became known. Those with a browser cost
 *  seconds: of them it is always these rows alone. */
export type Cells = 'all' | 'reached' | 'known'

/** A row that is neither pass nor info on a sound server. */
export interface Alarm {
  policy: Policy
  row: string
  outcome: string
  reason: string
}

/** By fault that was tried with a scenario, what those scenarios and rows came to that name it: outcome and reason. */
export type Endings = Record<string, Record<string, string>>

/** What the trials showed: the kill matrix, what it was made of, and the alarms of the sound runs that it rests on. */
export interface Kills {
  matrix: Matrix
  endings: Endings
  falseAlarms: Alarm[]
}

/** Every policy that a sound server can keep to. */
const policies: readonly Policy[] = ['classic', 'bcp', 'oauth21']

/** How many scenarios meet a sound server in one trial, so that workers share them. */
const soundAtOnce = 40

/** Tries every scenario with the sound server of these policies, then each fault with the scenarios that reach the steps it replaces. */
export async function killMatrix(
  entries: readonly Entry[],
  names: readonly FaultName[],
  tryOut: TryOut,
  options: { policies?: readonly Policy[]; cells?: Cells; onFault?(name: FaultName): void } = {},
): Promise<Kills> {
  const { cells = 'reached', onFault } = options
  const sound = new Map((options.policies ?? policies).map((policy) => [policy, soundRuns(entries, policy, tryOut)]))
  const found = names.map(async (name): Promise<[FaultName, Found | undefined]> => {
    const parts = await Promise.all(sound.get(policyOf(name))!.map(async (of) => withFault(name, cells, await of, tryOut)))
    onFault?.(name)
    return [name, parts.filter((part) => part !== undefined).reduce(merged, undefined)]
  })
  const heard = [...sound].flatMap(([policy, kinds]) => kinds.map(async (of) => alarms(policy, [...(await of).tried.values()])))
  const [all, falseAlarms] = await Promise.all([Promise.all(found), Promise.all(heard)])
  const [matrix, endings]: [Matrix, Endings] = [{}, {}]
  for (const [name, one] of all) {
    matrix[name] = one?.kills ?? {}
    if (one) endings[name] = one.endings
  }
  return { matrix, endings, falseAlarms: falseAlarms.flat() }
}

/** Scenarios of one kind, and what each came to with the sound server of a policy. */
interface SoundRun {
  shown: boolean
  entries: readonly Entry[]
  tried: Map<string, Tried>
}

/** One of all scenarios without a browser, and one of each with a browser, the longest first: a fault waits for those alone that it meets. */
function soundRuns(entries: readonly Entry[], policy: Policy, tryOut: TryOut): Promise<SoundRun>[] {
  const tryEach = async (some: readonly Entry[], shown: boolean): Promise<SoundRun> => {
    const parts = Array.from({ length: Math.ceil(some.length / soundAtOnce) }, (_, i) => some.slice(i * soundAtOnce, (i + 1) * soundAtOnce))
    const trials = parts.map((part) => tryOut({ policy, faults: [], shown, scenarios: part.map(({ id }) => ({ id })) }))
    const tried = (await Promise.all(trials)).flat()
    return { shown, entries: some, tried: new Map(tried.map((one) => [one.id, one])) }
  }
  const { true: shown = [], false: direct = [] } = Object.groupBy(entries.filter(showsUnder(policy)), (entry) => `${needsBrowser(entry)}`)
  const rows = ({ scenario }: Entry) => Object.keys(scenario.cases ?? {}).length
  return [tryEach(direct, false), ...shown.toSorted((a, b) => rows(b) - rows(a)).map((entry) => tryEach([entry], true))]
}

/** What trials with one fault showed. */
interface Found {
  kills: Matrix[string]
  endings: Endings[string]
}

const merged = (one: Found | undefined, other: Found): Found => ({
  kills: { ...one?.kills, ...other.kills },
  endings: { ...one?.endings, ...other.endings },
})

/** Tries a fault with scenarios of one kind; undefined where none of them meets it. */
async function withFault(name: FaultName, cells: Cells, sound: SoundRun, tryOut: TryOut): Promise<Found | undefined> {
  const touched = sound.entries.flatMap((entry) => triedOf(name, entry, sound, cells) ?? [])
  if (touched.length === 0) return undefined
  const scenarios = touched.map(({ id, scenario: { cases } }) => ({ id, ...(cases && { rows: Object.keys(cases) }) }))
  const faulty = await tryOut({ policy: policyOf(name), faults: [name], shown: sound.shown, scenarios })
  const kills = faulty.flatMap((one) => killsIn(one, sound.tried.get(one.id), policyOf(name)))
  return { kills: Object.fromEntries(kills), endings: endingsOf(name, touched, faulty) }
}

/** Whether a scenario has a real browser show pages. */
export const needsBrowser = ({ scenario }: Entry): boolean => scenario.needs.includes('browser')

/** Pages look alike under every policy, and to show them costs seconds: one has to do. */
const showsUnder = (policy: Policy) => (entry: Entry) => policy === 'bcp' || !needsBrowser(entry)

/** What of a scenario a fault is tried with: all of it, some of its rows, or nothing. */
function triedOf(name: FaultName, entry: Entry, { tried }: SoundRun, cells: Cells): Entry | undefined {
  if (cells === 'all') return entry
  const reached = tried.get(entry.id)?.reached
  if (!entry.scenario.tries?.includes('slow') && !replacedBy(name).some((step) => reached?.has(step))) return undefined
  const known = goldenMatrix()
  const isUnchanged = known?.faults[name] === digestOf(name) && known.scenarios[entry.id] === digestOf(entry)
  if (cells === 'known' && isUnchanged) return narrowed(entry, name)
  if (!needsBrowser(entry)) return entry
  return entry.scenario.detects?.includes(name) ? entry : narrowed(entry, name)
}

const isKnown = (name: FaultName, scenario: string): boolean =>
  Object.keys(goldenMatrix()?.matrix[name] ?? {}).some((row) => isOf(row, scenario))

/** A scenario with those of its rows that name a fault or are known to kill it: with all where it only names the fault itself; undefined where nothing does. */
export function narrowed(entry: Entry, name: FaultName): Entry | undefined {
  const { id, scenario } = entry
  const isNamed = ({ detects }: { detects?: readonly FaultName[] }) => detects?.includes(name) === true
  if (isKnown(name, id) && !scenario.cases) return entry
  const rows = Object.entries(scenario.cases ?? {}).filter(([row, of]) => isNamed(of) || isKnown(name, rowId(id, row)))
  if (rows.length === 0) return isNamed(scenario) ? entry : undefined
  return { ...entry, scenario: { ...scenario, cases: Object.fromEntries(rows) } }
}

/** What scenarios and rows came to under a fault that they name. */
function endingsOf(name: FaultName, touched: readonly Entry[], results: readonly Tried[]): Endings[string] {
  const naming = new Set(touched.flatMap(claimsOf).flatMap(({ scenario, row, faults }) => (faults.includes(name) ? [row ?? scenario] : [])))
  const endings = results.flatMap(({ id, rows, ...whole }) => [
    { of: id, ...whole },
    ...rows.map((row) => ({ of: rowId(id, row.name), ...row })),
  ])
  return Object.fromEntries(endings.filter(({ of }) => naming.has(of)).map(({ of, outcome, reason }) => [of, `${outcome}: ${reason}`]))
}

/** The rows that kill a fault: they passed on the sound server, and now a finding on a requirement of theirs fails or warns. */
function killsIn(faulty: Tried, sound: Tried | undefined, profile: Profile): [row: string, Kill][] {
  const before = new Map(sound?.rows.map((row) => [row.name, row]))
  return faulty.rows.flatMap((row): [string, Kill][] => {
    const kill = killOf(before.get(row.name), row, faulty, profile)
    return kill ? [[rowId(faulty.id, row.name), kill]] : []
  })
}

/** By what a row kills, if it does. */
export function killOf(before: Row | undefined, now: Row, of: Pick<Tried, 'requirements'>, profile: Profile): Kill | undefined {
  if (before?.outcome === 'info' && now.outcome === 'info') return noted(before) === noted(now) ? undefined : 'info'
  if (before?.outcome !== 'pass' && before?.outcome !== 'info') return undefined
  if (now.outcome !== 'fail' && now.outcome !== 'warn') return undefined
  const named = new Set(of.requirements.map(({ id }) => id))
  const isOwn = ({ requirement }: Violation) => requirement === undefined || (named.has(requirement) && gradeIn(requirement, profile))
  return now.findings.some((finding) => finding.is === 'violated' && isOwn(finding)) ? now.outcome : undefined
}

type Row = Tried['rows'][number]
type Violation = Extract<Finding, { is: 'violated' }>
const gradeIn = (id: NonNullable<Violation['requirement']>, profile: Profile) => catalogue[id].grade[profile] !== undefined
const noted = (row: Row) => row.findings.flatMap((f) => (f.is === 'noted' ? [f.seen] : [])).join('; ')

const alarms = (policy: Policy, results: readonly Tried[]): Alarm[] =>
  results.flatMap((result) =>
    result.rows
      .filter((row) => !['pass', 'info'].includes(row.outcome) && !isNotAsked(row))
      .map((row) => ({ policy, row: rowId(result.id, row.name), outcome: row.outcome, reason: row.reason })),
  )

/** A skip that the row itself did not end by is one because this profile does not ask for the requirement, and no alarm. */
const isNotAsked = (row: Row) => row.outcome === 'skip' && row.ended.how !== 'skip'

/** The policy under which a fault shows. */
const policyOf = (name: FaultName): Policy => (faults[name] as { in?: Policy }).in ?? 'bcp'

/** The steps that a fault replaces, as `table.step`. */
const replacedBy = (name: FaultName): string[] =>
  Object.entries(replacementsOf(faults[name])).flatMap(([table, steps]) => Object.keys(steps).map((step) => `${table}.${step}`))
