import type { Exchange } from '../http/exchange.ts'
import { accessToken, active, issued, json, noAnswer, seen } from './answer.ts'
import type { Facts, Finding } from './finding.ts'
import { broken, held, misformed, noted, undecided } from './findings.ts'
import type { Grant } from './scopes.ts'

/** For whom a token is, as the token itself (RFC 9068 2.2) or introspection (RFC 7662 2.2) shows; undefined where neither does. */
export function audienceOf(grant: Grant, facts: Pick<Facts, 'marks'>): string[] | undefined {
  const shown = [claimsOf(grant[0], facts)?.['aud'], ...grant.slice(1).map((introspection) => json(introspection)?.['aud'])]
  const values = shown.filter((aud) => aud !== undefined && aud !== null).flat()
  return values.length > 0 ? [...new Set(values.map(String))] : undefined
}

/** A token names the resource servers that may take it (RFC 9700 2.3). Of an opaque token that introspection says no audience of nothing is known. */
export function namesItsAudience(grant: Grant, facts: Pick<Facts, 'marks'>): Finding[] {
  return ofIssued(grant[0], (n) => {
    const audience = audienceOf(grant, facts)?.filter((value) => value !== '')
    const expected = 'an audience of one or few resource servers'
    if (audience?.some((value) => /^\*$|:\/\/\*/.test(value))) return broken(expected, 'a wildcard for an audience', n)
    if (audience && audience.length > 0) return held(`the token is for ${audience.slice(0, 3).join(', ')}`, n)
    return claimsOf(grant[0], facts)
      ? broken(expected, 'a self-contained token without audience', n)
      : noted('nothing shows the audience', n)
  })
}

/** A token fits b64token (RFC 6750 2.1), or at least what a header field can carry. */
export function fitsBearerSyntax(answer: Exchange | undefined, facts: Pick<Facts, 'marks'>): Finding[] {
  return ofIssued(answer, (n) => {
    const alphabet = facts.marks[accessToken(answer) ?? '']?.alphabet
    const expected = 'letters, digits and - . _ ~ + /, with = at the end only'
    if (alphabet === undefined) return undecided('nothing is known of the token', n)
    if (alphabet === 'visible') return misformed(expected, 'other characters, which a header field still carries', n)
    return ['vschar', 'other'].includes(alphabet)
      ? broken(expected, 'characters that no Bearer credentials can hold', n)
      : held(expected, n)
  })
}

/** A token that shows its claims is signed: with the algorithm "none" anybody makes another (RFC 6749 10.3, RFC 7519 6). Others are opaque. */
export function isSigned(answer: Exchange | undefined, facts: Pick<Facts, 'marks'>): Finding[] {
  return ofIssued(answer, (n) => {
    const { jwt } = facts.marks[accessToken(answer) ?? ''] ?? {}
    if (!jwt) return held('the token shows nothing', n)
    const alg = String(jwt.header['alg'])
    return alg.toLowerCase() === 'none'
      ? broken('a signed token', 'a token without signature', n)
      : held(`the token is protected by ${alg}`, n)
  })
}

const hour = 3600

/** A bearer token lives an hour or less (RFC 6750 5.3): by `expires_in`, by its own claims, else by introspection. */
export function livesAnHourAtMost(grant: Grant, facts: Pick<Facts, 'marks'>): Finding[] {
  return ofIssued(grant[0], (n) => {
    const seconds = lifetimesOf(grant, facts)
    if (seconds.length === 0) return noted('nothing shows for how long the token lives', n)
    const longest = Math.max(...seconds)
    const text = `a lifetime of ${Math.round(longest)} s`
    return longest <= hour
      ? held(text, n)
      : broken(`a lifetime of ${hour} s or less`, text, n, { severity: longest > 24 * hour ? 'medium' : 'low' })
  })
}

function lifetimesOf(grant: Grant, facts: Pick<Facts, 'marks'>): number[] {
  const claims = [claimsOf(grant[0], facts), ...grant.slice(1).filter(active).map(json)]
  const differences = claims.map((of) => Number(of?.['exp']) - Number(of?.['iat']))
  const said = Number(json(grant[0])?.['expires_in'])
  const lifetimes = differences.map((seconds) => (Math.abs(seconds - said) <= leeway ? said : seconds))
  return [said, ...lifetimes].filter((seconds) => Number.isFinite(seconds) && seconds > 0)
}

/** Some servers date `iat` minutes back, for receivers whose clock is late (RFC 7519 4.1.5), and mean what `expires_in` says. */
const leeway = 300

const claimsOf = (answer: Exchange | undefined, facts: Pick<Facts, 'marks'>) => facts.marks[accessToken(answer) ?? '']?.jwt?.claims

function ofIssued(answer: Exchange | undefined, judge: (n: number) => Finding): Finding[] {
  const silent = noAnswer(answer)
  if (silent || !answer) return [undecided(silent ?? 'no token was asked for', answer?.n)]
  return [issued(answer) ? judge(answer.n) : undecided(`there was no token response: ${seen(answer)}`, answer.n)]
}
