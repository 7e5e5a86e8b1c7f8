import { isFound } from '../../scenario/outcome.ts'
import type { ScenarioResult } from '../../scenario/result.ts'
import { profiles } from '../../spec/profiles.ts'
import { severities } from '../../spec/severity.ts'
import type { Run } from '../run.ts'
import { several } from '../words.ts'
import { markersIn, tags } from './marked.ts'
import { fragment, html, type Markup } from './markup.ts'
import { sign } from './outcomes.ts'

/** What was found against the server, the gravest first, each with the attack that it enables. */
export function findings({ results, profile, noFlow }: Run): Markup {
  const found = results.filter(({ outcome }) => isFound(outcome))
  if (found.length === 0 && (noFlow || results.length === 0)) return html``
  return html`<section aria-labelledby="findings"><h2 id="findings">Findings</h2>
${profiles[profile].draft && html`<p>They are judged by a draft that may still change.</p>`}
${found.length === 0 ? html`<p class="lead">Nothing was found against the server.</p>` : severities.map((severity) => group(severity, found))}
</section>`
}

function group(severity: (typeof severities)[number], found: readonly ScenarioResult[]): Markup {
  const here = found.filter((result) => result.severity === severity)
  const sorted = [...here.filter(({ outcome }) => outcome === 'fail'), ...here.filter(({ outcome }) => outcome !== 'fail')]
  if (sorted.length === 0) return html``
  return html`<h3 class="severity ${severity}"><span>${severity}</span> <small>${several(sorted.length, 'finding')}</small></h3>
<ul class="findings">${sorted.map(finding)}</ul>`
}

function finding(result: ScenarioResult): Markup {
  const { id, title, why, outcome, rows } = result
  const against = rows.filter((row) => row.outcome === outcome)
  return html`<li>${sign(outcome)}<div><a href="${fragment(id)}">${title}</a>${rows.length > 1 && html` <small>${against.length} of ${several(rows.length, 'trial')}</small>`}${tags(markersIn(result))}
${seen(against[0])}<p>${why}</p></div></li>`
}

/** The title says what a sound server does, so that what this one did has to stand beside it. */
const seen = (row: ScenarioResult['rows'][number] | undefined): Markup =>
  row?.seen === undefined
    ? html``
    : html`<dl class="seen"><div><dt>Expected</dt> <dd>${row.expected}</dd></div> <div><dt>Seen</dt> <dd>${row.seen}</dd></div></dl>`
