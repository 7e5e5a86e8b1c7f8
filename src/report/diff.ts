import type { Comparison, Difference } from '../gate/compare.ts'
import { prose } from './markdown-text.ts'
import { printableDeep } from './printable.ts'
import { labelled, type Paper, paper, type TerminalStyle, tinted } from './terminal/paper.ts'
import { several } from './words.ts'

type ListName = 'new' | 'mended' | 'changed' | 'lost' | 'gained'

const listNames = ['new', 'changed', 'lost', 'mended', 'gained'] as const satisfies readonly ListName[]

/** How each list is headed, and what it means to a reader. */
const headings: Readonly<Record<ListName, { title: string; about: string }>> = {
  new: { title: 'New', about: 'found now, and not before' },
  changed: { title: 'Changed', about: 'found both times, but otherwise' },
  lost: { title: 'Coverage lost', about: 'judged before, and now without a verdict' },
  mended: { title: 'Mended', about: 'found before, and seen to hold now' },
  gained: { title: 'Coverage gained', about: 'without a verdict before, and seen to hold now' },
}

/** Two runs compared, for a person at a terminal. */
export function renderDiff(comparison: Comparison, style: TerminalStyle): string {
  const on = paper(style)
  const shown = printableDeep(comparison, 400)
  const lists = listNames.flatMap((name) => section(on, name, shown[name]))
  return `${[...heads(shown), ...lists, '', summaryOf(shown)].join('\n')}\n`
}

/** Two runs compared, in Markdown for a pull request: hostile text is text in it, and long lists end in a number. */
export function renderDiffMarkdown(comparison: Comparison): string {
  const shown = printableDeep(comparison, 400)
  const lists = listNames.flatMap((name) => markdownSection(name, shown[name]))
  return `${[`### grantproof: ${summaryOf(shown)}`, '', heads(shown).map(prose).join('\\\n'), ...lists].join('\n')}\n`
}

/** In one sentence. */
export function summaryOf(comparison: Comparison): string {
  const parts = listNames
    .filter((name) => comparison[name].length > 0)
    .map((name) => `${comparison[name].length} ${headings[name].title.toLowerCase()}`)
  const same = `${several(comparison.same, 'row')} as before`
  return parts.length === 0 ? `nothing is other than before (${same})` : `${parts.join(', ')}; ${same}`
}

const heads = ({ before, after, notCompared }: Comparison): string[] => [
  `before  ${headOf(before)}`,
  `now     ${headOf(after)}`,
  ...(before.profile === after.profile ? [] : ['The profiles differ, so that the same answer may be judged otherwise.']),
  ...(notCompared === 0
    ? []
    : [`${several(notCompared, 'row')} ${notCompared === 1 ? 'is' : 'are'} not compared: ${partsOf(before, after)} of a part.`]),
]

const partsOf = (before: Comparison['before'], after: Comparison['after']): string =>
  before.part && after.part ? 'both runs are' : `the ${before.part ? 'first' : 'second'} run is`

const headOf = ({ target, profile, startedAt, complete, tool }: Comparison['before']): string =>
  `${target}, ${profile}, ${startedAt}, ${tool.name} ${tool.version}${complete ? '' : ', not complete'}`

function section(on: Paper, name: ListName, differences: readonly Difference[]): string[] {
  if (differences.length === 0) return []
  const { title, about } = headings[name]
  return ['', `${on.paint.bold(title)}  ${on.paint.dim(about)}`, ...differences.flatMap((one) => lines(on, one))]
}

function lines(on: Paper, { id, row, severity, before, after, reason, otherScenario }: Difference): string[] {
  const place = row === 'whole' ? id : `${id}, ${row}`
  const turn = `${before ?? absent} → ${after ? tinted(on, after, after) : absent}`
  return [
    `  ${turn}  ${on.paint.bold(place)}  ${on.paint.dim(severity)}`,
    ...labelled(on, '', reason, 4, 0),
    ...(otherScenario ? labelled(on, '', 'The scenario itself was rewritten between the runs.', 4, 0) : []),
  ]
}

/** A row that a run does not have. */
const absent = 'absent'
type Said = Omit<Difference, 'before' | 'after'> & { before?: string; after?: string }

/** Of each list, so that a comment stays readable and below every limit. */
const mostInMarkdown = 50

function markdownSection(name: ListName, differences: readonly Difference[]): string[] {
  if (differences.length === 0) return []
  const { title, about } = headings[name]
  const more = differences.length - mostInMarkdown
  return [
    '',
    `#### ${title} (${differences.length})`,
    '',
    `${about[0]!.toUpperCase()}${about.slice(1)}.`,
    '',
    '| | scenario | row | severity | seen |',
    '|---|---|---|---|---|',
    ...differences.slice(0, mostInMarkdown).map(markdownRow),
    ...(more > 0 ? ['', `… and ${more} more.`] : []),
  ]
}

function markdownRow({ id, row, severity, before = absent, after = absent, reason, otherScenario }: Said): string {
  const seen = `${prose(reason)}${otherScenario ? ' (the scenario itself was rewritten)' : ''}`
  return `| ${before} → ${after} | ${prose(id)} | ${row === 'whole' ? '' : prose(row)} | ${severity} | ${seen} |`
}
