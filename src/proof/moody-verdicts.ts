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

/** A cache gives real tokens, codes and states to those who must not have them: whoever is judged with it fails rightly.
 *  And where no state was sent, nothing tells an answer to the same request of a moment ago from a fresh one. */
function isExplained(mood: MoodName, { outcome }: RowResult, { result }: Witnessed): boolean {
  if (mood !== 'a cached answer') return false
  return (outcome !== 'pass' && outcome !== 'info') || result.id === 'state/omits-state-when-none-was-sent'
}

/** What a verdict rests on is its own evidence and the honest twin before it. The closing control is there to see to that: a server that turns
 *  within its last answers has said all that counts. */
function restsOn(row: RowResult, { result, honest }: Witnessed, mood: MoodName): string | undefined {
  if (row.outcome === 'blocked') return undefined
  const used =
    row.outcome === 'skip' ? result.exchanges.map(({ n }) => n) : [row.evidence, result.controls.before?.evidence].flatMap(referencesIn)
  const false_ = used.filter((n) => !honest(n)).map((n) => result.exchanges.find((exchange) => exchange.n === n))
  const wrong = false_.filter((exchange) => !isNeedless(exchange, result, mood))
  return wrong.length > 0 ? `rests on ${wrong.map((exchange) => exchange?.request.url.split('?')[0] ?? 'nothing').join(', ')}` : undefined
}

/** Introspection that never said anything of any token: verdicts go by what the tokens themselves show, as at a server without it. So they do
 *  where an audience is asked for, which these tokens show. */
function isNeedless(exchange: Exchange | undefined, { id, exchanges }: Witnessed['result'], mood: MoodName): boolean {
  if (!isIntrospection(exchange)) return false
  if (id === 'authorization-request/grants-no-unknown-resource') return true
  const saidSomething = exchanges.some((one) => isIntrospection(one) && one.response?.body.includes('"active":true'))
  return mood === 'a deaf introspection endpoint' && !saidSomething
}

const isIntrospection = (exchange: Exchange | undefined) => exchange?.request.url.endsWith('/introspect') ?? false
