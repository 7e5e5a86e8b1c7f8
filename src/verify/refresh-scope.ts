import { issued, noAnswer, seen } from './answer.ts'
import type { Facts, Finding } from './finding.ts'
import { held, lacking, misformed, noted, undecided } from './findings.ts'
import { carriedScope, type Grant, namedScope } from './scopes.ts'

/** A refreshed token still has a scope value of its grant (RFC 6749 6). What token or introspection show counts, else what the response names.
 *  A smaller scope that the response owns up to is a wrong form: a server may grant less if it says so (RFC 6749 3.3). */
export function keepsScope(grant: Grant, value: string, facts: Pick<Facts, 'marks'>): Finding[] {
  const [answer] = grant
  const silent = noAnswer(answer)
  if (silent || !answer) return [undecided(silent ?? 'the request was not sent')]
  if (!issued(answer)) return [undecided(`the refresh was refused: ${seen(answer)}`, answer.n)]
  const named = namedScope(answer)
  const shown = carriedScope(answer, facts) ?? grant.slice(1).map(namedScope).find(Boolean) ?? named
  if (!shown) return [noted('nothing shows the scope of the refreshed token', answer.n)]
  if (shown.has(value)) return [held(`"${value}" is still granted`, answer.n)]
  const expected = `a token with "${value}", as granted`
  return named && !named.has(value)
    ? [misformed(expected, 'a smaller scope, which the response names', answer.n)]
    : [lacking(expected, 'a token without it, and the response does not say so', answer.n)]
}
