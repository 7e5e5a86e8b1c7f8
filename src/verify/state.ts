import type { Landing } from '../user-agent/landing.ts'
import { noAnswer } from './answer.ts'
import type { Finding } from './finding.ts'
import { broken, held, lacking, misformed, noted, undecided } from './findings.ts'
import { answersAnother, lastHop, responseParameter, sentState, strayed, where } from './landings.ts'
import { placeOf, sentRedirectUri } from './requested-uri.ts'

/** From this length on a server may refuse a state, instead of returning it whole. */
const long = 1000

/** The state came back as it was sent, whatever its characters (RFC 6749 4.1.2, 4.1.2.1, A.5), beside a code or an error. A request that was refused for its state is
 *  a wrong form, unless the state is long; a gateway's refusal decides nothing. */
export function stateReturned(landing: Landing | undefined, beside: 'code' | 'error'): Finding[] {
  const n = lastHop(landing)?.n
  const sent = sentState(landing)
  if (!landing || !sent) return [undecided('no state was sent', n)]
  const open = strayed(landing)
  if (open) return [undecided(open, n)]
  if (landing.at !== 'redirect_uri' && landing.at !== 'elsewhere') return unreturned(landing, sent)
  const came = responseParameter(landing, 'state')
  const refused = beside === 'code' && !landing.code
  if (came.length > 0 && came.every((value) => value === sent))
    return [
      held(`the same state came back ${where(landing)}`, n),
      ...(refused && sent.length < long ? [misformed('a code with the state that was sent', where(landing), n)] : []),
    ]
  if (came.length === 0 && refused && sent.length >= long) return [held(`the long state was refused ${where(landing)}`, n)]
  if (came.length === 0) return [lacking(`state ${quoted(sent)}`, `no state ${where(landing)}`, n)]
  return [broken(`state ${quoted(sent)}`, came.map(quoted).join(' and '), n)]
}

/** What came to the client answers the request that was sent, and no other of the same browser: its own state, at its own redirect_uri (RFC 6749 4.1.2, 10.12).
 *  A request that did not come to its end took nobody's place. */
export function ownResponse(landing: Landing | undefined): Finding[] {
  const n = lastHop(landing)?.n
  if (!landing) return [undecided('no authorization request was sent')]
  const open = strayed(landing)
  if (open) return [undecided(open, n)]
  if (landing.at !== 'redirect_uri' && landing.at !== 'elsewhere') return [noted(`no response: ${where(landing)}`, n)]
  if (answersAnother(landing))
    return [broken(`state ${quoted(sentState(landing) ?? '')}`, responseParameter(landing, 'state').map(quoted).join(' and '), n)]
  const asked = sentRedirectUri(landing)
  const away = asked !== undefined && placeOf(landing.url) !== placeOf(asked)
  return away ? [broken(`a response at ${asked}`, where(landing), n)] : [held(`its own response ${where(landing)}`, n)]
}

/** No state comes back that nobody sent (RFC 6749 4.1.2). Refusing requests without state is a choice. */
export function noStateInvented(landing: Landing | undefined): Finding[] {
  const n = lastHop(landing)?.n
  const made = responseParameter(landing, 'state').filter((value) => value !== '')
  if (made.length > 0) return [broken('no state', made.map(quoted).join(' and '), n)]
  if (landing?.at === 'redirect_uri' && landing.code) return [held('a code came without state', n)]
  if (landing?.at === 'redirect_uri' || landing?.at === 'error_page') return refusal(landing) ?? [noted(`refused: ${where(landing)}`, n)]
  return [undecided(landing ? where(landing) : 'no authorization request was sent', n)]
}

/** The user was not sent back to the client. */
function unreturned(landing: Landing, sent: string): Finding[] {
  const n = lastHop(landing)?.n
  if (landing.at !== 'error_page') return [undecided(`the interaction did not come to its end: ${where(landing)}`, n)]
  if (sent.length >= long) return refusal(landing) ?? [held(`the long state was refused: ${where(landing)}`, n)]
  return refusal(landing) ?? [misformed('a response with the state that was sent', where(landing), n)]
}

/** What keeps a refusal from being the server's own. */
function refusal(landing: Landing): Finding[] | undefined {
  const last = lastHop(landing)
  const silent = noAnswer(last)
  if (silent) return [undecided(silent, last?.n)]
  const status = last?.response?.status ?? 0
  return status === 403 || status === 406
    ? [undecided(`something in front of the server may have refused (status ${status})`, last?.n)]
    : undefined
}

/** At most the beginning and the end of a text, so that a message stays readable. */
const quoted = (text: string): string =>
  text.length > 60
    ? `${JSON.stringify(text.slice(0, 30))} … ${JSON.stringify(text.slice(-10))} (${text.length} characters)`
    : JSON.stringify(text)
