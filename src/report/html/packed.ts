import { deflateRawSync } from 'node:zlib'
import type { Run } from '../schema.ts'
import type { Album } from './album.ts'
import { type ShownAct, shownActs } from './exchanges.ts'
import { html, Markup } from './markup.ts'

/** What the page unpacks when a scenario is opened. */
export interface Packed {
  tool: Run['tool']
  /** Nothing was kept but findings. */
  bare: boolean
  /** By their places in the run. */
  scenarios: ShownAct[][]
}

/** What each scenario shows when it is opened, packed: most of it is never looked at, and it is a tenth of its size so. */
export function packedEvidence({ tool, evidence, results, facts }: Run, album: Album): Markup {
  const redirectUris = Object.values(facts.clients).flatMap(({ redirect_uris }) => redirect_uris)
  const scenarios = results.map((result) => shownActs(result, redirectUris, album))
  const packed: Packed = { tool, bare: evidence === 'none', scenarios }
  return html`<script type="text/plain" id="packed">${new Markup(deflateRawSync(JSON.stringify(packed)).toString('base64'))}</script>
${album.packed()}`
}
