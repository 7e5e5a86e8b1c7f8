import { isFound, openIn } from '../scenario/outcome.ts'
import type { ShownResult } from './shown.ts'
import { several } from './words.ts'

/** `2 rows came to no verdict: status 429`, of a scenario whose finding hides them behind its word; nothing of any other. */
export function hiddenIn({ outcome, rows }: Pick<ShownResult, 'outcome' | 'rows'>): string[] {
  if (!isFound(outcome)) return []
  const open = rows.filter((row) => row.outcome === 'blocked' || row.outcome === 'error')
  const reasons = [...new Set(open.map(({ reason }) => reason))].slice(0, 2).join('; ')
  return open.length > 0 ? [`${several(open.length, 'row')} came to no verdict: ${reasons}`] : []
}

/** A scenario's outcome in words: `warn`, or `warn, blocked` where a finding hides rows without a verdict. */
export function outcomeOf(result: Pick<ShownResult, 'outcome' | 'rows'>): string {
  const open = openIn(result)
  return open === undefined || open === result.outcome ? result.outcome : `${result.outcome}, ${open}`
}
