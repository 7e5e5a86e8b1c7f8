import type { Landing } from '../user-agent/landing.ts'
import type { Finding } from './finding.ts'
import { broken } from './findings.ts'
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

/** Where a URI leads, whatever parameters it carries. */
function placeOf(uri = ''): string {
  const url = URL.parse(uri)
  return url ? `${url.protocol}//${url.host}${url.pathname}` : uri
}
