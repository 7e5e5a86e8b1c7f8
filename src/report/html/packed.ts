import { deflateRawSync } from 'node:zlib'
import type { Run } from '../schema.ts'
import { shownActs } from './exchanges.ts'
import { html, Markup } from './markup.ts'

/** What each scenario shows when it is opened, by its place in the run, packed: most of it is never looked at, and it is a tenth of its size so. */
export function packedEvidence({ results, facts }: Run): Markup {
  const redirectUris = Object.values(facts.clients).flatMap(({ redirect_uris }) => redirect_uris)
  const shown = results.map((result) => shownActs(result, redirectUris))
  const packed = deflateRawSync(JSON.stringify(shown)).toString('base64')
  return html`<script type="text/plain" id="packed">${new Markup(packed)}</script>`
}
