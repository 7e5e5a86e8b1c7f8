import { outcomes } from '../../../scenario/outcome.ts'
import { minuteOf, profileTitle } from '../../headline.ts'
import { bar } from '../../html/bar.ts'
import { html, type Markup } from '../../html/markup.ts'
import { icon, sign } from '../../html/outcomes.ts'
import { several } from '../../words.ts'
import type { Column } from '../columns.ts'
import type { SideBySide } from '../side-by-side.ts'
import { shortLabel } from './table.ts'

/** Each run by itself: whom it judged, by what and when, its verdict, and what it did not judge. */
export const heads = ({ runs }: SideBySide): Markup => html`<section aria-labelledby="runs"><h2 id="runs">Runs</h2>
<div class="heads">${runs.map(head)}</div></section>`

function head(run: Column): Markup {
  const { tone, sentence, beside } = run.verdict
  return html`<div class="head ${tone}"><h3>${icon(tone)} ${shortLabel(run)}</h3>
<p class="issuer"><code>${run.target.issuer}</code></p>
<p class="said">${sentence}</p>${beside.map((one) => html`<p class="beside">${one}</p>`)}
${counts(run)}
${facts(run)}
${run.warnings.length > 0 && html`<details class="warnings"><summary>${several(run.warnings.length, 'note')} of the run</summary><ul>${run.warnings.map((one) => html`<li>${one}</li>`)}</ul></details>`}
${run.page !== undefined && html`<p><a href="${run.page}">The report of ${shortLabel(run)}</a></p>`}</div>`
}

function counts({ summary }: Column): Markup {
  const there = outcomes.filter((outcome) => summary[outcome] > 0)
  if (there.length === 0) return html``
  return html`${bar(there.map((outcome) => ({ tone: outcome, count: summary[outcome] })))}
<ul class="tallies">${there.map((outcome) => html`<li><b>${summary[outcome]}</b> ${sign(outcome)}</li>`)}</ul>`
}

function facts({ profile, startedAt, tool, graded, selection, complete, evidence }: Column): Markup {
  return html`<dl class="facts">
${fact('Judged by', profileTitle(profile))}
${fact('On', minuteOf(startedAt))}
${fact('With', `${tool.name} ${tool.version}`)}
${fact('Came to a verdict', `${graded} of ${several(selection.scenarios, 'scenario')}`)}
${selection.asked.length > 0 && fact('Selected', selection.asked.join(', '))}
${!complete && fact('Ended', 'no: what was not reached is not compared')}
${evidence === 'none' && fact('Evidence', 'none was kept')}
</dl>`
}

const fact = (term: string, text: string): Markup => html`<div><dt>${term}</dt><dd>${text}</dd></div>`
