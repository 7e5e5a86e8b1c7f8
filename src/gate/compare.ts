import type { Run } from '../report/run.ts'
import { isFound, isPart } from '../scenario/outcome.ts'
import { withRows } from './with-rows.ts'

type Result = Run['results'][number]
type RowResult = Result['rows'][number]
type Outcome = Result['outcome']
type Severity = Result['severity']

/** What a reader has to know of a run that is compared. */
export interface Compared extends Pick<Run, 'profile' | 'startedAt' | 'complete' | 'tool'> {
  target: string
  /** It judges only a part, because no more was asked for or it was interrupted. */
  part: boolean
  /** Why nothing was judged at all. */
  noFlow?: string
}

/** One row that is other than before. */
export interface Difference {
  id: string
  row: string
  title: string
  severity: Severity
  /** Absent where the run has no such row. */
  before?: Outcome
  after?: Outcome
  /** What was seen, now or, of a row that is gone, then. */
  reason: string
  /** The scenario's file is another by now, which may explain it. */
  otherScenario?: true
}

/** Two runs side by side, row by row. A row is in one list at most. */
export interface Comparison {
  before: Compared
  after: Compared
  /** Found now (fail or warn), and not then, or only as a warning. */
  new: Difference[]
  /** Found then, and seen to hold now. */
  mended: Difference[]
  /** Found both times, but a failure became a warning, or something else was seen. */
  changed: Difference[]
  /** Judged then, and now without a verdict: what was green or red there is simply not known any more. */
  lost: Difference[]
  /** Without a verdict then, and seen to hold now. */
  gained: Difference[]
  /** Rows that are as they were. */
  same: number
  /** Rows of scenarios that one of the runs, being of a part, did not judge. */
  notCompared: number
}

const isJudged = (outcome: Outcome | undefined): boolean => isFound(outcome) || outcome === 'pass'

/** Compares two runs. What a run did not select is not compared, and counted. Pure. */
export function compare(before: Run, after: Run): Comparison {
  const found: Comparison = {
    before: headOf(before),
    after: headOf(after),
    new: [],
    mended: [],
    changed: [],
    lost: [],
    gained: [],
    same: 0,
    notCompared: 0,
  }
  const then = byPlace(before)
  const now = byPlace(after)
  const [thenIds, nowIds] = [idsOf(before), idsOf(after)]
  for (const place of [...new Set([...then.keys(), ...now.keys()])].sort()) {
    const [old, young] = [then.get(place), now.get(place)]
    const id = (young ?? old)!.result.id
    const missed = (!nowIds.has(id) && isPart(after)) || (!thenIds.has(id) && isPart(before))
    const kind = missed ? 'notCompared' : kindOf(old?.row, young?.row)
    if (kind === 'same' || kind === 'notCompared') found[kind]++
    else found[kind].push(difference(old, young))
  }
  return found
}

/** Marks the findings of a run that an earlier one does not have, whether it did not find or did not judge them: what `--fail-on new` looks at. Pure. */
export function markNew(run: Run, baseline: Run): Run {
  const { target, startedAt, profile, tool } = baseline
  const then = byPlace(baseline)
  const mark = (id: string, row: RowResult): RowResult => {
    const { new: was, ...bare } = row
    if (isNew(then.get(placeOf(id, row.name))?.row.outcome, row.outcome)) return { ...bare, new: true }
    return was ? bare : row
  }
  const results = run.results.map((result) => withRows(result, (row) => mark(result.id, row)))
  const remark = remarkOn(baseline, run, then)
  return {
    ...run,
    ...(remark !== undefined && { warnings: [...run.warnings, remark] }),
    baseline: { target: target.name, startedAt, profile, tool, ...(remark !== undefined && { remark }) },
    results,
  }
}

/** What a reader has to know before believing that a finding is new. */
function remarkOn(baseline: Run, run: Run, then: ReadonlyMap<string, Place>): string | undefined {
  const missing = [...byPlace(run).keys()].filter((place) => !then.has(place)).length
  if (!isPart(baseline) || missing === 0) return undefined
  const rows = missing === 1 ? '1 row of this run is' : `${missing} rows of this run are`
  return `the baseline, of ${baseline.startedAt}, judges only a part: ${rows} not in it, and what is found there counts as new`
}

const placeOf = (id: string, row: string): string => `${id}\n${row}`

interface Place {
  result: Result
  row: RowResult
}

const byPlace = ({ results }: Run): Map<string, Place> =>
  new Map(results.flatMap((result) => result.rows.map((row) => [placeOf(result.id, row.name), { result, row }] as const)))

const idsOf = ({ results }: Run): ReadonlySet<string> => new Set(results.map(({ id }) => id))

const isNew = (before: Outcome | undefined, after: Outcome | undefined): boolean =>
  isFound(after) && (!isFound(before) || (before === 'warn' && after === 'fail'))

function kindOf(old: RowResult | undefined, young: RowResult | undefined): 'new' | 'mended' | 'changed' | 'lost' | 'gained' | 'same' {
  const [before, after] = [old?.outcome, young?.outcome]
  if (isNew(before, after)) return 'new'
  if (isFound(after)) return before !== after || old!.seen !== young!.seen ? 'changed' : 'same'
  if (isFound(before) && (after === 'pass' || after === 'info')) return 'mended'
  if (isJudged(before) && !isJudged(after)) return 'lost'
  return after === 'pass' && !isJudged(before) ? 'gained' : 'same'
}

function difference(old: Place | undefined, young: Place | undefined): Difference {
  const { result, row } = (young ?? old)!
  return {
    id: result.id,
    row: row.name,
    title: result.title,
    severity: result.severity,
    ...(old && { before: old.row.outcome }),
    ...(young && { after: young.row.outcome }),
    reason: row.reason,
    ...(old && young && old.result.source !== young.result.source && { otherScenario: true as const }),
  }
}

const headOf = (run: Run): Compared => {
  const { target, profile, startedAt, complete, tool, noFlow } = run
  return { target: target.name, profile, startedAt, complete, tool, part: isPart(run), ...(noFlow && { noFlow: noFlow.reason }) }
}
