import { outcomes } from '../../scenario/outcome.ts'
import { minuteOf, profileTitle } from '../headline.ts'
import type { Run } from '../run.ts'
import { lasting, several } from '../words.ts'
import { bar } from './bar.ts'
import { html, type Markup } from './markup.ts'
import { icon, sign, words } from './outcomes.ts'
import { verdictOf } from './verdict.ts'

/** Who was judged by what and when, the verdict, and the counts behind it. */
export function masthead(run: Run): Markup {
  const { tone, sentence, beside } = verdictOf(run)
  return html`<header class="masthead">
${topline(run.tool.name, run.tool.version, run.results.length > 0 && parts())}
<h1>${run.target.name}</h1>
<p class="issuer"><code>${run.target.issuer}</code></p>
<div class="verdict ${tone}">${icon(tone)}<div><p class="sentence">${sentence}</p>${beside.map((one) => html`<p class="beside">${one}</p>`)}</div></div>
${run.results.length > 0 && counts(run)}
${facts(run)}
${notices(run)}
</header>`
}

/** Whose page it is, and the switch between dark and light. */
export const topline = (name: string, version?: string, nav?: Markup | false): Markup =>
  html`<div class="topline"><span class="brand">${name}</span>${version !== undefined && html`<span>${version}</span>`}${nav}<button type="button" class="quiet" data-theme-switch hidden>Dark or light</button></div>`

/** Findings of a bad server are many screens long. */
const parts = (): Markup =>
  html`<nav aria-label="On this page">${Object.entries(headed).map(([id, words]) => html`<a href="#${id}">${words}</a> `)}</nav>`

const headed = { findings: 'Findings', profiles: 'Profiles', map: 'Areas', scenarios: 'Scenarios' }

function counts({ summary }: Run): Markup {
  const there = outcomes.filter((outcome) => summary[outcome] > 0)
  return html`${bar(there.map((outcome) => ({ tone: outcome, count: summary[outcome] })))}
<ul class="counts">${there.map(
    (outcome) => html`<li><a href="#?outcome=${outcome}"><b>${summary[outcome]}</b> ${sign(outcome)}</a></li>`,
  )}</ul>`
}

function facts({ profile, startedAt, durationMs, requests, selection }: Run): Markup {
  return html`<dl class="facts">
<div><dt>Judged by</dt><dd>${profileTitle(profile)}</dd></div>
<div><dt>On</dt><dd><time datetime="${startedAt}">${minuteOf(startedAt)}</time></dd></div>
<div><dt>Spent</dt><dd>${several(requests, 'request')} in ${lasting(durationMs)}</dd></div>
${selection.asked.length > 0 && html`<div><dt>Selected</dt><dd>${selection.asked.join(', ')}</dd></div>`}
</dl>`
}

function notices({ target, warnings }: Run): Markup {
  const embedded = 'This is the authorization server that comes with grantproof: the result says nothing about any other server.'
  return noteList([...(target.embedded ? [embedded] : []), ...warnings])
}

/** Sentences that nobody may overlook. */
export const noteList = (notes: readonly string[]): Markup =>
  html`${notes.length > 0 && html`<ul class="notices">${notes.map((one) => html`<li>${icon('warn')}<span><b>Note:</b> ${one}</span></li>`)}</ul>`}`

/** The title of the document, for tabs and bookmarks. */
export const titleOf = (run: Run): Markup => html`${run.target.name}: ${words[verdictOf(run).tone].toLowerCase()} – ${run.tool.name}`
