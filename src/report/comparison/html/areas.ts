import { isFound, outcomes } from '../../../scenario/outcome.ts'
import { bar } from '../../html/bar.ts'
import { html, type Markup } from '../../html/markup.ts'
import { icon, isGrave, words } from '../../html/outcomes.ts'
import type { Counts } from '../../run.ts'
import { suiteOfId } from '../../shown.ts'
import { isListed, type SideBySide } from '../side-by-side.ts'
import { table } from './table.ts'

/** Areas against runs: how the scenarios of an area came out in each. */
export const areas = ({ areas, runs, scenarios }: SideBySide): Markup => html`<section aria-labelledby="areas"><h2 id="areas">Areas</h2>
<p class="lead">How many scenarios of an area came out how, what has to be looked at first. An area with findings or differences leads to them.</p>
${table(
  'areas',
  'Area',
  runs,
  areas.map(({ area, runs }) => ({
    head: scenarios.some((line) => suiteOfId(line.id) === area && isListed(line)) ? linked(area) : html`${area}`,
    cells: runs.map(cell),
  })),
)}</section>`

const linked = (area: string): Markup => html`<a href="#?${new URLSearchParams({ area }).toString()}">${area}</a>`

function cell(counts: Counts): Markup {
  const there = outcomes.filter((outcome) => counts[outcome] > 0)
  const worst = there[0]
  if (worst === undefined) return html`<small>nothing judged</small>`
  const all = there.reduce((sum, outcome) => sum + counts[outcome], 0)
  const grave = there.filter(isGrave)
  const told = (grave.length > 0 ? grave : there).map((outcome) => `${counts[outcome]} ${words[outcome].toLowerCase()}`)
  return html`<span class="told ${worst}${isFound(worst) && ' found'}">${icon(worst)} <span>${told.join(', ')}</span></span>${grave.length > 0 && html` <small>of&nbsp;${all}</small>`}
${bar(there.map((outcome) => ({ tone: outcome, count: counts[outcome] })))}`
}
