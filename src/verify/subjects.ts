import type { Exchange } from '../http/exchange.ts'
import { accessToken, member } from './answer.ts'
import type { Facts } from './finding.ts'

/** Whose tokens these answers are about, each once and in their order: what introspection says (RFC 7662 2.2), or a self-contained access
 *  token (RFC 9068 2.2). Empty where nothing shows it. */
export function subjectsOf(answers: readonly Exchange[], { marks }: Pick<Facts, 'marks'>): string[] {
  const found = answers.flatMap((answer) => {
    const claimed = marks[accessToken(answer) ?? '']?.jwt?.claims['sub']
    const sub = member(answer, 'sub') ?? (typeof claimed === 'string' ? claimed : undefined)
    return sub ? [sub] : []
  })
  return [...new Set(found)]
}
