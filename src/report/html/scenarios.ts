import type { RowResult, ScenarioResult } from '../../scenario/result.ts'
import type { Run } from '../schema.ts'
import { suiteOfId } from '../terminal/shown.ts'
import { fragment, html, link, type Markup } from './markup.ts'
import { displayed, grave, icon, several, sign } from './outcomes.ts'

/** Every scenario with all that is to be said of it, by area. The exchanges come when one is opened. */
export function scenarios({ results }: Run): Markup {
  const numbered = results.map((result, at) => ({ result, at }))
  const areas = [...Map.groupBy(numbered, ({ result }) => suiteOfId(result.id))]
  return html`${areas.map(
    ([
      area,
      members,
    ]) => html`<section class="area" data-area="${area}"><h3>${area} <small>${several(members.length, 'scenario')}</small></h3>
${members.map(({ result, at }) => scenario(result, at, area))}</section>`,
  )}`
}

function scenario(result: ScenarioResult, at: number, area: string): Markup {
  const { id, outcome, severity, requirements, title } = result
  const documents = [...new Set(requirements.map(({ document }) => document))].join('|')
  return html`<details class="scenario" id="${id}" data-outcome="${outcome}" data-severity="${severity}" data-area="${area}" data-documents="${documents}" data-at="${at}">
<summary>${icon(outcome)}<span class="name"><span class="title">${title}</span><code>${id}</code></span>${tally(result)}<span class="tag ${severity}">${severity}</span></summary>
<div class="body">
${said(result)}
<h4>Rests on</h4><ul class="cites">${requirements.map(cite)}</ul>
<p class="permalink"><a href="${fragment(id)}">Link to this scenario</a></p>
<div class="evidence"></div>
</div></details>`
}

const tally = ({ rows, outcome }: ScenarioResult): Markup =>
  html`<span class="tally">${sign(outcome)}${rows.length > 1 && html` <small>${rows.filter((row) => row.outcome === outcome).length} of ${rows.length}</small>`}</span>`

function said({ why, fix, rows, outcome, reason }: ScenarioResult): Markup {
  const bad = outcome === 'fail' || outcome === 'warn'
  return html`<h4>Why it matters</h4><p>${why}</p>
<h4>${bad ? 'Expected and seen' : 'What was seen'}</h4>${rows.length > 0 ? html`<ul class="rows">${sorted(rows).map(row)}</ul>` : html`<p>${reason}</p>`}
<h4>${bad ? 'How to mend it' : 'How a server gets this right'}</h4><p>${fix}</p>`
}

const sorted = (rows: readonly RowResult[]): RowResult[] => displayed.flatMap((outcome) => rows.filter((row) => row.outcome === outcome))

function row({ name, outcome, reason, expected, seen, provide }: RowResult): Markup {
  const pairs: [string, string][] =
    expected !== undefined && seen !== undefined
      ? [
          ['Expected', expected],
          ['Seen', seen],
        ]
      : provide === undefined
        ? []
        : [['To have it judged', provide]]
  return html`<li class="row ${(grave as readonly string[]).includes(outcome) ? 'grave' : 'fine'}">${sign(outcome)}<div>${name !== 'whole' && html`<b>${name}</b> `}${(expected === undefined || seen === undefined) && html`<span>${reason}</span>`}
${pairs.length > 0 && html`<dl class="compare">${pairs.map(([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`)}</dl>`}</div></li>`
}

const cite = ({ id, document, section, level, url }: ScenarioResult['requirements'][number]): Markup =>
  html`<li>${link(url, html`${document}, ${section}`)} <b>${level}</b> <code>${id}</code></li>`
