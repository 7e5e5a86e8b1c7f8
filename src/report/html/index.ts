import type { ReadBeside } from '../beside.ts'
import type { Run } from '../run.ts'
import { type Album, albumOf } from './album.ts'
import { documentOf } from './document.ts'
import { filters } from './filters.ts'
import { findings } from './findings.ts'
import { judged } from './judged.ts'
import { html, type Markup } from './markup.ts'
import { masthead, titleOf } from './masthead.ts'
import { matrix } from './matrix.ts'
import { symbols } from './outcomes.ts'
import { script, style } from './own.ts'
import { packedEvidence } from './packed.ts'
import { profiles } from './profiles.ts'
import { scenarios } from './scenarios.ts'

/** A run as one HTML file that needs nothing else: to be read, sent and printed. What a browser showed is in it where `read` reads that. */
export const renderHtml = (run: Run, read?: ReadBeside): string =>
  documentOf({ title: titleOf(run), style, script, pictures: true, body: bodyOf(run, albumOf(run, read)) })

const bodyOf = (
  run: Run,
  album: Album,
): Markup => html`${run.results.length > 0 && html`<a class="skip-link" href="#scenarios">To the scenarios</a>`}
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
${packedEvidence(run, album)}`

const all = (run: Run): Markup => html`<section aria-labelledby="scenarios"><h2 id="scenarios">Scenarios</h2>
${filters(run)}
<p class="unscripted">The exchanges of a scenario are shown by a script of this page, which is not run here.</p>
${scenarios(run)}
<p class="nothing" hidden>No scenario is like that. <a href="#scenarios">Show all</a></p>
</section>`
