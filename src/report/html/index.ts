import type { Run } from '../schema.ts'
import { filters } from './filters.ts'
import { findings } from './findings.ts'
import { judged } from './judged.ts'
import { html, Markup } from './markup.ts'
import { masthead, titleOf } from './masthead.ts'
import { matrix } from './matrix.ts'
import { symbols } from './outcomes.ts'
import { policy, script, style } from './own.ts'
import { packedEvidence } from './packed.ts'
import { profiles } from './profiles.ts'
import { scenarios } from './scenarios.ts'

/** A run as one HTML file that needs nothing else: to be read, sent and printed. */
export function renderHtml(run: Run): string {
  return `${html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${titleOf(run)}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${run.results.length > 0 && html`<a class="skip-link" href="#scenarios">To the scenarios</a>`}
${symbols()}
${masthead(run)}
<main>
${judged(run)}
${findings(run)}
${profiles(run)}
${matrix(run)}
${run.results.length > 0 && all(run)}
</main>
<footer><p>Made by ${run.tool.name} ${run.tool.version} from <code>run.json</code>, without a request to anywhere. Marks such as <code>‹code:2›</code> stand for secrets: the same mark is the same secret.</p></footer>
${packedEvidence(run)}
<script type="module">${new Markup(script)}</script>
</body>
</html>`}\n`
}

const all = (run: Run): Markup => html`<section aria-labelledby="scenarios"><h2 id="scenarios">Scenarios</h2>
${filters(run)}
<p class="unscripted">The exchanges of a scenario are shown by a script of this page, which is not run here.</p>
${scenarios(run)}
<p class="nothing" hidden>No scenario is like that. <a href="#scenarios">Show all</a></p>
</section>`
