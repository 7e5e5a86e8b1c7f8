import { type FaultName, faults } from '../authorization-server/index.ts'
import type { Entry } from '../scenario/catalog.ts'
import type { Alarm, Endings, Kills, Matrix } from './mutation.ts'

/** What a proof says: the matrix, and what is wrong with it. */
export interface Proof {
  scenarios: number
  rows: number
  /** Those that were tried: a part of the scenarios meets a part of them. */
  faults: number
  killed: number
  /** Faults and the scenarios that name them in vain, with what these came to where they were tried; or nobody at all. */
  survived: { fault: FaultName; scenario?: string; cameTo?: string }[]
  /** Rows that are neither pass nor info on a sound server. */
  falseAlarms: Alarm[]
  /** Kills that no row names and no `also` explains. */
  unnamed: { fault: FaultName; row: string }[]
  /** Entries of an `also` that explain no kill: what they name kills nothing, or says so itself. */
  stale: { fault: FaultName; also: string }[]
  /** Rows that no fault kills. */
  unproven: string[]
  /** Faults that the same rows kill, and none of which says in its `unlike` how it differs from another of them. */
  alike: FaultName[][]
  matrix: Matrix
}

/** What follows from the whole matrix: what was claimed in vain, what nobody claimed, what nothing proves. */
export function summarised(entries: readonly Entry[], names: readonly FaultName[], { matrix, endings, falseAlarms }: Kills): Proof {
  const claims = entries.flatMap(claimsOf)
  const killers = (fault: FaultName) => Object.keys(matrix[fault] ?? {})
  const killed = names.filter((name) => killers(name).length > 0)
  const rows = entries.flatMap(rowsOf)
  const proven = new Set(names.flatMap(killers))
  return {
    scenarios: entries.length,
    rows: rows.length,
    faults: names.filter((name) => endings[name]).length,
    killed: killed.length,
    survived: [
      ...names.filter((name) => !killed.includes(name)).map((fault) => ({ fault })),
      ...claimedInVain(claims, names, killers).map((vain) => ({ ...vain, ...cameTo(vain, endings) })),
    ],
    falseAlarms,
    unnamed: names.flatMap((fault) => unnamed(fault, killers(fault), claims)),
    stale: names.flatMap((fault) => stale(fault, killers(fault), claims)),
    unproven: rows.filter((row) => !proven.has(row)),
    alike: alike(names, killers),
    matrix,
  }
}

/** What a scenario claims: faults that one of its rows detects, and faults that at least one of its rows detects. */
interface Claim {
  scenario: string
  row?: string
  faults: readonly FaultName[]
}

/** Every claim of a scenario. */
export function claimsOf({ id, scenario }: Entry): Claim[] {
  const rows = Object.entries(scenario.cases ?? {}).map(([name, row]) => ({
    scenario: id,
    row: rowId(id, name),
    faults: row.detects ?? [],
  }))
  return [{ scenario: id, faults: scenario.detects ?? [] }, ...rows]
}

const rowsOf = ({ id, scenario }: Entry): string[] => Object.keys(scenario.cases ?? { whole: 0 }).map((name) => rowId(id, name))

/** Whether a row is one of a scenario. */
export const isOf = (row: string, scenario: string) => row === scenario || row.startsWith(`${scenario} › `)

type Killers = (fault: FaultName) => string[]

function cameTo({ fault, scenario }: { fault: FaultName; scenario: string }, endings: Endings): { cameTo?: string } {
  const ending = endings[fault]?.[scenario]
  return ending === undefined ? {} : { cameTo: ending }
}

const claimedInVain = (claims: readonly Claim[], names: readonly FaultName[], killers: Killers) =>
  claims.flatMap(({ scenario, row, faults: claimed }) =>
    claimed
      .filter((fault) => names.includes(fault) && !killers(fault).some((killed) => (row ? killed === row : isOf(killed, scenario))))
      .map((fault) => ({ fault, scenario: row ?? scenario })),
  )

/** The rows that kill a fault which their scenario does not name. */
function unclaimed(fault: FaultName, rows: readonly string[], claims: readonly Claim[]): string[] {
  const claimants = claims.filter((claim) => claim.faults.includes(fault)).map(({ scenario }) => scenario)
  return rows.filter((row) => !claimants.some((id) => isOf(row, id)))
}

const unnamed = (fault: FaultName, rows: readonly string[], claims: readonly Claim[]): Proof['unnamed'] =>
  unclaimed(fault, rows, claims)
    .filter((row) => !Object.keys(also(fault)).some((one) => explains(one, row)))
    .map((row) => ({ fault, row }))

function stale(fault: FaultName, rows: readonly string[], claims: readonly Claim[]): Proof['stale'] {
  const left = unclaimed(fault, rows, claims)
  return Object.keys(also(fault))
    .filter((one) => !left.some((row) => explains(one, row)))
    .map((one) => ({ fault, also: one }))
}

const also = (name: FaultName): Readonly<Record<string, string>> => (faults[name] as { also?: Record<string, string> }).also ?? {}
const explains = (one: string, row: string) => one === '*' || isOf(row, one) || row.startsWith(`${one}/`)

/** Two faults that no scenario tells apart are one, unless a sentence says what the other difference is. */
function alike(names: readonly FaultName[], killers: Killers): FaultName[][] {
  const byRows = Map.groupBy(names, (name) => killers(name).sort().join('\n'))
  const told = (name: FaultName, among: readonly FaultName[]) => among.some((other) => faults[name].unlike?.[other] !== undefined)
  return [...byRows].flatMap(([rows, group]) => {
    const untold = group.filter((name) => !told(name, group))
    return rows === '' || untold.length < 2 ? [] : [untold]
  })
}

/** A row's name in the matrix. */
export const rowId = (id: string, name: string): string => (name === 'whole' ? id : `${id} › ${name}`)
