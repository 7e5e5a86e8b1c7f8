import type { Exchange } from '../http/exchange.ts'
import type { Landing } from '../user-agent/landing.ts'
import { accessToken, active, issued, json, noAnswer, seen } from './answer.ts'
import { wasAsked } from './consent.ts'
import type { Facts, Finding } from './finding.ts'
import { broken, held, misformed, noted, undecided } from './findings.ts'

/** What shows a grant: the token response, and what introspection says of its access token, where it was asked (RFC 7662 2.2). */
export type Grant = readonly Exchange[]

/** The scope that a token response names (RFC 6749 5.1); undefined when it names none. */
export const namedScope = (answer: Exchange | undefined): ReadonlySet<string> | undefined => tokensOf(json(answer)?.['scope'])

/** The scope in a self-contained access token: `scope` (RFC 9068 2.2.3), or `scp` as some servers write it; undefined when none shows. */
export function carriedScope(answer: Exchange | undefined, facts: Pick<Facts, 'marks'>): ReadonlySet<string> | undefined {
  const claims = facts.marks[accessToken(answer) ?? '']?.jwt?.claims
  return tokensOf(claims?.['scope']) ?? tokensOf(claims?.['scp'])
}

/** Where a grant shows a scope value. Names are compared as they stand: letter case counts (RFC 6749 3.3). */
export function showing(grant: Grant, value: string, facts: Pick<Facts, 'marks'>): 'token' | 'introspection' | 'response' | undefined {
  if (carriedScope(grant[0], facts)?.has(value)) return 'token'
  if (grant.slice(1).some((introspection) => tokensOf(json(introspection)?.['scope'])?.has(value))) return 'introspection'
  return namedScope(grant[0])?.has(value) ? 'response' : undefined
}

/** A token without a scope value that it must not have. A value that only the response names, while the token or introspection shows
 *  another scope, is a wrong form. Requests that were refused grant nothing. */
export function lacksScope(grant: Grant, value: string, facts: Pick<Facts, 'marks'>): Finding[] {
  const [answer] = grant
  const silent = noAnswer(answer)
  if (silent || !answer) return [undecided(silent ?? 'the request was not sent')]
  if (!issued(answer)) return [held(`no token: ${seen(answer)}`, answer.n)]
  const place = showing(grant, value, facts)
  const expected = `a token without "${value}"`
  if (place === undefined)
    return showsScope(grant, facts) ? [held(expected, answer.n)] : [undecided('nothing shows the scope of the token', answer.n)]
  if (place === 'response' && effect(grant, facts))
    return [
      held(expected, answer.n),
      misformed(`a response that does not name "${value}"`, `"${value}" in it, and not in the token`, answer.n),
    ]
  return [broken(expected, `"${value}" ${places[place]}`, answer.n)]
}

/** As `lacksScope`, of an answer to a request that named no scope: it need not name one either (RFC 6749 5.1, 6), so that one that shows none is
 *  only noted. */
export const lacksScopeIfShown: typeof lacksScope = (grant, value, facts) =>
  issued(grant[0]) && !showsScope(grant, facts)
    ? [noted('nothing shows the scope of the token', grant[0]?.n)]
    : lacksScope(grant, value, facts)

/** Whether the user's form for one request lacks a scope that the form for another one sent: then the user took it away. A server that remembers the
 *  earlier consent shows no form any more, and took nothing away. */
export function tookAway(value: string, narrowed: Landing, full: Landing): boolean {
  const [sent, before] = [formsOf(narrowed), formsOf(full)]
  return before.some((body) => holds(body, value)) && sent.length > 0 && !sent.some((body) => holds(body, value))
}

/** Whether the user took a scope away and the grant is without it. Where the server recalls that consent, so that no later form shows what one holds
 *  otherwise, a grant that shows its scope says so. */
export function leftOut(value: string, narrowed: Landing, grant: Grant, full: Landing, facts: Pick<Facts, 'marks'>): boolean {
  const recalled =
    wasAsked(narrowed) && !wasAsked(full) && !formsOf(narrowed).some((body) => holds(body, value)) && showsScope(grant, facts)
  return issued(grant[0]) && !showing(grant, value, facts) && (recalled || tookAway(value, narrowed, full))
}

/** Forms that a user sent, but for the one with his password. */
const formsOf = ({ hops }: Landing): string[] =>
  hops.flatMap(({ request: { method, body = '' } }) => (method === 'POST' && !/‹password:\d+›/.test(body) ? [body] : []))

/** The values of the scope that an authorization request asked for, parted by spaces (RFC 6749 3.3). */
export function requestedScope({ hops }: Landing): string[] {
  const { url = '', body = '' } = hops[0]?.request ?? {}
  const sent = [url.split('#')[0]?.split('?').slice(1).join('?') ?? '', body].map((text) => new URLSearchParams(text).get('scope'))
  return (sent.find((scope) => scope !== null) ?? '').split(' ').filter((value) => value !== '')
}

/** The scope that a token response names is a text of visible ASCII without quotation mark and backslash, with single spaces between the values
 *  (RFC 6749 3.3, A.4). `asked`: two or more values, which do not come back with something else between them. */
export function scopeInForm(answer: Exchange | undefined, asked: readonly string[] = []): Finding[] {
  const silent = noAnswer(answer)
  if (silent || !answer) return [undecided(silent ?? 'the request was not sent')]
  const scope = json(answer)?.['scope']
  const expected = 'a scope of visible characters with single spaces between the values'
  if (scope === undefined || scope === '') return [held('the response names no scope', answer.n)]
  if (typeof scope !== 'string')
    return [misformed(expected, Array.isArray(scope) ? 'an array' : `a JSON ${scope === null ? 'null' : typeof scope}`, answer.n)]
  if (/[^\x20\x21\x23-\x5b\x5d-\x7e]/.test(scope)) return [broken(expected, 'a character that no scope may hold', answer.n)]
  const joined = asked.length > 1 && !scope.includes(' ') && asked.every((value) => scope.split(/[,;|+]/).includes(value))
  if (joined) return [misformed(expected, `"${scope}"`, answer.n)]
  return [/^ | {2}| $/.test(scope) ? misformed(expected, 'spaces without a value between them', answer.n) : held(expected, answer.n)]
}

const places = { token: 'in the token', introspection: 'at introspection', response: 'in the response' } as const

/** Whether anything shows a scope at all. A response without one means the scope that was asked for (RFC 6749 5.1). */
export const showsScope = (grant: Grant, facts: Pick<Facts, 'marks'>): boolean => effect(grant, facts) || namedScope(grant[0]) !== undefined

/** Whether token or introspection show a scope at all. */
const effect = (grant: Grant, facts: Pick<Facts, 'marks'>): boolean =>
  carriedScope(grant[0], facts) !== undefined ||
  grant.slice(1).some((introspection) => tokensOf(json(introspection)?.['scope']) !== undefined)

const holds = (body: string, value: string): boolean =>
  [...new URLSearchParams(body)].some(
    ([name, sent]) => sent === value || name === value || name.endsWith(`_${value}`) || name.endsWith(`.${value}`),
  )

function tokensOf(value: unknown): ReadonlySet<string> | undefined {
  if (typeof value === 'string') return new Set(value.split(' ').filter((token) => token !== ''))
  return Array.isArray(value) ? new Set(value.filter((token) => typeof token === 'string')) : undefined
}

/** Grants that cannot be compared: one gave no token, or introspection knows the tokens of some and not of others, although all are fresh. */
export function incomparable(...grants: readonly Grant[]): Finding[] {
  const refused = grants.map(([answer]) => answer).find((answer) => answer && !issued(answer))
  if (refused) return [undecided(noAnswer(refused) ?? `no token came: ${seen(refused)}`, refused.n)]
  const introspections = grants.flatMap((grant) => grant.slice(1))
  const unknown = introspections.find((one) => !active(one))
  return unknown && introspections.some(active)
    ? [undecided(noAnswer(unknown) ?? 'introspection knows only some of the fresh tokens', unknown.n)]
    : []
}

/** Nothing shows whether a scope value was granted: neither token response, token nor introspection, which nobody has to offer (RFC 6749 5.1). */
export function unshown(value: string, grant: Grant): Finding[] {
  const silent = grant.map((answer) => noAnswer(answer)).find((why) => why !== undefined)
  return [silent ? undecided(silent) : noted(`nothing shows whether "${value}" is granted`)]
}
