import { several } from '../words.ts'
import { type Groups, groupsOf, type SideBySide } from './side-by-side.ts'

/** How each group is headed, and what it means to a reader. */
export const headings: Readonly<Record<keyof Groups, { title: string; about: string }>> = {
  different: { title: 'Findings that differ', about: 'Something was found in at least one run, and not the same in all.' },
  common: { title: 'Findings that all share', about: 'The same rows fail or warn in every run that judged the scenario.' },
  single: { title: 'Findings where only one run looked', about: 'The other runs are of a part, and did not judge the scenario.' },
  otherwise: {
    title: 'Differences without a finding',
    about: 'Nothing was found in any run, but they did not come to the same in every row.',
  },
  alike: { title: 'Alike without a finding', about: 'Nothing was found, and nothing differs.' },
  alone: { title: 'Without a finding where only one run looked', about: 'The other runs are of a part, and did not judge the scenario.' },
}

/** The whole in a sentence. It calls no run the better one: what each was asked and judged by stands beside it. */
export function sentenceOf(comparison: SideBySide): string {
  const { different, common, single, otherwise, alike, alone } = groupsOf(comparison)
  const parts = [
    `${different.length} with findings that differ`,
    `${common.length} with findings that all share`,
    ...(single.length > 0 ? [`${single.length} with findings where only one run looked`] : []),
    `${otherwise.length} that differ without a finding`,
    `${alike.length} alike without a finding`,
    ...(alone.length > 0 ? [`${alone.length} without a finding where only one run looked`] : []),
  ]
  return `${several(comparison.scenarios.length, 'scenario')} in ${several(comparison.runs.length, 'run')}: ${parts.join(', ')}.`
}
