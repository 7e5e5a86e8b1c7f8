import { isFound } from '../../../scenario/outcome.ts'
import { fragment, html, type Markup } from '../../html/markup.ts'
import { sign, words } from '../../html/outcomes.ts'
import type { Column } from '../columns.ts'
import type { Cell, Gap, Line } from '../lines.ts'
import { isJudged } from '../side-by-side.ts'
import { shortLabel } from './table.ts'

const rowsShown = 4
const longestSaid = 140

/** What came of a scenario in one run: outcome, the rows that tell more, what was seen; a link to all of it where that run has a page. */
export function cell(line: Line, of: Cell | Gap, run: Column): Markup {
  if (!isJudged(of)) return html`<small>${of.absent}</small>`
  const { outcome, severity, rows, waived } = of
  return html`${linked(line, of, run)}${waived && html` <span class="tag waived">waived</span>`}${isFound(outcome) && severity !== line.severity && html` <small>${severity}</small>`}
${rows.length > 0 ? trials(of) : outcome !== 'pass' && html`<p class="said">${shortened(of.said)}</p>`}`
}

function linked({ id, title }: Line, { outcome, formerly }: Cell, run: Column): Markup {
  if (run.page === undefined) return sign(outcome)
  const label = `${words[outcome]}: ${title}, in the report of ${shortLabel(run)}`
  return html`<a href="${run.page}${fragment(formerly ?? id)}" aria-label="${label}">${sign(outcome)}</a>`
}

function trials({ rows, outcome }: Cell): Markup {
  const left = rows.length - rowsShown
  return html`<ul class="trials">${rows.slice(0, rowsShown).map((row) => html`<li>${row.name}${row.outcome !== outcome && html` <small>${words[row.outcome].toLowerCase()}</small>`}</li>`)}${left > 0 && html`<li><small>and ${left} more</small></li>`}</ul>`
}

const shortened = (text: string): string => (text.length > longestSaid ? `${text.slice(0, longestSaid).trimEnd()}…` : text)
