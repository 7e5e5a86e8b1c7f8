import type { Outcome } from '../../scenario/contract.ts'
import { outcomes } from '../../scenario/outcome.ts'
import type { ScenarioResult } from '../../scenario/result.ts'
import type { Run } from '../run.ts'
import { suiteOfId } from '../shown.ts'
import { several } from '../words.ts'
import { html, type Markup } from './markup.ts'
import { words } from './outcomes.ts'

const cell = { width: 41, height: 24 }
const head = { left: 168, top: 140 }

/** Areas against documents: how many scenarios are where two meet, and how they came out. Each field leads to them. */
export function matrix({ results }: Run): Markup {
  if (results.length === 0) return html``
  const areas = [...Map.groupBy(results, ({ id }) => suiteOfId(id))]
  const documents = byWeight(results)
  const width = head.left + documents.length * cell.width + 62
  const height = head.top + areas.length * cell.height + 8
  return html`<section aria-labelledby="map"><h2 id="map">Areas and documents</h2>
<p class="lead">How many scenarios of an area rest on a document, and before the stroke how many of them failed. Each field leads to them.</p>
<div class="scroll wide" tabindex="0" role="group" aria-labelledby="map"><svg class="matrix" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-labelledby="map">
${documents.map((document, i) => column(document, i, height))}
${areas.map(([area, members], i) => line(area, members, documents, i))}
</svg></div></section>`
}

/** The documents that most scenarios rest on come first. */
function byWeight(results: readonly ScenarioResult[]): string[] {
  const counts = new Map<string, number>()
  for (const result of results) for (const document of documentsOf(result)) counts.set(document, (counts.get(document) ?? 0) + 1)
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([document]) => document)
}

const documentsOf = ({ requirements }: ScenarioResult): Set<string> => new Set(requirements.map(({ document }) => document))

function column(document: string, i: number, height: number): Markup {
  const x = head.left + i * cell.width + cell.width / 2
  return html`<line class="grid" x1="${x}" y1="${head.top}" x2="${x}" y2="${height - 8}"/><text class="document" transform="translate(${x + 3} ${head.top - 10}) rotate(-45)"><title>${document}</title>${document.length > 26 ? `${document.slice(0, 25)}…` : document}</text>`
}

function line(area: string, members: readonly ScenarioResult[], documents: readonly string[], i: number): Markup {
  const y = head.top + i * cell.height
  const fields = documents.map((document, at) =>
    field(
      area,
      document,
      members.filter((result) => documentsOf(result).has(document)),
      head.left + at * cell.width,
      y,
    ),
  )
  return html`<text class="arealabel" x="${head.left - 12}" y="${y + 16}" text-anchor="end">${area}</text>${fields}`
}

function field(area: string, document: string, members: readonly ScenarioResult[], x: number, y: number): Markup {
  if (members.length === 0) return html``
  const counts = outcomes
    .map((outcome) => ({ outcome, count: members.filter((result) => result.outcome === outcome).length }))
    .filter(({ count }) => count > 0)
  const failed = counts.find(({ outcome }) => outcome === 'fail')?.count
  const number = failed === undefined ? `${members.length}` : `${failed}/${members.length}`
  const said = counts.map(({ outcome, count }) => `${outcome === 'fail' ? number : count} ${words[outcome].toLowerCase()}`)
  const label = `${area}, ${document}: ${[...(failed === undefined ? [several(members.length, 'scenario')] : []), ...said].join(', ')}`
  return html`<a href="#?${new URLSearchParams({ area, document }).toString()}" aria-label="${label}"><rect class="field" x="${x + 2}" y="${y + 1}" width="${cell.width - 4}" height="${cell.height - 2}" rx="3"/>
<text class="count${failed !== undefined && ' bad'}" x="${x + cell.width / 2}" y="${y + 14}" text-anchor="middle">${number}</text>${strip(counts, members.length, x + 5, y + 17)}</a>`
}

function strip(counts: readonly { outcome: Outcome; count: number }[], all: number, x: number, y: number): Markup {
  let from = x
  return html`${counts.map(({ outcome, count }) => {
    const width = ((cell.width - 10) * count) / all
    from += width
    return html`<rect class="part ${outcome}" x="${(from - width).toFixed(1)}" y="${y}" width="${Math.max(width - 0.7, 0.8).toFixed(1)}" height="3.5"/>`
  })}`
}
