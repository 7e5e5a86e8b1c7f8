import type { ShownRun } from '../shown.ts'
import { labelled, type Paper } from './paper.ts'

/** Why nothing was judged: what was met, on which way, and what to do. */
export function noFlow(on: Paper, { reason, advice, exchanges }: NonNullable<ShownRun['noFlow']>): string[] {
  return [
    `${on.paint.red('✗')} ${on.paint.bold('The first honest flow failed, so nothing was judged')}`,
    ...labelled(on, 'reason', reason),
    ...exchanges.slice(-8).flatMap((line, i) => labelled(on, i === 0 ? 'exchanges' : '', line)),
    ...labelled(on, 'do', advice),
  ]
}
