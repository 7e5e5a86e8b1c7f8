import type { Landing } from '../user-agent/landing.ts'
import type { Finding } from './finding.ts'
import { broken, held, lacking, misformed, undecided } from './findings.ts'
import { arrivedWithCode, gaveCode, lastHop, where } from './landings.ts'

/** The redirect_uri of the authorization request that a landing came from, decoded once as a form (RFC 6749 appendix B). */
export function sentRedirectUri(landing: Landing | undefined): string | undefined {
  const { url = '', body = '' } = landing?.hops[0]?.request ?? {}
  const query = url.split('#')[0]?.split('?').slice(1).join('?')
  return new URLSearchParams(query).get('redirect_uri') ?? new URLSearchParams(body).get('redirect_uri') ?? undefined
}

/** A code came to the very URI that was asked for, port included (RFC 6749 4.1.2, RFC 8252 7.3). */
export function gaveCodeWhereAsked(landing: Landing | undefined): Finding[] {
  const requested = sentRedirectUri(landing)
  if (!landing || !arrivedWithCode(landing) || requested === undefined || placeOf(landing.url) === placeOf(requested))
    return gaveCode(landing)
  return [broken(`a code at ${requested}`, `a code ${where(landing)}`, lastHop(landing)?.n)]
}

/** The query of a registered URI is still in the response that went there, as it is written, and the response is added to it (RFC 6749 3.1.2).
 *  Values that are written in another percent-encoding are right in effect. */
export function keptQuery(landing: Landing | undefined, registered: string): Finding[] {
  const n = lastHop(landing)?.n
  if (!landing?.url || placeOf(landing.url) !== placeOf(registered))
    return [undecided(landing ? `no response came to ${registered}: it ended ${where(landing)}` : 'no authorization request was sent', n)]
  const [own, sent] = [parametersOf(registered), parametersOf(landing.url)]
  const lost = own.find((one) => !sent.some((other) => decoded(other) === decoded(one)))
  if (lost !== undefined) return [lacking(`"${lost}" in the query, as it is registered`, `a response without it ${where(landing)}`, n)]
  const changed = own.find((one) => !sent.includes(one))
  const seen = held(`the query of ${registered} came back`, n)
  return changed === undefined
    ? [seen]
    : [seen, misformed(`"${changed}" as it is registered`, 'the same value in another percent-encoding', n)]
}

const parametersOf = (uri: string): string[] => (uri.split('#')[0] ?? '').split('?').slice(1).join('?').split('&').filter(Boolean)
const decoded = (parameter: string): string => JSON.stringify([...new URLSearchParams(parameter)])

/** Where a URI leads, whatever parameters it carries. */
export function placeOf(uri = ''): string {
  const url = URL.parse(uri)
  return url ? `${url.protocol}//${url.host}${url.pathname}` : uri
}
