import { outcomes } from '../../scenario/outcome.ts'
import type { RowResult, ScenarioResult } from '../../scenario/result.ts'
import { whyOnlyAWarning } from '../lesser.ts'
import type { Run } from '../run.ts'
import { rowTags, waiver } from './marked.ts'
import { html, type Markup } from './markup.ts'
import { isGrave, sign } from './outcomes.ts'

/** The trials of a scenario, what has to be looked at first: expected against seen, or what was seen. */
export function rows(run: Run, result: ScenarioResult): Markup {
  const { rows, reason } = result
  const sorted = outcomes.flatMap((outcome) => rows.filter((row) => row.outcome === outcome))
  if (sorted.length === 0) return html`<p>${reason}</p>`
  return html`<ul class="rows">${sorted.map((one) => row(run, result, one))}</ul>`
}

function row(run: Run, result: ScenarioResult, row: RowResult): Markup {
  const { name, outcome, reason, expected, seen, provide } = row
  const lesser = whyOnlyAWarning(row, result, run.profile)
  const compared = expected !== undefined && seen !== undefined
  return html`<li class="row${!isGrave(outcome) && ' fine'}">${sign(outcome)}<div>${name !== 'whole' && html`<b>${name}</b>`}${rowTags(row)} ${!compared && html`<span>${reason}</span>`}
${compared && html`<dl class="compare">${pair('Expected', expected)}${pair('Seen', seen)}${lesser !== undefined && pair('Only a warning', lesser)}</dl>`}${
  provide !== undefined && html`<dl class="compare">${pair('To have it judged', provide)}</dl>`
}${waiver(run, row)}</div></li>`
}

const pair = (term: string, text: string): Markup => html`<div><dt>${term}</dt><dd>${text}</dd></div>`
