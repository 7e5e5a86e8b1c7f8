import type { Outcome } from '../../scenario/contract.ts'
import { outcomes } from '../../scenario/outcome.ts'
import { offeredProfiles, profiles } from '../../spec/profiles.ts'
import { countedOutcomes, minuteOf, profileTitle } from '../headline.ts'
import { fitting, prose } from '../markdown-text.ts'
import { printableDeep } from '../printable.ts'
import { metShare } from '../shares.ts'
import { signs } from '../words.ts'
import type { Column } from './columns.ts'
import type { Cell, Gap, Line } from './lines.ts'
import { type Groups, groupsOf, isJudged, type SideBySide } from './side-by-side.ts'
import { headings, sentenceOf } from './words.ts'

/** Of each list, so that a comment stays readable and below every limit. */
const linesShown = 50
const rowsShown = 3
/** GitHub takes 65,536 characters for a comment; the tables above the lists need some of them. */
const roomForLists = 40_000

/** Several runs side by side as GitHub's Markdown. */
export function renderMarkdown(comparison: SideBySide): string {
  const shown = printableDeep(comparison, 300)
  const groups = groupsOf(shown)
  const lists = (['different', 'common', 'single', 'otherwise'] as const).map((name) => list(name, groups, shown.runs))
  const sections = [
    `## ${shown.runs.length} runs side by side`,
    sentenceOf(shown),
    ...shown.remarks.map((remark) => `> [!NOTE]\n> ${prose(remark)}`),
    heads(shown.runs),
    `### Profiles\n\n${shares(shown.runs)}`,
    `### Areas\n\n${areas(shown)}`,
    ...lists,
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

const cells = (all: readonly string[]): string => `| ${all.join(' | ')} |`

/** A table with a column for each run. */
const table = (runs: readonly Column[], first: readonly string[], rows: readonly (readonly string[])[]): string =>
  [cells([...first, ...runs.map(({ label }) => prose(label))]), cells([...first, ...runs].map(() => '---')), ...rows.map(cells)].join('\n')

function heads(runs: readonly Column[]): string {
  const line = (name: string, of: (run: Column) => string) => [`**${name}**`, ...runs.map((run) => prose(of(run)))]
  return table(
    runs,
    [''],
    [
      line('issuer', ({ target }) => target.issuer),
      line('judged by', ({ profile }) => profileTitle(profile)),
      line('on', ({ startedAt }) => minuteOf(startedAt)),
      line('with', ({ tool }) => `${tool.name} ${tool.version}`),
      line('verdict', ({ verdict }) => verdict.sentence),
      ['**notes**', ...runs.map(({ verdict, warnings }) => [...verdict.beside, ...warnings.slice(0, 5)].map(prose).join('<br>'))],
      line('came to a verdict', ({ graded, selection }) => `${graded} of ${selection.scenarios}`),
      line('others', ({ summary }) => countedOutcomes(summary, ['error', 'blocked', 'info', 'skip'])),
    ],
  )
}

function shares(runs: readonly Column[]): string {
  const rows = offeredProfiles.flatMap((profile) =>
    (['must', 'should'] as const).map((word) => [
      `${prose(profiles[profile].title)}, ${word.toUpperCase()}`,
      ...runs.map(({ shares }) => {
        const of = shares.find((one) => one.profile === profile)![word]
        const left = [of.open > 0 && `${of.open} not tried`, of.unwritten > 0 && `${of.unwritten} without a scenario yet`].filter(Boolean)
        const share = metShare(of)
        return share === undefined
          ? 'not judged'
          : `${share}: ${of.met} of ${of.met + of.partly + of.unmet} met${left.map((one) => `, ${one}`).join('')}`
      }),
    ]),
  )
  return table(runs, ['Requirements'], rows)
}

const areas = ({ areas, runs }: SideBySide): string =>
  table(
    runs,
    ['Area'],
    areas.map(({ area, runs }) => [
      prose(area),
      ...runs.map((counts) => {
        const worst = outcomes.find((outcome) => counts[outcome] > 0)
        return worst === undefined ? '' : `${mark(worst)} ${countedOutcomes(counts, outcomes)}`
      }),
    ]),
  )

/** The sign of an outcome, where no sign is taken for markup. */
const mark = (outcome: Outcome): string => prose(signs[outcome])

function list(name: keyof Groups, groups: Groups, runs: readonly Column[]): string {
  const lines = groups[name]
  if (lines.length === 0) return ''
  const { title, about } = headings[name]
  const room = roomForLists / Object.keys(groups).length
  const rows = fitting(lines.map(rowOf), { most: linesShown, room, size: (row) => cells(row).length })
  const more = lines.length - rows.length
  return [
    `### ${title} (${lines.length})\n\n${about}`,
    ...(rows.length > 0 ? [table(runs, ['Scenario'], rows)] : []),
    ...(more > 0 ? [`… and ${more} more.`] : []),
  ].join('\n\n')
}

const rowOf = ({ id, found, severity, rewritten, cells }: Line): string[] => [
  `${prose(id)}${found ? `, ${severity}` : ''}${rewritten ? ' (rewritten)' : ''}`,
  ...cells.map(cellText),
]

function cellText(cell: Cell | Gap): string {
  if (!isJudged(cell)) return cell.absent
  const { outcome, rows, waived } = cell
  const named = rows.slice(0, rowsShown).map((row) => `${prose(row.name)}${row.outcome === outcome ? '' : ` (${row.outcome})`}`)
  const left = rows.length - named.length
  const trials = [...named, ...(left > 0 ? [`${left} more`] : [])].join(', ')
  return `${mark(outcome)} ${outcome}${waived ? ', waived' : ''}${trials === '' ? '' : `: ${trials}`}`
}
