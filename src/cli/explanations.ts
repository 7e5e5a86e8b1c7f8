import type { Fault } from '../authorization-server/index.ts'
import { labelled, type Paper } from '../report/terminal/paper.ts'
import type { Entry } from '../scenario/catalog.ts'
import { casesOf } from '../scenario/judge.ts'
import { catalogue, offeredProfiles, type RequirementId, suiteOf, unjudged } from '../spec/index.ts'
import { faultsOf, findFault } from './faults-of.ts'
import { requirementsOf } from './select.ts'

/** Lines of an explanation, once it is known what they are drawn on. */
export type Explanation = (on: Paper) => string[]

/** What a scenario demands, why, what to do, how it is tried, and what proves it. */
export function explainScenario({ id, scenario }: Entry): Explanation {
  const { title, why, fix, needs, tries = [], cases } = scenario
  return (on) => [
    on.paint.bold(id),
    ...labelled(on, '', title, 2, 0),
    '',
    ...labelled(on, 'why', why),
    ...labelled(on, 'fix', fix),
    ...labelled(on, 'needs', needs.join(', ') || 'nothing in particular'),
    ...(tries.length > 0 ? labelled(on, 'asks', `leave of the configuration: allow ${tries.join(', ')}`) : []),
    ...titled(
      on,
      'Requirements',
      requirementsOf(scenario).flatMap((requirement) => ofRequirement(on, requirement as RequirementId)),
    ),
    ...titled(on, 'Rows', cases ? rowsOf(on, scenario) : []),
    ...titled(
      on,
      'Proved by these faults of the embedded server',
      faultsOf(scenario).flatMap((name) => ofFault(on, name)),
    ),
    '',
    ...labelled(on, 'try', `grantproof run ${id}`),
  ]
}

/** What a requirement says, where, how it is graded, and by which scenarios it is judged. */
export function explainRequirement(id: RequirementId, entries: readonly Entry[]): Explanation {
  const { area, level, basis, severity, role, feature, lesser, also } = catalogue[id]
  const judges = entries.filter(({ scenario }) => requirementsOf(scenario).includes(id))
  const nobody = unjudged[id] ?? 'no scenario judges it yet'
  return (on) => [
    ...ofRequirement(on, id, 0),
    '',
    ...labelled(
      on,
      'level',
      `${level} (${basis}), for ${role === 'client' ? 'the client' : role === 'RS' ? 'the resource server' : 'the authorization server'}`,
    ),
    ...labelled(on, 'severity', severity),
    ...labelled(on, 'subject', feature === 'core' ? area : `${area}, where the server has: ${feature}`),
    ...(unjudged[id] === undefined ? labelled(on, 'folder', `suites/${suiteOf[area]}`) : []),
    ...(lesser ? labelled(on, 'lesser', `only a warning: ${lesser}`) : []),
    ...(also ? labelled(on, 'also', also) : []),
    ...titled(on, 'Scenarios', judges.length > 0 ? judges.flatMap((entry) => ofEntry(on, entry)) : labelled(on, '', nobody, 2, 0)),
  ]
}

/** What a faulty server does, where that was seen, and which scenarios find it. */
export function explainFault(
  name: string,
  { summary, seen, in: policy = 'bcp', also = {}, unlike = {} }: Fault,
  entries: readonly Entry[],
): Explanation {
  const finders = entries.filter(({ scenario }) => (faultsOf(scenario) as string[]).includes(name))
  return (on) => [
    on.paint.bold(name),
    ...labelled(on, '', summary, 2, 0),
    '',
    ...labelled(on, 'seen', seen),
    ...labelled(on, 'policy', policy),
    ...titled(
      on,
      'Found by',
      finders.flatMap((entry) => ofEntry(on, entry)),
    ),
    ...titled(
      on,
      'Falls too',
      Object.entries(also).flatMap(([id, why]) => [`  ${id}`, ...labelled(on, '', why, 4, 0)]),
    ),
    ...titled(
      on,
      'Not the same as',
      Object.entries(unlike).flatMap(([other, why]) => [`  ${other}`, ...labelled(on, '', why, 4, 0)]),
    ),
    '',
    ...labelled(on, 'try', `grantproof serve${policy === 'bcp' ? '' : ` --policy ${policy}`} --fault ${name}`),
  ]
}

const titled = (on: Paper, title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', on.paint.bold(title), ...lines]

function ofRequirement(on: Paper, id: RequirementId, indent = 2): string[] {
  const { document, section, level, url, text, grade } = catalogue[id]
  const grades = offeredProfiles.flatMap((profile) => (grade[profile] ? [`${profile} ${grade[profile]}`] : []))
  return [
    `${' '.repeat(indent)}${on.paint.bold(id)}`,
    ...labelled(on, '', text, indent + 2, 0),
    ...labelled(on, '', `${document} ${section} ${level}  ${url}`, indent + 2, 0),
    ...labelled(
      on,
      '',
      grades.length > 0 ? `a violation is: ${grades.join(', ')}` : 'no profile that a run is judged by grades it',
      indent + 2,
      0,
    ),
  ]
}

function rowsOf(on: Paper, scenario: Entry['scenario']): string[] {
  return Object.entries(casesOf(scenario)).flatMap(([name, { accepts = [], requirement, detects = [] }]) => [
    `  ${name}`,
    ...(accepts.length > 0 ? labelled(on, 'accepts', accepts.join(', '), 4) : []),
    ...(requirement ? labelled(on, 'judges', requirement, 4) : []),
    ...(detects.length > 0 ? labelled(on, 'finds', detects.join(', '), 4) : []),
  ])
}

const ofFault = (on: Paper, name: string): string[] => [`  ${name}`, ...labelled(on, '', findFault(name)?.summary ?? '', 4, 0)]
const ofEntry = (on: Paper, { id, scenario }: Entry): string[] => [`  ${id}`, ...labelled(on, '', scenario.title, 4, 0)]
