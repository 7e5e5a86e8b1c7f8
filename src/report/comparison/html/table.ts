import { html, type Markup } from '../../html/markup.ts'
import { printable } from '../../printable.ts'
import type { Column } from '../columns.ts'

/** One line of a table: what it is about, and a cell for each run. */
interface TableLine {
  head: Markup
  cells: readonly Markup[]
  /** Further attributes of the line. */
  data?: Markup
}

/** Columns that fit into the width in which text is read well. */
const fitting = 4
/** Lines that a reader sees together with their head. */
const inSight = 5

/** A table with a column for each run. Where it is wider than the window it scrolls, and what a line is about stays in sight. */
export const table = (labelledBy: string, first: string, runs: readonly Column[], lines: readonly TableLine[]): Markup =>
  html`<div class="scroll wide freeze${runs.length > fitting && ' many'}${lines.length > inSight && ' long'}" tabindex="0" role="group" aria-labelledby="${labelledBy}"><table aria-labelledby="${labelledBy}">
<thead><tr><th scope="col">${first}</th>${runs.map((run) => html`<th scope="col">${shortLabel(run)}</th>`)}</tr></thead>
<tbody>${lines.map(({ head, cells, data }) => html`<tr${data}><th scope="row">${head}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
</table></div>`

/** A label that no column is stretched by. */
export const shortLabel = ({ label }: Column): string => printable(label, 80)
