import type { Outcome, Severity } from '../../scenario/contract.ts'
import { outcomes } from '../../scenario/outcome.ts'
import { severities } from '../../spec/severity.ts'
import type { Run } from '../run.ts'
import { suiteOfId } from '../shown.ts'
import { type Marker, markersIn } from './marked.ts'
import { html, type Markup } from './markup.ts'
import { meanings, sign } from './outcomes.ts'

/** What there is to choose from. */
interface Choices {
  /** Each outcome that occurs, and how often. */
  outcomes: readonly { outcome: Outcome; count: number }[]
  severities: readonly Severity[]
  areas: readonly string[]
  documents: readonly string[]
  markers: readonly Marker[]
}

/** What narrows the scenarios of a run. */
export const filters = ({ results, summary }: Run): Markup =>
  filterForm({
    outcomes: outcomes.map((outcome) => ({ outcome, count: summary[outcome] })).filter(({ count }) => count > 0),
    severities: severities.filter((severity) => results.some((result) => result.severity === severity)),
    areas: [...new Set(results.map(({ id }) => suiteOfId(id)))],
    documents: [...new Set(results.flatMap(({ requirements }) => requirements.map(({ document }) => document)))].sort(),
    markers: [...new Set(results.flatMap(markersIn))],
  })

/** What narrows a list of scenarios; hidden where no script runs. Its state is the page's address. */
export function filterForm({ outcomes, severities, areas, documents, markers }: Choices): Markup {
  return html`<form class="filters" role="search" aria-label="Scenarios" hidden>
<div class="line"><label class="find"><span>Find</span><input type="search" name="text" autocomplete="off" spellcheck="false" placeholder="words, an id, an endpoint"></label>
${choice('area', 'Area', areas)}${choice('document', 'Document', documents)}
<output class="shown"></output><button type="reset" class="quiet">Show all</button></div>
<fieldset><legend>Outcome</legend>${outcomes.map(
    ({ outcome, count }) =>
      html`<label title="${meanings[outcome]}"><input type="checkbox" name="outcome" value="${outcome}">${sign(outcome)} <small>${count}</small></label>`,
  )}</fieldset>
<fieldset><legend>Severity</legend>${severities.map(
    (severity) =>
      html`<label><input type="checkbox" name="severity" value="${severity}"><span class="tag ${severity}">${severity}</span></label>`,
  )}</fieldset>
${
  markers.length > 0 &&
  html`<fieldset><legend>Only</legend>${markers.map((marker) => html`<label><input type="checkbox" name="only" value="${marker}"><span class="tag ${marker}">${marker}</span></label>`)}</fieldset>`
}
</form>`
}

const choice = (name: string, label: string, values: readonly string[]): Markup =>
  html`<label class="choice"><span>${label}</span><select name="${name}"><option value="">all</option>${values.map((value) => html`<option>${value}</option>`)}</select></label>`
