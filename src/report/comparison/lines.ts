import type { Outcome, Severity } from '../../scenario/contract.ts'
import { isFound, isPart, outcomes } from '../../scenario/outcome.ts'
import type { RowResult, ScenarioResult } from '../../scenario/result.ts'
import { severities } from '../../spec/severity.ts'
import type { Column } from './columns.ts'

/** Why a run has no result of a scenario that another one has. */
type Absence = 'nothing was judged' | 'not reached' | 'not asked for' | 'not asked for or not reached' | 'no such scenario'

/** What came of one scenario in one run. */
export interface Cell {
  outcome: Outcome
  severity: Severity
  /** Rows that tell more than the outcome: in which something was found, or that did not come out the same in every run. */
  rows: Pick<RowResult, 'name' | 'outcome'>[]
  /** What was seen, or why there is no verdict. */
  said: string
  /** Somebody answers for letting every finding of it be. */
  waived?: true
  /** Its id in that run, where it was another one then. */
  formerly?: string
}

/** Where a run says nothing of a scenario. */
export interface Gap {
  absent: Absence
}

/** One scenario in every run. */
export interface Line {
  id: string
  title: string
  /** What it rests on, such as `RFC 6749`. */
  documents: string[]
  /** The gravest that was found in any run, or that it would be. */
  severity: Severity
  /** Whether any run has a finding: fail or warn. */
  found: boolean
  /** Whether the runs that can be compared in it agree, row by row; `alone` where there is only one of them. */
  runs: 'agree' | 'differ' | 'alone'
  /** The scenario's file is not the same in all of them, which may explain a difference. */
  rewritten?: true
  cells: (Cell | Gap)[]
}

/** The results of one scenario, run by run; undefined where a run has none. */
type Results = readonly (ScenarioResult | undefined)[]

/** Lays the results of one scenario side by side. Nothing in it but the order of the cells depends on the order of the runs. */
export function lineOf(id: string, results: Results, columns: readonly Column[]): Line {
  const there = results.filter((result) => result !== undefined)
  const differing = differingRows(there)
  const found = there.filter(({ outcome }) => isFound(outcome))
  return {
    id,
    title: newestTitle(results, columns),
    documents: [...new Set(there.flatMap(({ requirements }) => requirements.map(({ document }) => document)))].sort(),
    severity: severities.find((severity) => (found.length > 0 ? found : there).some((result) => result.severity === severity))!,
    found: found.length > 0,
    runs: relation(results, columns, differing.size > 0),
    ...(new Set(there.map(({ source }) => source)).size > 1 && { rewritten: true as const }),
    cells: results.map((result, i) => (result ? cellOf(id, result, differing) : { absent: absenceIn(columns[i]!) })),
  }
}

/** A run that judged everything and lacks it differs from one that has it; one of a part says nothing of what it lacks. */
function relation(results: Results, columns: readonly Column[], rowsDiffer: boolean): Line['runs'] {
  const compared = results.filter((result, i) => result !== undefined || !isPart(columns[i]!))
  if (compared.length < 2) return 'alone'
  const came = new Set(compared.map((result) => result?.outcome))
  return rowsDiffer || came.size > 1 ? 'differ' : 'agree'
}

/** Names of rows that are not the same in every run that has the scenario. */
function differingRows(results: readonly ScenarioResult[]): ReadonlySet<string> {
  const names = new Set(results.flatMap(({ rows }) => rows.map(({ name }) => name)))
  const outcomesOf = (name: string) => new Set(results.map(({ rows }) => rows.find((row) => row.name === name)?.outcome))
  return new Set([...names].filter((name) => outcomesOf(name).size > 1))
}

function cellOf(id: string, result: ScenarioResult, differing: ReadonlySet<string>): Cell {
  const { outcome, severity, rows, reason } = result
  const against = rows.filter((row) => isFound(row.outcome))
  const shown = rows.filter((row) => isTelling(row, outcome, differing))
  const sorted = outcomes.flatMap((wanted) => shown.filter((row) => row.outcome === wanted))
  return {
    outcome,
    severity,
    rows: sorted.map(({ name, outcome }) => ({ name, outcome })),
    said: rows.find((row) => row.outcome === outcome)?.seen ?? reason,
    ...(against.length > 0 && against.every(({ waived }) => waived !== undefined) && { waived: true as const }),
    ...(result.id !== id && { formerly: result.id }),
  }
}

/** Of a finding, where it was found and what could not be judged beside it; elsewhere, where it came out otherwise. */
function isTelling({ name, outcome }: RowResult, whole: Outcome, differing: ReadonlySet<string>): boolean {
  if (name === 'whole') return false
  if (isFound(outcome)) return true
  const implied = outcome === whole || (isFound(whole) && (outcome === 'pass' || outcome === 'info'))
  return differing.has(name) && !implied
}

function absenceIn({ noFlow, complete, selection }: Column): Absence {
  if (noFlow !== undefined) return 'nothing was judged'
  const isSelection = selection.asked.length > 0
  if (!complete) return isSelection ? 'not asked for or not reached' : 'not reached'
  return isSelection ? 'not asked for' : 'no such scenario'
}

/** Titles are written anew now and then: the newest run has the word. */
function newestTitle(results: Results, columns: readonly Column[]): string {
  const titles = results.flatMap((result, i) => (result ? [{ title: result.title, startedAt: columns[i]!.startedAt }] : []))
  const younger = (a: (typeof titles)[number], b: typeof a) => (a.startedAt === b.startedAt ? a.title < b.title : a.startedAt > b.startedAt)
  return titles.reduce((best, one) => (younger(one, best) ? one : best)).title
}
