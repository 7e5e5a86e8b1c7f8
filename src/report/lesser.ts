import { requirementOf } from '../scenario/outcome.ts'
import type { RowResult, ScenarioResult } from '../scenario/result.ts'
import { findRequirement } from '../spec/index.ts'
import type { Run } from './run.ts'

const usual = 'Right in effect, and wrong in form.'

/** Why a row that breaks what the profile fails is a warning and no failure; undefined for every other row. */
export function whyOnlyAWarning(
  row: Pick<RowResult, 'outcome' | 'findings' | 'requirement'>,
  { requirements }: Pick<ScenarioResult, 'requirements'>,
  profile: Run['profile'],
): string | undefined {
  if (row.outcome !== 'warn') return undefined
  for (const finding of row.findings) {
    if (finding.is !== 'violated' || finding.part !== 'signal') continue
    const requirement = findRequirement(requirementOf(finding, row, { requirements }) ?? '')
    if (requirement?.about === 'effect' && requirement.grade[profile] === 'fail') return requirement.lesser ?? usual
  }
  return undefined
}
