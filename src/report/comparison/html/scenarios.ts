import { outcomes } from '../../../scenario/outcome.ts'
import { severities } from '../../../spec/severity.ts'
import { filterForm } from '../../html/filters.ts'
import { html, type Markup } from '../../html/markup.ts'
import { sign } from '../../html/outcomes.ts'
import { suiteOfId } from '../../shown.ts'
import { several } from '../../words.ts'
import type { Line } from '../lines.ts'
import { type Groups, groupsOf, isJudged, type SideBySide } from '../side-by-side.ts'
import { headings } from '../words.ts'
import { cell } from './cell.ts'
import { table } from './table.ts'

const listed = ['different', 'common', 'single', 'otherwise'] as const satisfies readonly (keyof Groups)[]

/** Every scenario with a finding or a difference, a cell for each run; the others are counted. */
export function scenarios(comparison: SideBySide): Markup {
  const groups = groupsOf(comparison)
  const lines = listed.flatMap((name) => groups[name])
  return html`<section aria-labelledby="scenarios"><h2 id="scenarios">Scenarios</h2>
${lines.length > 0 && filterForm(choicesOf(lines))}
${lines.length > 0 && html`<p class="nothing" hidden>No scenario is like that. <a href="#scenarios">Show all</a></p>`}
${listed.map((name) => group(name, groups[name], comparison))}
${folded('alike', groups.alike)}
${folded('alone', groups.alone)}
</section>`
}

function choicesOf(lines: readonly Line[]): Parameters<typeof filterForm>[0] {
  return {
    outcomes: outcomes
      .map((outcome) => ({ outcome, count: lines.filter((line) => outcomesOf(line).includes(outcome)).length }))
      .filter(({ count }) => count > 0),
    severities: severities.filter((severity) => lines.some((line) => line.severity === severity)),
    areas: [...new Set(lines.map(({ id }) => suiteOfId(id)))].sort(),
    documents: [...new Set(lines.flatMap(({ documents }) => documents))].sort(),
    markers: lines.some(isWaived) ? ['waived'] : [],
  }
}

const outcomesOf = ({ cells }: Line) => [...new Set(cells.filter(isJudged).map(({ outcome }) => outcome))]
const isWaived = ({ cells }: Line): boolean => cells.some((cell) => isJudged(cell) && cell.waived)

function group(name: keyof Groups, lines: readonly Line[], { runs }: SideBySide): Markup {
  if (lines.length === 0) return html``
  const { title, about } = headings[name]
  const rows = lines.map((line) => ({
    head: nameOf(line),
    cells: line.cells.map((one, i) => cell(line, one, runs[i]!)),
    data: data(line),
  }))
  return html`<section class="area"><h3 id="${name}">${title} <small>${several(lines.length, 'scenario')}</small></h3>
<p class="lead">${about}</p>
${table(name, 'Scenario', runs, rows)}</section>`
}

const nameOf = ({ id, title, found, severity, rewritten }: Line): Markup =>
  html`<span class="title">${title}</span><code>${id}</code>${found && html`<span class="tag ${severity}">${severity}</span>`}${rewritten && html` <span class="tag">rewritten</span>`}`

/** By what a script filters. */
const data = (line: Line): Markup =>
  html` class="scenario" id="${line.id}" data-outcome="${outcomesOf(line).join('|')}" data-severity="${line.severity}" data-area="${suiteOfId(line.id)}" data-document="${line.documents.join('|')}" data-only="${isWaived(line) && 'waived'}"`

/** Where there is nothing to compare, names take no room until somebody wants them. */
function folded(name: keyof Groups, lines: readonly Line[]): Markup {
  if (lines.length === 0) return html``
  const { title, about } = headings[name]
  const groups = Map.groupBy(lines, (line) => outcomesOf(line)[0]!)
  return html`<details class="folded"><summary><h3>${title} <small>${several(lines.length, 'scenario')}</small></h3></summary>
<p class="lead">${about}</p>
${outcomes.map((outcome) => {
  const members = groups.get(outcome) ?? []
  return (
    members.length > 0 &&
    html`<h4>${sign(outcome)} <small>${members.length}</small></h4><ul>${members.map(({ id }) => html`<li><code>${id}</code></li>`)}</ul>`
  )
})}</details>`
}
