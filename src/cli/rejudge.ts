import { type Run, summarise } from '../report/run.ts'
import type { Entry } from '../scenario/catalog.ts'
import { casesOf, judgeScenario } from '../scenario/judge.ts'
import type { ActRecord, ScenarioRecord } from '../scenario/record.ts'
import type { ControlRun, ScenarioResult } from '../scenario/result.ts'
import type { ProfileName } from '../spec/index.ts'

/** Judges a saved run once more by the scenarios of today, in any profile. Pure: contacts nobody, believes no saved verdict. */
export function rejudge(run: Run, entries: readonly Entry[], profile: ProfileName = run.profile): Run {
  const results = run.results.map((result) => rejudged(result, entryOf(result.id, entries), run, profile))
  const { gate: _, baseline, waivers = [], ...rest } = run
  const ofGate = [baseline?.remark, ...waivers.map(({ remark }) => remark)]
  const warnings = run.warnings.filter((warning) => !ofGate.includes(warning))
  return {
    ...rest,
    warnings,
    profile,
    complete: run.complete && results.length >= run.selection.scenarios,
    results,
    summary: summarise(results),
  }
}

/** The scenario that a saved id means today. */
export const entryOf = (id: string, entries: readonly Entry[]): Entry | undefined =>
  entries.find((entry) => entry.id === id) ?? entries.find(({ scenario }) => scenario.formerly?.includes(id))

function rejudged(result: ScenarioResult, entry: Entry | undefined, { facts }: Run, profile: ProfileName): ScenarioResult {
  if (!entry) return gone(result)
  return judgeScenario(recordOf(result, entry), entry.scenario, facts, profile)
}

/** What was recorded of a scenario, without the verdicts. A case that the run lost although the scenario is the same is no pass. */
function recordOf(result: ScenarioResult, { scenario, source }: Entry): ScenarioRecord {
  const { id, rows, controls, exchanges, durationMs } = result
  const recorded = Object.fromEntries(rows.map((row) => [row.name, actOf(row)]))
  const rewritten = result.source !== source
  const lost = rewritten ? [] : Object.keys(casesOf(scenario)).filter((name) => !Object.hasOwn(recorded, name))
  return {
    id,
    rows: { ...recorded, ...Object.fromEntries(lost.map((name) => [name, missing])) },
    controls: { ...(controls.before && { before: actOf(controls.before) }), ...(controls.after && { after: actOf(controls.after) }) },
    exchanges,
    durationMs,
    source: result.source,
    ...(rewritten && { rewritten }),
  }
}

const actOf = ({ evidence, steps, ended }: Pick<ControlRun, 'evidence' | 'steps' | 'ended'>): ActRecord => ({ evidence, steps, ended })
const missing: ActRecord = { evidence: {}, steps: [], ended: { how: 'error', reason: 'the run holds no evidence of this case' } }

function gone(result: ScenarioResult): ScenarioResult {
  const reason = 'there is no such scenario any more, so its evidence cannot be judged'
  const rows = result.rows.map(({ name, evidence, steps, ended }) => ({
    name,
    outcome: 'blocked' as const,
    reason,
    control: false,
    findings: [],
    evidence,
    steps,
    ended,
  }))
  return { ...result, outcome: 'blocked', reason, rows, counts: { blocked: rows.length } }
}
