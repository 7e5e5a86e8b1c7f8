import type { Exchange } from '../http/exchange.ts'
import { referencesIn } from '../scenario/evidence.ts'
import type { RowResult } from '../scenario/result.ts'
import type { Witnessed } from './moody-bed.ts'
import type { MoodName } from './moody-moods.ts'

/** Verdicts of one run that rest on an answer after the turn, or are errors, one sentence each. */
export function wrongVerdicts(witnessed: Witnessed, mood: MoodName): string[] {
  const { id, rows } = witnessed.result
  if (rows.length === 0) return [`${id} has no row`]
  return rows.flatMap((row) => {
    const why = row.outcome === 'error' ? row.reason : isExplained(mood, row, witnessed) ? undefined : restsOn(row, witnessed, mood)
    return why === undefined ? [] : [`${id} › ${row.name}: ${row.outcome} (${row.reason}) ${why}`]
  })
}

/** A cache gives real tokens, codes and states to those who must not have them: whoever is judged with it fails rightly. And it
 *  may fall silent just before the last answer of the closing control, when all that the verdict rests on has been seen. */
function isExplained(mood: MoodName, row: RowResult, { result, honest }: Witnessed): boolean {
  if (mood !== 'a cached answer') return false
  if (row.outcome !== 'pass' && row.outcome !== 'info') return true
  return [...referencesIn(row.evidence), ...referencesIn(result.controls.before?.evidence)].every(honest)
}

function restsOn(row: RowResult, { result, honest }: Witnessed, mood: MoodName): string | undefined {
  if (row.outcome === 'blocked') return undefined
  const { before, after } = result.controls
  const used =
    row.outcome === 'skip' ? result.exchanges.map(({ n }) => n) : [row.evidence, before?.evidence, after?.evidence].flatMap(referencesIn)
  const false_ = used.filter((n) => !honest(n)).map((n) => result.exchanges.find((exchange) => exchange.n === n))
  const wrong =
    mood === 'a deaf introspection endpoint' ? false_.filter((exchange) => !isIdleIntrospection(exchange, result.exchanges)) : false_
  return wrong.length > 0 ? `rests on ${wrong.map((exchange) => exchange?.request.url.split('?')[0] ?? 'nothing').join(', ')}` : undefined
}

/** Introspection that never said anything of any token: verdicts go by what the tokens themselves show, as at a server without it. */
const isIdleIntrospection = (exchange: Exchange | undefined, all: readonly Exchange[]): boolean =>
  isIntrospection(exchange) && !all.some((one) => isIntrospection(one) && one.response?.body.includes('"active":true'))

const isIntrospection = (exchange: Exchange | undefined) => exchange?.request.url.endsWith('/introspect') ?? false
