import { deflateRawSync } from 'node:zlib'
import type { Run } from '../run.ts'
import type { Album } from './album.ts'
import { type ShownAct, shownActs } from './exchanges.ts'
import { html, Markup } from './markup.ts'

/** What the page unpacks when one of these scenarios is opened. */
export interface Packed {
  tool: Run['tool']
  /** Nothing was kept but findings. */
  bare: boolean
  scenarios: ShownAct[][]
}

/** About how long a part is before it is packed: it is unpacked as a whole, within a moment. */
const lengthOfPart = 500_000

/** What each scenario shows when it is opened, and a flow that failed after them, packed: most of it is never looked at, and it is a tenth of its
 *  size so. A part has several, from the place in the run that it names. */
export function packedEvidence({ tool, evidence, results, noFlow, facts }: Run, album: Album): Markup {
  const redirectUris = Object.values(facts.clients).flatMap(({ redirect_uris }) => redirect_uris)
  const about = JSON.stringify({ tool, bare: evidence === 'none' })
  const parts: Part[] = []
  const flow = noFlow ? [{ outcome: 'blocked' as const, rows: [], controls: {}, exchanges: noFlow.exchanges }] : []
  for (const [at, result] of [...results, ...flow].entries()) {
    const text = JSON.stringify(shownActs(result, redirectUris, album))
    const last = parts.at(-1)
    if (last && last.text.length < lengthOfPart) last.text += `,${text}`
    else parts.push({ from: at, text })
  }
  return html`${parts.map(({ from, text }) => packed(from, `${about.slice(0, -1)},"scenarios":[${text}]}`))}${album.packed()}`
}

interface Part {
  from: number
  text: string
}

const packed = (from: number, text: string): Markup =>
  html`<script type="text/plain" data-packed="${from}">${new Markup(deflateRawSync(text, { level: 9 }).toString('base64'))}</script>\n`
