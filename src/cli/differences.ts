import type { Run } from '../report/run.ts'
import type { Entry } from '../scenario/catalog.ts'
import type { ScenarioResult } from '../scenario/result.ts'
import { entryOf } from './rejudge.ts'

/** Where verdicts of today differ from those that a run recorded, one sentence each. */
export function differences(recorded: Run, today: Run): string[] {
  const former = new Map(recorded.results.map((result) => [result.id, result]))
  return today.results.flatMap((result) => between(former.get(result.id)!, result))
}

function between(former: ScenarioResult, now: ScenarioResult): string[] {
  const rows = new Map(former.rows.map((row) => [row.name, row]))
  const changed = now.rows.flatMap((row) => {
    const before = rows.get(row.name)?.outcome ?? 'missing'
    const place = row.name === 'whole' ? now.id : `${now.id}, ${row.name}`
    return before === row.outcome ? [] : [`${place}: ${before} then, ${row.outcome} now: ${row.reason}`]
  })
  return changed.length === 0 && former.outcome !== now.outcome
    ? [`${now.id}: ${former.outcome} then, ${now.outcome} now: ${now.reason}`]
    : changed
}

/** Scenarios whose file is not the one that the run was made with: their verdicts may differ for that alone. */
export const changedSources = (run: Run, entries: readonly Entry[]): string[] =>
  run.results.filter(({ id, source }) => entryOf(id, entries)?.source !== source).map(({ id }) => id)
