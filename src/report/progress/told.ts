import type { Outcome } from '../../scenario/contract.ts'
import type { Progress } from '../../scenario/result.ts'
import { printable } from '../printable.ts'
import { type Paper, tinted } from '../terminal/paper.ts'
import { signs } from '../words.ts'

const loud: readonly Outcome[] = ['fail', 'blocked', 'error']

/** What stays on the screen of a piece of news: each scenario that fails or has no verdict, and with `verbose` every one. A whole line, or nothing. */
export function told(on: Paper, news: Progress): string {
  if (news.is === 'flow') return news.ok ? '' : 'the first honest flow failed\n'
  if (news.is !== 'finished' || !(on.verbose || loud.includes(news.result.outcome))) return ''
  const { id, outcome, reason } = news.result
  return `${tinted(on, outcome, `${signs[outcome]} ${outcome}`)} ${printable(id, 200)}: ${printable(reason, 300)}\n`
}
