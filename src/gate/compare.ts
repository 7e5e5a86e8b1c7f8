import type { Run } from '../report/schema.ts'
import { isFound } from '../scenario/outcome.ts'
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

/** Marks the findings of a run that an earlier one does not have: what `--fail-on new` looks at. Pure. */
export function markNew(run: Run, baseline: Run): Run {
  const { startedAt, profile, tool } = baseline
  const places = new Set(compare(baseline, run).new.map(({ id, row }) => placeOf(id, row)))
  const mark = (id: string, row: RowResult): RowResult => {
    const { new: was, ...bare } = row
    if (places.has(placeOf(id, row.name))) return { ...bare, new: true }
    return was ? bare : row
  }
  const results = run.results.map((result) => withRows(result, (row) => mark(result.id, row)))
  return { ...run, baseline: { startedAt, profile, tool }, results }
}

const placeOf = (id: string, row: string): string => `${id}\n${row}`

interface Place {
  result: Result
  row: RowResult
}

const byPlace = ({ results }: Run): Map<string, Place> =>
  new Map(results.flatMap((result) => result.rows.map((row) => [placeOf(result.id, row.name), { result, row }] as const)))

const idsOf = ({ results }: Run): ReadonlySet<string> => new Set(results.map(({ id }) => id))

/** Whether a run judges only a part: what it lacks was not asked for. */
const isPart = ({ selection, complete }: Run): boolean => selection.asked.length > 0 || !complete

function kindOf(old: RowResult | undefined, young: RowResult | undefined): 'new' | 'mended' | 'changed' | 'lost' | 'gained' | 'same' {
  const [before, after] = [old?.outcome, young?.outcome]
  if (isFound(after)) {
    if (!isFound(before) || (before === 'warn' && after === 'fail')) return 'new'
    return before !== after || old!.seen !== young!.seen ? 'changed' : 'same'
  }
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
  const { target, profile, startedAt, complete, tool } = run
  return { target: target.name, profile, startedAt, complete, tool, part: isPart(run) }
}
