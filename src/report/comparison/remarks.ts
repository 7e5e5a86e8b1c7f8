import { profiles } from '../../spec/profiles.ts'
import { several } from '../words.ts'
import type { Column } from './columns.ts'
import type { Line } from './lines.ts'

/** What a reader has to know before taking one column for better than another, one sentence each. */
export const remarksOn = (columns: readonly Column[], lines: readonly Line[]): string[] => [
  ...otherwise(columns, ({ profile }) => profiles[profile].title, ofProfiles),
  ...otherwise(columns, ({ tool }) => `${tool.name} ${tool.version}`, ofVersions),
  ...columns.flatMap(ofPart),
  ...columns.filter(({ evidence }) => evidence === 'none').map(ofEvidence),
  ...ofRewritten(lines),
  ...columns.filter(({ target }) => target.embedded).map(ofEmbedded),
]

function otherwise(columns: readonly Column[], of: (column: Column) => string, sentence: (told: string) => string): string[] {
  const groups = Map.groupBy(columns, of)
  if (groups.size < 2) return []
  return [sentence([...groups].map(([value, members]) => `${value} (${members.map(({ label }) => label).join('; ')})`).join(', '))]
}

const ofProfiles = (told: string): string =>
  `The runs are not judged by one profile, so that the same answer may be judged otherwise: ${told}. grantproof judge RUN --profile NAME judges a saved run by another.`

const ofVersions = (told: string): string => `The runs are not of one version, which may know other scenarios and judge otherwise: ${told}.`

function ofPart({ label, noFlow, complete, selection, summary, graded }: Column): string[] {
  const judged = `What it did not judge is not compared with the others.`
  if (noFlow !== undefined) return [`${label}: nothing was judged, since an honest sign-in did not work: ${noFlow}.`]
  const asked = selection.asked.length > 0 ? [`${label} is of a part: ${selection.asked.join(', ')}. ${judged}`] : []
  const there = graded + summary.info + summary.skip + summary.blocked + summary.error
  const ended = complete ? [] : [`${label} did not end: ${there} of ${several(selection.scenarios, 'scenario')} are judged. ${judged}`]
  return [...asked, ...ended]
}

const ofEvidence = ({ label }: Column): string =>
  `${label} kept no evidence, so that it cannot be judged again by another profile or version.`

const ofEmbedded = ({ label }: Column): string =>
  `${label} is the authorization server that comes with grantproof: the result says nothing about any other.`

function ofRewritten(lines: readonly Line[]): string[] {
  const count = lines.filter(({ rewritten }) => rewritten).length
  if (count === 0) return []
  const were = count === 1 ? 'was' : 'were'
  return [`${several(count, 'scenario')} ${were} rewritten between the runs, which may explain a difference; they are marked.`]
}
