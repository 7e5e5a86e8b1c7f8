import { type Exchange, header, headerValues } from '../http/exchange.ts'
import type { Landing } from '../user-agent/landing.ts'
import { noAnswer } from './answer.ts'
import type { Finding } from './finding.ts'
import { broken, held, noted, undecided } from './findings.ts'
import { lastHop, strayed, where } from './landings.ts'

/** No answer has the header field that a line break in the request was to begin (RFC 6749 10.14, RFC 9110 5.5). Whether the request was taken or refused, be it by an
 *  error or a connection that was closed, is all the same. */
export function unsplit(landing: Landing | undefined, field: string): Finding[] {
  if (!landing) return [undecided('no authorization request was sent')]
  const split = landing.hops.find(({ response }) => headerValues(response, field).length > 0)
  if (split) return [broken('no header field that the request wrote', `the header field ${field} in an answer`, split.n)]
  const silent = landing.hops.find((hop) => hop.failure !== 'reset' && noAnswer(hop) !== undefined)
  if (silent) return [undecided(noAnswer(silent)!, silent.n)]
  if (!cameToItsEnd(landing)) return [undecided(`the request did not come to its end: ${where(landing)}`, lastHop(landing)?.n)]
  return [held(`no answer has the header field ${field}: ${where(landing)}`, lastHop(landing)?.n)]
}

/** At a client, whatever became of the state, or refused in whatever form: where a flow stops at a page, the answer behind it was not seen. */
function cameToItsEnd(landing: Landing): boolean {
  const last = lastHop(landing)
  if (last?.failure === 'reset' || (last?.response?.status ?? 0) >= 400) return true
  return landing.at === 'redirect_uri' || landing.at === 'error_page' || (landing.at === 'elsewhere' && !strayed(landing))
}

/** The authorization endpoint lets scripts of the origin that asked, or of every one, read nothing (RFC 9700 2.6). What no browser takes for a permission is noted:
 *  another origin, several at once, an answer to OPTIONS with another status than 2xx (Fetch, CORS check and CORS-preflight fetch). */
export function closedToScripts(answer: Exchange | undefined): Finding[] {
  const silent = noAnswer(answer)
  if (silent !== undefined) return [undecided(silent, answer?.n)]
  const { request, response, n } = answer!
  const allowed = headerValues(response, 'access-control-allow-origin')
    .map((value) => value.trim())
    .join(', ')
  if (allowed === '') return [held('no Access-Control-Allow-Origin', n)]
  const credentials = allowed !== '*' && header(response, 'access-control-allow-credentials')?.trim() === 'true'
  const seen = `Access-Control-Allow-Origin: ${allowed}${credentials ? ', with credentials' : ''}`
  const isTaken = request.method !== 'OPTIONS' || /^2\d\d$/.test(`${response?.status}`)
  const isOpen = allowed === '*' || allowed === header(request, 'origin')
  return [
    isOpen && isTaken
      ? broken('no Access-Control-Allow-Origin', seen, n)
      : noted(`${seen}, which lets no script of the site that asked read it`, n),
  ]
}
