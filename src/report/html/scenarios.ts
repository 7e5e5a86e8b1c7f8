import { isFound } from '../../scenario/outcome.ts'
import type { ScenarioResult } from '../../scenario/result.ts'
import type { Run } from '../run.ts'
import { suiteOfId } from '../shown.ts'
import { several } from '../words.ts'
import { markersIn, tags } from './marked.ts'
import { fragment, html, link, type Markup } from './markup.ts'
import { icon, words } from './outcomes.ts'
import { rows } from './rows.ts'

/** Every scenario with all that is to be said of it, by area. The exchanges come when one is opened. */
export function scenarios(run: Run): Markup {
  const numbered = run.results.map((result, at) => ({ result, at }))
  const areas = Map.groupBy(numbered, ({ result }) => suiteOfId(result.id))
  return html`${[...areas].map(([area, members]) => {
    const listed = members.map(({ result, at }) => scenario(run, result, at))
    return html`<section class="area"><h3>${area} <small>${several(members.length, 'scenario')}</small></h3>
<div class="list">${listed}</div></section>`
  })}`
}

function scenario(run: Run, result: ScenarioResult, at: number): Markup {
  const { id, outcome, severity, requirements, title, why, fix } = result
  const bad = isFound(outcome)
  return html`<details class="scenario" id="${id}" data-at="${at}"${data(result)}>
<summary>${icon(outcome)}<span class="name"><span class="title">${title}</span><code>${id}</code></span>${tally(result)}<span class="tag ${severity}">${severity}</span></summary>
<div class="body">
<h4>Why it matters</h4><p>${why}</p>
<h4>${bad ? 'Expected and seen' : 'What was seen'}</h4>${rows(run, result)}
<h4>${bad ? 'How to mend it' : 'How a server gets this right'}</h4><p>${fix}</p>
<h4>Rests on</h4><ul class="cites">${requirements.map(cite)}</ul>
<p class="permalink"><a href="${fragment(id)}">Link to this scenario</a></p>
<div class="evidence"></div>
</div></details>`
}

/** By what a script filters. */
function data(result: ScenarioResult): Markup {
  const { id, outcome, severity, requirements } = result
  const documents = [...new Set(requirements.map(({ document }) => document))].join('|')
  return html` data-outcome="${outcome}" data-severity="${severity}" data-area="${suiteOfId(id)}" data-document="${documents}" data-only="${markersIn(result).join('|')}"`
}

function tally(result: ScenarioResult): Markup {
  const { rows, outcome } = result
  const share = `${rows.filter((row) => row.outcome === outcome).length} of ${rows.length}`
  return html`<span class="tally"><span class="sign ${outcome}">${words[outcome]}</span>${rows.length > 1 && html` <small>${share}</small>`}${tags(markersIn(result))}</span>`
}

const cite = ({ id, document, section, level, url }: ScenarioResult['requirements'][number]): Markup =>
  html`<li>${link(url, html`${document}, ${section}`)} <b>${level}</b> <code>${id}</code></li>`
