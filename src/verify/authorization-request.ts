import type { Landing } from '../user-agent/landing.ts'
import { noAnswer } from './answer.ts'
import type { Finding } from './finding.ts'
import { held, misformed, undecided } from './findings.ts'
import { fromInFront } from './gateway.ts'
import { arrivedWithCode, gaveCode, lastHop, noCode, notRedirected, responseParameter } from './landings.ts'

/** A parameter that should have no effect had none: a code came (RFC 6749 3.1). A filter's refusal decides nothing. */
export function undisturbed(landing: Landing | undefined): Finding[] {
  const filtered = landing && fromInFront(landing)
  return filtered ? [undecided(filtered, lastHop(landing)?.n)] : gaveCode(landing)
}

/** A parameter of the request that the server does not know does not come back in the response (RFC 6749 3.1). */
export function withoutEcho(landing: Landing | undefined, name: string): Finding[] {
  const n = lastHop(landing)?.n
  return responseParameter(landing, name).length > 0 ? [misformed(`no ${name} in the response`, `${name} came back`, n)] : []
}

/** A request that names its client or its redirection URI twice is refused, by a page or by an error at a registered URI (RFC 6749 3.1, 4.1.2.1).
 *  A code there says that one of the copies counts, which is a wrong form. */
export function refusedAsRepeated(landing: Landing | undefined): Finding[] {
  if (landing?.at !== 'redirect_uri') return notRedirected(landing)
  return arrivedWithCode(landing) ? [misformed('a refusal', 'a code for one of the copies', lastHop(landing)?.n)] : noCode(landing)
}

const traces = [
  /\bTraceback \(most recent call last\)/,
  /\bgoroutine \d+ \[running\]/,
  /\bat [\w.$<>]{1,200} ?\((?:[^()\n]{1,200}\.(?:[cm]?[jt]sx?|java|kt|scala|groovy)|node:[\w/]{1,100}):\d+(?::\d+)?\)/,
  /#\d+ [\w./-]{1,200}\.php\(\d+\)/,
]

/** A malformed request was handled: refused or taken as plain data, without status 5xx and without a stack trace (RFC 6749 10.14). A server in front
 *  that hangs up has handled it too. */
export function handled(landing: Landing | undefined): Finding[] {
  const last = lastHop(landing)
  if (!last) return [undecided('no authorization request was sent')]
  const { response, failure, n } = last
  if (!response)
    return failure === 'reset' || failure === 'not_http' ? [held('the connection was closed', n)] : [undecided(noAnswer(last)!, n)]
  const silent = noAnswer(last)
  if (silent) return [undecided(silent, n)]
  if (response.status >= 500) return [misformed('an answer without status 5xx', `status ${response.status}`, n)]
  if (landing?.at === 'error_page' && traces.some((trace) => trace.test(response.body)))
    return [misformed('an error page without a stack trace', 'a stack trace', n)]
  return [held(`it was handled: status ${response.status}`, n)]
}
