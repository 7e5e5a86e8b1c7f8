import type { Outcome } from '../scenario/contract.ts'
import { severities } from '../spec/severity.ts'
import type { ShownResult } from './shown.ts'

const order = ['fail', 'error', 'blocked', 'warn'] as const satisfies readonly Outcome[]

/** Whether somebody has to look at what ended so. */
export const isToBeLookedAt = (outcome: Outcome): boolean => (order as readonly Outcome[]).includes(outcome)

/** The results that somebody has to look at, the gravest first. */
export function byGravity(results: readonly ShownResult[]): ShownResult[] {
  const rank = ({ outcome, severity }: ShownResult) => order.indexOf(outcome as never) * 10 + severities.indexOf(severity)
  return results.filter(({ outcome }) => isToBeLookedAt(outcome)).toSorted((a, b) => rank(a) - rank(b))
}
