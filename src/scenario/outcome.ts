import type { Requirement } from '../spec/index.ts'
import type { Finding, Outcome, Profile, RequirementId } from './contract.ts'

/** Every outcome, worst first, which is the order in which people read them: a scenario has the first of these that one of its rows has. */
export const outcomes = ['fail', 'warn', 'error', 'blocked', 'pass', 'info', 'skip'] as const satisfies readonly Outcome[]

export const worst = (some: readonly Outcome[]): Outcome => outcomes.find((one) => some.includes(one)) ?? 'skip'

/** Whether something was found: the requirement is violated in the profile. */
export const isFound = (outcome: Outcome | undefined): boolean => outcome === 'fail' || outcome === 'warn'

/** What kept a scenario, or any row of it, from a verdict: a finding hides such a row behind its word. Undefined where all were judged. */
export const openIn = ({ outcome, rows }: { outcome: Outcome; rows: readonly { outcome: Outcome }[] }): 'error' | 'blocked' | undefined =>
  (['error', 'blocked'] as const).find((open) => outcome === open || rows.some((row) => row.outcome === open))

/** The one word for a scenario where a pipeline has room for no more: a failure stands, but a warning is no verdict on rows that have none. */
export const inOneWord = (result: { outcome: Outcome; rows: readonly { outcome: Outcome }[] }): Outcome =>
  result.outcome === 'fail' ? 'fail' : (openIn(result) ?? result.outcome)

/** Whether a run judges only a part: what it lacks was not asked for, or it did not come to it. */
export const isPart = (run: { selection: { asked: readonly string[] }; complete: boolean; noFlow?: unknown }): boolean =>
  run.selection.asked.length > 0 || !run.complete || run.noFlow !== undefined

/** What a row is about, and its findings mean unless they say otherwise. */
export const subjectOf = (
  row: { requirement?: string },
  { requirements }: { requirements: readonly { id: string }[] },
): string | undefined => row.requirement ?? requirements[0]?.id

/** The requirement that a finding of a row means. */
export const requirementOf = (
  finding: Finding,
  row: { requirement?: string },
  result: { requirements: readonly { id: string }[] },
): string | undefined => (finding.is === 'violated' ? finding.requirement : undefined) ?? subjectOf(row, result)

/** What the honest steps around a row showed. */
export interface Controls {
  before: boolean
  after: boolean
}

export type Catalogue = Readonly<Record<string, Pick<Requirement, 'about' | 'grade'>>>

/** One row's outcome in one profile. Pure: a live run, `judge` and every profile use this one function.
 *  Without an honest twin before there is no verdict. What was seen to happen stands by itself;
 *  whatever rests on a refusal also needs the honest twin afterwards. */
export function outcome(
  row: { controls: Controls; findings: readonly Finding[] },
  main: RequirementId,
  catalogue: Catalogue,
  profile: Profile,
): Outcome {
  if (catalogue[main]?.grade[profile] === undefined) return 'skip'
  if (!row.controls.before) return 'blocked'
  if (row.findings.length === 0) return 'error'
  const effects = row.findings.filter((f) => f.is === 'violated' && f.part === 'effect')
  const decided = row.findings.flatMap((f) => gradeOf(f, main, catalogue, profile) ?? [])
  if (effects.some((f) => gradeOf(f, main, catalogue, profile) === 'fail')) return 'fail'
  if (!row.controls.after) return 'blocked'
  if (decided.includes('fail')) return 'fail'
  if (row.findings.some((f) => f.is === 'undecided')) return 'blocked'
  if (decided.length > 0) return worst(decided)
  return row.findings.some((f) => f.is === 'held') ? 'pass' : 'info'
}

/** What a violation is in a profile; undefined for other findings and where the profile does not ask.
 *  Right in effect and wrong in form is a warning at most, unless the requirement itself is about the form. */
export function gradeOf(
  finding: Finding,
  main: RequirementId,
  catalogue: Catalogue,
  profile: Profile,
): 'fail' | 'warn' | 'info' | undefined {
  if (finding.is !== 'violated') return undefined
  const requirement = catalogue[finding.requirement ?? main]
  const grade = requirement?.grade[profile]
  return finding.part === 'signal' && requirement?.about === 'effect' && grade === 'fail' ? 'warn' : grade
}
