import type { Outcome } from '../scenario/contract.ts'
import { gradeOf, outcome, requirementOf, subjectOf } from '../scenario/outcome.ts'
import type { RowResult, ScenarioResult } from '../scenario/result.ts'
import { catalogue, findRequirement, type ProfileName, type Requirement, type RequirementId, unjudged, unwritten } from '../spec/index.ts'
import { offeredProfiles } from '../spec/profiles.ts'
import type { Run } from './run.ts'

/** How many requirements there are of one strength, and what became of them. */
export interface Share {
  met: number
  /** Right in effect and wrong in form, or a recommendation that is not followed. */
  partly: number
  unmet: number
  /** No row that was tried says anything of them. */
  open: number
  /** No scenario judges them yet. */
  unwritten: number
}

/** How much of what was judged is met; undefined where nothing was. */
export function metShare({ met, partly, unmet }: Share): string | undefined {
  const judged = met + partly + unmet
  return judged === 0 ? undefined : `${Math.floor((100 * met) / judged)} %`
}

/** The requirements of a profile, by the words of RFC 2119. */
export interface ProfileShares {
  profile: ProfileName
  must: Share
  should: Share
}

/** How much of each profile is met, by the findings of one run. What its own profile does not ask for was not looked at, and is open in the others. */
export const sharesOf = (run: Pick<Run, 'results'>): ProfileShares[] =>
  offeredProfiles.map((profile) => {
    const known = becameOf(run, profile)
    const asked = Object.entries(catalogue).filter(([id, requirement]) => isAsked(id as RequirementId, requirement, profile))
    const became = (id: string): Became | 'unwritten' | undefined =>
      known.get(id) ?? (unwritten.has(id as RequirementId) ? 'unwritten' : undefined)
    const of = (words: RegExp) => counted(asked.filter(([, { level }]) => words.test(level)).map(([id]) => became(id)))
    return { profile, must: of(/^MUST/), should: of(/^SHOULD|^RECOMMENDED/) }
  })

/** Whether a profile grades it and a server can show it. */
function isAsked(id: RequirementId, { grade, role }: Requirement, profile: ProfileName): boolean {
  return role !== 'client' && unjudged[id] === undefined && (grade[profile] === 'fail' || grade[profile] === 'warn')
}

type Became = 'met' | 'partly' | 'unmet'
const graver: readonly (Became | undefined)[] = [undefined, 'met', 'partly', 'unmet']

function counted(all: readonly (Became | 'unwritten' | undefined)[]): Share {
  const count = (wanted: (typeof all)[number]) => all.filter((became) => became === wanted).length
  return { met: count('met'), partly: count('partly'), unmet: count('unmet'), open: count(undefined), unwritten: count('unwritten') }
}

/** What became of each requirement that a row says something of; the worst counts. */
function becameOf({ results }: Pick<Run, 'results'>, profile: ProfileName): Map<string, Became> {
  const known = new Map<string, Became>()
  for (const result of results) {
    for (const row of result.rows) {
      for (const [id, became] of saidBy(row, result, profile)) {
        if (graver.indexOf(became) > graver.indexOf(known.get(id))) known.set(id, became)
      }
    }
  }
  return known
}

function saidBy(row: RowResult, result: ScenarioResult, profile: ProfileName): [id: string, became: Became][] {
  const main = mainOf(row, result)
  if (main === undefined || row.findings.length === 0) return []
  const came = outcome({ controls: controlsOf(row), findings: row.findings }, main, catalogue, profile)
  if (came === 'pass') return [main, ...besides(result)].map((id) => [id, 'met'])
  if (came !== 'fail' && came !== 'warn') return []
  return row.findings.flatMap((finding): [string, Became][] => {
    const grade = gradeOf(finding, main, catalogue, profile)
    if (finding.is !== 'violated' || grade === undefined || grade === 'info') return []
    return [[requirementOf(finding, row, result) ?? main, grade === 'fail' ? 'unmet' : 'partly']]
  })
}

/** Requirements that a run of a later or earlier version names are none of this catalogue. */
function mainOf(row: RowResult, result: ScenarioResult): RequirementId | undefined {
  const id = subjectOf(row, result)
  return id !== undefined && findRequirement(id) ? (id as RequirementId) : undefined
}

/** What a scenario judges in each of its rows, beside what the rows are about: findings name it where it is violated. */
function besides({ requirements, rows }: ScenarioResult): string[] {
  const own = new Set<string | undefined>(rows.map(({ requirement }) => requirement))
  return requirements.slice(1).flatMap(({ id }) => (own.has(id) ? [] : [id]))
}

/** Of the honest requests only both together are saved; a row that was graded at all had one before. */
const controlsOf = ({ control, outcome }: RowResult): { before: boolean; after: boolean } => ({
  before: control || (['fail', 'warn', 'pass', 'info'] as readonly Outcome[]).includes(outcome),
  after: control,
})
