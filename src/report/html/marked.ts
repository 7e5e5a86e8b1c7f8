import { isFound } from '../../scenario/outcome.ts'
import type { RowResult, ScenarioResult } from '../../scenario/result.ts'
import type { AppliedWaiver, Run } from '../run.ts'
import { html, type Markup } from './markup.ts'

/** What a run says of a finding beside its outcome: the baseline does not have it; somebody answers for letting it be. */
export type Marker = 'new' | 'waived'

const markersOf = ({ new: isNew, waived }: RowResult): Marker[] => [
  ...(isNew ? ['new' as const] : []),
  ...(waived === undefined ? [] : ['waived' as const]),
]

/** What is said of any row of a scenario. */
export const markersIn = ({ rows }: ScenarioResult): Marker[] => [...new Set(rows.flatMap(markersOf))]

/** Whether every finding of a scenario is waived. */
export function isWaived({ rows }: ScenarioResult): boolean {
  const found = rows.filter(({ outcome }) => isFound(outcome))
  return found.length > 0 && found.every(({ waived }) => waived !== undefined)
}

/** Words beside an outcome. */
export const tags = (markers: readonly Marker[]): Markup =>
  html`${markers.map((marker) => html` <span class="tag ${marker}">${marker}</span>`)}`

/** The words of one row. */
export const rowTags = (row: RowResult): Markup => tags(markersOf(row))

/** Who answers for letting a finding be, why and until when. */
export function waiver({ waivers = [] }: Pick<Run, 'waivers'>, { waived }: RowResult): Markup {
  const by: AppliedWaiver | undefined = waived === undefined ? undefined : waivers[waived]
  if (by === undefined) return html``
  return html`<p class="waiver">Waived by ${by.owner} until ${by.expires}: ${by.reason}${by.ticket !== undefined && ` (${by.ticket})`}</p>`
}
