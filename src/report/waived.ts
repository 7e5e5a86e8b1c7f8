import { isFound } from '../scenario/outcome.ts'
import type { AppliedWaiver, Run } from './run.ts'
import type { ShownResult } from './shown.ts'

/** Who answers for letting a finding be, if anybody does. */
export const waiverOf = ({ waivers = [] }: Pick<Run, 'waivers'>, { waived }: ShownResult['rows'][number]): AppliedWaiver | undefined =>
  waived === undefined ? undefined : waivers[waived]

/** Who answers for it, until when, and why. */
export const waiverText = ({ owner, expires, reason, ticket }: AppliedWaiver): string =>
  `by ${owner} until ${expires}: ${reason}${ticket === undefined ? '' : ` (${ticket})`}`

/** What stands beside a finding: that the baseline has it not, and who answers for letting it be. */
export function remarksOn(run: Pick<Run, 'waivers'>, row: ShownResult['rows'][number]): [name: 'new' | 'waived', text: string][] {
  const waiver = waiverOf(run, row)
  const remarks: [name: 'new' | 'waived', text: string][] = []
  if (row.new) remarks.push(['new', 'not found in the baseline'])
  if (waiver) remarks.push(['waived', waiverText(waiver)])
  return remarks
}

/** The waivers of a result of which every finding is waived; none for one that has an open finding. */
export function waiversOf(run: Pick<Run, 'waivers'>, { rows }: ShownResult): AppliedWaiver[] {
  const found = rows.filter(({ outcome }) => isFound(outcome)).map((row) => waiverOf(run, row))
  return found.every((waiver) => waiver !== undefined) ? [...new Set(found)] : []
}
