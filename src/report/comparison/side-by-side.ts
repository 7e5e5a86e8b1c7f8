import type { ScenarioResult } from '../../scenario/result.ts'
import { severities } from '../../spec/severity.ts'
import { type Counts, noCounts } from '../run.ts'
import { suiteOfId } from '../shown.ts'
import { type Column, columnsOf } from './columns.ts'
import { type Cell, type Gap, type Line, lineOf } from './lines.ts'
import type { PlacedRun } from './placed.ts'
import { remarksOn } from './remarks.ts'

/** Several runs beside each other: servers, versions, tenants or points in time. */
export interface SideBySide {
  runs: Column[]
  remarks: string[]
  /** How the scenarios of an area came out, run by run. */
  areas: { area: string; runs: Counts[] }[]
  /** Every scenario of any run, the gravest finding first. */
  scenarios: Line[]
}

/** Lays runs side by side. `todays` says which id a saved one is today, so that a renamed scenario stays one. Pure. */
export function sideBySide(placed: readonly PlacedRun[], todays: (id: string) => string = (id) => id): SideBySide {
  const runs = columnsOf(placed)
  const byId = placed.map(({ run }) => resultsById(run.results, todays))
  const ids = [...new Set(byId.flatMap((results) => [...results.keys()]))].sort()
  const scenarios = ids.map((id) =>
    lineOf(
      id,
      byId.map((results) => results.get(id)),
      runs,
    ),
  )
  return { runs, remarks: remarksOn(runs, scenarios), areas: areasOf(scenarios, runs.length), scenarios: scenarios.toSorted(byGravity) }
}

/** A run that has both, the former name and the one of today, has two scenarios. */
function resultsById(results: readonly ScenarioResult[], todays: (id: string) => string): Map<string, ScenarioResult> {
  const own = new Set(results.map(({ id }) => id))
  const idOf = (id: string): string => (own.has(todays(id)) ? id : todays(id))
  return new Map(results.map((result) => [idOf(result.id), result]))
}

const areasOf = (lines: readonly Line[], width: number): SideBySide['areas'] =>
  [...Map.groupBy(lines, ({ id }) => suiteOfId(id))].map(([area, members]) => ({
    area,
    runs: Array.from({ length: width }, (_, i) => counted(members.map(({ cells }) => cells[i]!))),
  }))

function counted(cells: readonly (Cell | Gap)[]): Counts {
  const counts = noCounts()
  for (const cell of cells) if (isJudged(cell)) counts[cell.outcome]++
  return counts
}

/** Whether a run has the scenario at all. */
export const isJudged = (cell: Cell | Gap): cell is Cell => 'outcome' in cell

/** Findings before the rest, the gravest first, failures of one severity before warnings; then by id. */
function byGravity(a: Line, b: Line): number {
  return rank(a) - rank(b) || (a.id < b.id ? -1 : 1)
}

function rank({ cells, found, severity }: Line): number {
  const failed = cells.some((cell) => isJudged(cell) && cell.outcome === 'fail')
  return (found ? 0 : 100) + 2 * severities.indexOf(severity) + (failed ? 0 : 1)
}

/** Scenarios by what a reader wants of them. */
export interface Groups {
  /** Found in some run, and not so in all. */
  different: Line[]
  /** Found in every run that judged them, alike. */
  common: Line[]
  /** Found in the one run that judged them. */
  single: Line[]
  /** Nothing found anywhere, but not judged alike. */
  otherwise: Line[]
  /** Nothing found anywhere, and nothing differs. */
  alike: Line[]
  /** Nothing found in the one run that judged them. */
  alone: Line[]
}

/** Whether it has a line of its own: something was found, or differs. */
export const isListed = ({ found, runs }: Line): boolean => found || runs === 'differ'

/** Each scenario is in one group. */
export function groupsOf({ scenarios }: Pick<SideBySide, 'scenarios'>): Groups {
  const of = (found: boolean, runs: Line['runs']) => scenarios.filter((line) => line.found === found && line.runs === runs)
  return {
    different: of(true, 'differ'),
    common: of(true, 'agree'),
    single: of(true, 'alone'),
    otherwise: of(false, 'differ'),
    alike: of(false, 'agree'),
    alone: of(false, 'alone'),
  }
}
