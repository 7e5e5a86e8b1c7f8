import { documentOf } from '../../html/document.ts'
import { html, type Markup } from '../../html/markup.ts'
import { noteList, topline } from '../../html/masthead.ts'
import { symbols } from '../../html/outcomes.ts'
import type { SideBySide } from '../side-by-side.ts'
import { sentenceOf } from '../words.ts'
import { areas } from './areas.ts'
import { heads } from './heads.ts'
import { script, style } from './own.ts'
import { scenarios } from './scenarios.ts'
import { shares } from './shares.ts'

/** Several runs as one HTML file that needs nothing else: to be read, sent and printed. */
export const renderHtml = (comparison: SideBySide): string =>
  documentOf({ title: html`${titleOf(comparison)} – grantproof`, style, script, body: bodyOf(comparison) })

const titleOf = ({ runs }: SideBySide): string => `${runs.length} runs side by side`

const bodyOf = (comparison: SideBySide): Markup => html`<a class="skip-link" href="#scenarios">To the scenarios</a>
${symbols()}
<header class="masthead">
${topline('grantproof')}
<h1>${titleOf(comparison)}</h1>
<p class="beside">${comparison.runs.map(({ label }) => label).join(' · ')}</p>
<p class="lead sum">${sentenceOf(comparison)}</p>
${noteList(comparison.remarks)}
</header>
<main>
${heads(comparison)}
${shares(comparison)}
${areas(comparison)}
${scenarios(comparison)}
</main>
<footer><p>Made by grantproof from the <code>run.json</code> of each run, without a request to anywhere.</p></footer>`
