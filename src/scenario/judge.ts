import { catalogue, offeredProfiles, type Requirement } from '../spec/index.ts'
import { conversationHeld } from './closing.ts'
import type { Facts, Finding, Outcome, Profile, RequirementId, Row, Scenario } from './contract.ts'
import { loaded, referencesIn } from './evidence.ts'
import { type Controls, gradeOf, isFound, outcome, worst } from './outcome.ts'
import { type ActRecord, type ScenarioRecord, whole } from './record.ts'
import type { ControlRun, Ended, RowResult, ScenarioResult } from './result.ts'
import { severityOf } from './severity.ts'

/** Judges one recorded scenario in one profile. Pure, and the only way to a verdict: a live run goes through it too. */
export function judgeScenario(record: ScenarioRecord, scenario: Scenario, facts: Facts, profile: Profile): ScenarioResult {
  const controls = judgeControls(record, scenario)
  const cases = casesOf(scenario)
  const main = scenario.requirements[0]
  const rows = Object.entries(record.rows).map(([name, act]) =>
    weighed(judgeRow(name, act, cases[name], { record, scenario, facts, profile, controls }), main, profile),
  )
  const result = worst(rows.map((row) => row.outcome))
  const decisive = rows.find((row) => row.outcome === result)
  return {
    id: record.id,
    title: scenario.title,
    why: scenario.why,
    fix: scenario.fix,
    severity: severityOf(rows, main, profile),
    outcome: result,
    reason: decisive ? (decisive.name === whole ? decisive.reason : `${decisive.name}: ${decisive.reason}`) : 'no row was run',
    requirements: scenario.requirements.map((id) => reference(id)),
    rows,
    counts: Object.fromEntries(
      Map.groupBy(rows, (row) => row.outcome)
        .entries()
        .map(([key, of]) => [key, of.length]),
    ),
    controls: { ...(controls.before && { before: controls.before }), ...(controls.after && { after: controls.after }) },
    durationMs: record.durationMs,
    exchanges: [...record.exchanges],
    source: record.source,
  }
}

/** The cases of a scenario, or its only row. */
export const casesOf = (scenario: Scenario): Readonly<Record<string, Row>> => scenario.cases ?? { [whole]: { change: {} } }

interface Around {
  record: ScenarioRecord
  scenario: Scenario
  facts: Facts
  profile: Profile
  controls: { before?: ControlRun; after?: ControlRun }
}

function judgeRow(name: string, act: ActRecord, row: Row | undefined, around: Around): RowResult {
  const { scenario, profile } = around
  const base: Omit<RowResult, 'outcome' | 'reason'> = {
    name,
    control: false,
    findings: [],
    evidence: act.evidence,
    steps: act.steps,
    ended: act.ended,
  }
  if (!row) return { ...base, outcome: unfit(around.record), reason: `${ofAnother}: it has no such case` }
  const main = row.requirement ?? scenario.requirements[0]
  if (main !== scenario.requirements[0]) base.requirement = main
  if (row.severity) base.severity = row.severity
  if (act.ended.how === 'skip') return { ...base, ...judgeSkip(act.ended, around) }
  if (catalogue[main].grade[profile] === undefined)
    return {
      ...base,
      outcome: 'skip',
      reason: `the profile ${profile} does not ask for this`,
      provide: `a profile that asks for it: ${profilesOf(main)}`,
    }
  if (act.ended.how === 'block') return { ...base, outcome: 'blocked', reason: act.ended.reason }
  if (act.ended.how === 'error') return { ...base, outcome: 'error', reason: act.ended.reason }
  const lost = lostOf(act, around.record)
  if (lost.length > 0) return { ...base, outcome: 'error', reason: `the evidence is not whole: ${lost.join(', ')} got lost` }
  return { ...base, ...judgeEvidence(act, row, main, around) }
}

/** A row with the severity of what was found in it, so that a gate can ask each by itself. */
const weighed = (row: RowResult, main: RequirementId, profile: Profile): RowResult =>
  isFound(row.outcome) ? { ...row, severity: severityOf([row], row.requirement ?? main, profile) } : row

/** What is missing of an act's evidence: steps that it brought home, exchanges that it refers to. */
function lostOf({ steps, evidence }: ActRecord, { exchanges }: ScenarioRecord): string[] {
  const there = new Set(exchanges.map(({ n }) => n))
  const gone = referencesIn(evidence).filter((n) => !there.has(n))
  return [...steps.filter((step) => !(step in evidence)), ...gone.map((n) => `exchange ${n}`)]
}

/** What a scenario learnt on the way, it learnt from answers: they count only if the server still serves honest clients. */
function judgeSkip(
  { reason, provide }: Extract<Ended, { how: 'skip' }>,
  { controls }: Around,
): Pick<RowResult, 'outcome' | 'reason' | 'provide'> {
  if (!controls.after || controls.after.held) return { outcome: 'skip', reason, provide }
  return { outcome: 'blocked', reason: noLongerHonest(controls.after) }
}

function judgeEvidence(
  act: ActRecord,
  row: Row,
  main: RequirementId,
  around: Around,
): Omit<RowResult, 'name' | 'evidence' | 'ended' | 'steps'> {
  const { record, scenario, facts, profile } = around
  const evidence = loaded(act.evidence, record.exchanges)
  try {
    const findings = scenario.verify(evidence, { facts, row })
    const controls = rowControls(evidence, around)
    const result = outcome({ controls, findings }, main, catalogue, profile)
    if (result === 'error' && record.rewritten) return { outcome: 'blocked', control: false, findings, reason: ofAnother }
    return { outcome: result, control: controls.before && controls.after, findings, ...explain(result, findings, controls, main, around) }
  } catch (error) {
    const reason = `${record.rewritten ? `${ofAnother}: ` : ''}verify threw ${String(error)}`
    return { outcome: unfit(record), control: false, findings: [], reason }
  }
}

const ofAnother = 'the evidence is of another version of this scenario'

/** Evidence that a scenario cannot read is a fault of that scenario, unless it was rewritten since. */
const unfit = ({ rewritten }: ScenarioRecord): 'blocked' | 'error' => (rewritten ? 'blocked' : 'error')

function rowControls(evidence: Parameters<Scenario['control']>[0], { scenario, controls }: Around): Controls {
  const before = scenario.cases ? (controls.before?.held ?? false) : scenario.control(evidence)
  return { before, after: controls.after?.held ?? false }
}

function judgeControls(record: ScenarioRecord, scenario: Scenario): { before?: ControlRun; after?: ControlRun } {
  const judge = (act: ActRecord | undefined, check: Scenario['control']): ControlRun | undefined => {
    if (!act) return undefined
    const whole = act.ended.how === 'done' && lostOf(act, record).length === 0
    const held = whole && guarded(() => check(loaded(act.evidence, record.exchanges)))
    return {
      held,
      evidence: act.evidence,
      steps: act.steps,
      ended: act.ended,
      ...(act.ended.how !== 'done' && { reason: act.ended.reason }),
    }
  }
  const skipped = (record.controls.before ?? record.rows[whole])?.ended.how === 'skip'
  const conversation: Scenario['control'] = (evidence) => conversationHeld(evidence, skipped ? [] : scenario.needs)
  const check = scenario.cases && !skipped ? scenario.control : conversation
  const before = judge(record.controls.before, scenario.control)
  const after = judge(record.controls.after, check)
  return { ...(before && { before }), ...(after && { after }) }
}

function guarded(check: () => boolean): boolean {
  try {
    return check()
  } catch {
    return false
  }
}

/** The sentence, and for a violation what was expected and seen. */
function explain(result: Outcome, findings: readonly Finding[], controls: Controls, main: RequirementId, around: Around) {
  const { profile } = around
  if (result === 'fail' || result === 'warn') {
    const finding = findings.find((f) => gradeOf(f, main, catalogue, profile) === result || (result === 'warn' && f.is === 'violated'))
    if (finding?.is === 'violated')
      return {
        reason: `expected ${finding.expected}, got ${finding.seen}`,
        expected: finding.expected,
        seen: finding.seen,
        ...exchangeOf(finding, around),
      }
  }
  if (result === 'blocked') return { reason: blockedBecause(findings, controls, around) }
  if (result === 'error') return { reason: 'verify found nothing to say about this evidence' }
  const telling = findings.find((f) => f.is === (result === 'pass' ? 'held' : 'noted'))
  const violation = findings.find((f) => f.is === 'violated')
  if (telling && (telling.is === 'held' || telling.is === 'noted')) return { reason: telling.seen, ...exchangeOf(telling, around) }
  return { reason: violation?.is === 'violated' ? `${violation.seen}, where ${violation.expected} is usual` : 'recorded' }
}

function blockedBecause(findings: readonly Finding[], controls: Controls, around: Around): string {
  const open = findings.find((f) => f.is === 'undecided')
  if (!controls.before) return `the honest request did not work${because(around.controls.before)}`
  if (open?.is === 'undecided') return open.because
  return noLongerHonest(around.controls.after)
}

const noLongerHonest = (after: ControlRun | undefined) => `afterwards the honest request no longer worked${because(after)}`
const because = (run: ControlRun | undefined) => (run?.reason ? `: ${run.reason}` : '')

/** The exchange that a finding rests on, or the last one there is. */
const exchangeOf = (finding: Finding, { record }: Around) => {
  const n = finding.n ?? record.exchanges.at(-1)?.n
  return n === undefined ? {} : { exchange: n }
}

function reference(id: RequirementId): ScenarioResult['requirements'][number] {
  const { document, section, level, url }: Requirement = catalogue[id]
  return { id, document, section, level, url }
}

const profilesOf = (id: RequirementId): string => offeredProfiles.filter((name) => name in catalogue[id].grade).join(', ') || 'none yet'
