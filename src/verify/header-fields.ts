import { type Exchange, header, headerValues } from '../http/exchange.ts'
import type { Landing } from '../user-agent/landing.ts'
import { noAnswer } from './answer.ts'
import type { Finding } from './finding.ts'
import { broken, held, noted, undecided } from './findings.ts'
import { lastHop, where } from './landings.ts'

/** No answer has the header field that a line break in the request was to begin (RFC 6749 10.14, RFC 9110 5.5). Whether the request was taken or refused is all the same. */
export function unsplit(landing: Landing | undefined, field: string): Finding[] {
  if (!landing) return [undecided('no authorization request was sent')]
  const split = landing.hops.find(({ response }) => headerValues(response, field).length > 0)
  if (split) return [broken('no header field that the request wrote', `the header field ${field} in an answer`, split.n)]
  const silent = landing.hops.map((hop) => ({ n: hop.n, why: noAnswer(hop) })).find(({ why }) => why !== undefined)
  if (silent) return [undecided(silent.why!, silent.n)]
  return [held(`no answer has the header field ${field}: ${where(landing)}`, lastHop(landing)?.n)]
}

/** The authorization endpoint lets scripts of the origin that asked, or of every one, read nothing (RFC 9700 2.6, Fetch 3.3.3). An origin of its own choice is noted. */
export function closedToScripts(answer: Exchange | undefined): Finding[] {
  const silent = noAnswer(answer)
  if (silent !== undefined) return [undecided(silent, answer?.n)]
  const allowed = headerValues(answer?.response, 'access-control-allow-origin').map((value) => value.trim())
  const open = allowed.find((value) => value === '*' || value === header(answer?.request, 'origin'))
  const credentials = headerValues(answer?.response, 'access-control-allow-credentials').some((value) => value.trim() === 'true')
  if (open !== undefined)
    return [
      broken('no Access-Control-Allow-Origin', `Access-Control-Allow-Origin: ${open}${credentials ? ', with credentials' : ''}`, answer?.n),
    ]
  const [other] = allowed
  return [other === undefined ? held('no Access-Control-Allow-Origin', answer?.n) : noted(`scripts of ${other} may read it`, answer?.n)]
}
