import type { RowResult } from '../../scenario/result.ts'
import { adviceOn } from '../advice.ts'
import type { Run } from '../run.ts'
import { outlined } from '../shown.ts'
import { several } from '../words.ts'
import { fragment, html, type Markup } from './markup.ts'
import { icon } from './outcomes.ts'

/** What was judged and what was not, with the reasons, and what would change that. */
export function judged(run: Run): Markup {
  return html`<section aria-labelledby="judged"><h2 id="judged">What was judged</h2>
${run.noFlow ? noFlow(run.noFlow, run.results.length) : coverage(run)}
${notJudged(run)}
</section>`
}

function coverage({ summary, selection, results }: Run): Markup {
  const graded = summary.pass + summary.fail + summary.warn
  const rows = summary.rows.pass + summary.rows.fail + summary.rows.warn
  const total = Math.max(results.length, selection.scenarios)
  return html`<p class="lead"><b>${graded}</b> of ${several(total, 'scenario')} came to a verdict, by <b>${rows}</b> single trials.
What is recorded, not tried or without a verdict counts for nothing: it says neither that the server is sound nor that it is not.</p>`
}

function noFlow(flow: NonNullable<Run['noFlow']>, at: number): Markup {
  return html`<div class="card"><p><b>The first honest flow failed.</b> A refusal means nothing where an honest request is refused too.</p>
<dl class="pairs"><div><dt>Reason</dt><dd>${flow.reason}</dd></div><div><dt>What to do</dt><dd>${adviceOn(flow)}</dd></div></dl>
${flow.exchanges.length > 0 && exchangesOf(flow, at)}</div>`
}

/** `at`: where they are packed, after those of the scenarios. */
const exchangesOf = ({ exchanges }: NonNullable<Run['noFlow']>, at: number): Markup => html`<h3>The last exchanges</h3>
<ol>${exchanges.slice(-8).map((exchange) => html`<li><code>${exchange.n}: ${outlined(exchange)}</code></li>`)}</ol>
<details class="flow" id="first-honest-flow" data-at="${at}"><summary><span class="title">The first honest flow</span> <small>${several(exchanges.length, 'exchange')}, drawn and in full</small></summary>
<p class="unscripted">They are shown by a script of this page, which is not run here.</p>
<div class="evidence"></div></details>`

type Lost = Pick<RowResult, 'reason' | 'provide' | 'outcome' | 'name'> & { id: string }

function notJudged({ results }: Run): Markup {
  const rows = results.flatMap(({ id, rows }) => rows.map((row): Lost => ({ ...row, id })))
  const skipped = rows.filter(({ outcome }) => outcome === 'skip')
  const open = rows.filter(({ outcome }) => outcome === 'blocked' || outcome === 'error')
  return html`${open.length > 0 && html`<h3>Came to no verdict</h3>${listed(grouped(open, ({ reason }) => reason))}`}
${skipped.length > 0 && notTried(skipped)}`
}

/** More of them would stand between the verdict and the findings. */
const few = 4

function notTried(skipped: readonly Lost[]): Markup {
  const groups = grouped(skipped, ({ provide, reason }) => provide ?? reason)
  const scenarios = new Set(skipped.map(({ id }) => id)).size
  return html`<details class="lacking"${groups.length <= few && ' open'}><summary><h3>Not tried</h3> <small>${several(skipped.length, 'trial')} of ${several(scenarios, 'scenario')}: what is missing, and how to have it judged</small></summary>${listed(groups)}</details>`
}

/** Rows that lack the same thing stand together, the most first. */
const grouped = (rows: readonly Lost[], by: (row: Lost) => string): Lost[][] =>
  [...Map.groupBy(rows, by).values()].sort((a, b) => b.length - a.length)

const listed = (groups: readonly (readonly Lost[])[]): Markup => html`<ul class="lost">${groups.map(group)}</ul>`

function group(rows: readonly Lost[]): Markup {
  const { outcome, provide } = rows[0]!
  const ids = [...new Set(rows.map(({ id }) => id))]
  const reasons = [...new Set(rows.map(({ reason }) => reason))].slice(0, 2)
  return html`<li>${icon(outcome)}<div><p>${reasons.join('; ')}</p>
${provide !== undefined && html`<p class="provide"><b>To have it judged:</b> ${provide}</p>`}
${ids.length === 1 ? html`<p>${toScenario(ids[0]!)}</p>` : html`<details class="ids"><summary>${several(ids.length, 'scenario')}</summary><ul>${ids.map((id) => html`<li>${toScenario(id)}</li>`)}</ul></details>`}</div></li>`
}

const toScenario = (id: string): Markup => html`<a href="${fragment(id)}"><code>${id}</code></a>`
