import type { AppliedWaiver, Run } from './schema.ts'
import type { ShownResult } from './terminal/shown.ts'

/** Who answers for letting a finding be, if anybody does. */
export const waiverOf = ({ waivers = [] }: Pick<Run, 'waivers'>, { waived }: ShownResult['rows'][number]): AppliedWaiver | undefined =>
  waived === undefined ? undefined : waivers[waived]

/** The waivers of a result of which every finding is waived; none for one that has an open finding. */
export function waiversOf(run: Pick<Run, 'waivers'>, { rows }: ShownResult): AppliedWaiver[] {
  const found = rows.filter(({ outcome }) => outcome === 'fail' || outcome === 'warn').map((row) => waiverOf(run, row))
  return found.every((waiver) => waiver !== undefined) ? [...new Set(found)] : []
}
