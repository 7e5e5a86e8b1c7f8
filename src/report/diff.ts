import type { Comparison, Difference } from '../gate/compare.ts'
import { fitting, prose } from './markdown-text.ts'
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
  if (comparison.before.noFlow !== undefined || comparison.after.noFlow !== undefined) return 'nothing is compared'
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
  ...nothingJudged('first', before),
  ...nothingJudged('second', after),
  ...(notCompared === 0
    ? []
    : [`${several(notCompared, 'row')} ${notCompared === 1 ? 'is' : 'are'} not compared${whyNotCompared(before, after)}.`]),
]

const nothingJudged = (which: 'first' | 'second', { noFlow }: Comparison['before']): string[] =>
  noFlow === undefined ? [] : [`In the ${which} run nothing was judged: ${noFlow}`]

const whyNotCompared = (before: Comparison['before'], after: Comparison['after']): string =>
  before.noFlow !== undefined || after.noFlow !== undefined ? '' : `: ${partsOf(before, after)} of a part`

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
/** For all lists together; a comment of GitHub's holds 65,536 characters. */
const roomInMarkdown = 60_000

function markdownSection(name: ListName, differences: readonly Difference[]): string[] {
  if (differences.length === 0) return []
  const { title, about } = headings[name]
  const rows = fitting(differences.map(markdownRow), {
    most: mostInMarkdown,
    room: roomInMarkdown / listNames.length,
    size: (row) => row.length,
  })
  const more = differences.length - rows.length
  return [
    '',
    `#### ${title} (${differences.length})`,
    '',
    `${about[0]!.toUpperCase()}${about.slice(1)}.`,
    '',
    '| | scenario | row | severity | seen |',
    '|---|---|---|---|---|',
    ...rows,
    ...(more > 0 ? ['', `… and ${more} more.`] : []),
  ]
}

function markdownRow({ id, row, severity, before = absent, after = absent, reason, otherScenario }: Said): string {
  const seen = `${prose(reason)}${otherScenario ? ' (the scenario itself was rewritten)' : ''}`
  return `| ${before} → ${after} | ${prose(id)} | ${row === 'whole' ? '' : prose(row)} | ${severity} | ${seen} |`
}
