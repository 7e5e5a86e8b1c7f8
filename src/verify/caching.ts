import { type Exchange, header, headerValues } from '../http/exchange.ts'
import type { Landing } from '../user-agent/landing.ts'
import type { Finding } from './finding.ts'
import { held, misformed, undecided } from './findings.ts'

/** No answer of an authorization request is given a lifetime in caches (RFC 9111 3, 5.2). What says nothing is a redirect or a page that caches have no reason to keep. */
export function notMadeCacheable(landing: Landing | undefined): Finding[] {
  if (!landing || landing.hops.length === 0) return [undecided('no authorization request was sent')]
  const kept = landing.hops.filter((hop) => freshFor(hop) > 0)
  if (kept.length === 0) return [held('no answer is declared fresh', landing.hops.at(-1)?.n)]
  return kept.map((hop) => misformed('Cache-Control: no-store', `an answer that is fresh for ${freshFor(hop)} seconds`, hop.n))
}

/** For how many seconds an answer may be served again without asking: `s-maxage`, `max-age` or `Expires`, unless it must not be kept (RFC 9111 4.2.1). */
function freshFor({ response }: Exchange): number {
  if (!response || response.status >= 400) return 0
  const directives = headerValues(response, 'cache-control').join(',').toLowerCase()
  if (/\bno-(?:store|cache)\b/.test(directives)) return 0
  const age = /\bs-maxage\s*=\s*"?(\d+)/.exec(directives)?.[1] ?? /\bmax-age\s*=\s*"?(\d+)/.exec(directives)?.[1]
  if (age !== undefined) return Number(age)
  const [expires, date] = ['expires', 'date'].map((name) => Date.parse(header(response, name) ?? ''))
  const seconds = ((expires ?? Number.NaN) - (date ?? Number.NaN)) / 1000
  return seconds > 0 ? Math.round(seconds) : 0
}
