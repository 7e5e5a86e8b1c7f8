import { type Exchange, header, headerValues } from '../http/exchange.ts'
import { accessToken, issued, json, leaked, mediaType, noAnswer, refreshToken, seen } from './answer.ts'
import type { Facts, Finding } from './finding.ts'
import { broken, held, misformed, noted, undecided } from './findings.ts'

/** A successful token response is status 200 with a JSON object (RFC 6749 5.1). */
export function answeredWithJson(answer: Exchange | undefined): Finding[] {
  return ofIssued(answer, ({ n, response }) => {
    const bad: Finding[] = []
    if (response.status !== 200) bad.push(misformed('status 200', `status ${response.status}`, n))
    const type = mediaType(answer)
    if (type !== 'application/json') bad.push(misformed('media type application/json', `media type ${type ?? 'missing'}`, n))
    return bad.length > 0 ? bad : [held('status 200 with a JSON object', n)]
  })
}

/** `access_token` is printable ASCII and `token_type` is there (RFC 6749 5.1, A.12, A.13). */
export function hasRequiredMembers(answer: Exchange | undefined, facts: Pick<Facts, 'marks'>): Finding[] {
  return ofIssued(answer, ({ n }) => {
    const bad: Finding[] = []
    if (facts.marks[accessToken(answer) ?? '']?.alphabet === 'other')
      bad.push(misformed('an access_token of printable ASCII characters', 'other characters in it', n))
    const type = json(answer)?.['token_type']
    if (typeof type !== 'string' || !/^[\x20-\x7e]+$/.test(type)) bad.push(misformed('a token_type', `token_type ${shown(type)}`, n))
    return bad.length > 0 ? bad : [held('access_token and token_type are there', n)]
  })
}

/** The type is Bearer, in any letter case (RFC 6749 5.1, 7.1, RFC 6750). An absent one is a matter of the required members. */
export function isBearer(answer: Exchange | undefined): Finding[] {
  return ofIssued(answer, ({ n }) => {
    const type = json(answer)?.['token_type']
    if (typeof type !== 'string') return []
    return [
      type.toLowerCase() === 'bearer'
        ? held(`token_type ${shown(type)}`, n)
        : misformed('token_type "Bearer"', `token_type ${shown(type)}`, n),
    ]
  })
}

/** `expires_in` is a number of seconds (RFC 6749 5.1). Where it is absent, a token that shows its own expiry makes up for it. */
export function saysLifetime(answer: Exchange | undefined, facts: Pick<Facts, 'marks' | 'clockOffsetMs'>): Finding[] {
  return ofIssued(answer, ({ n, sentAt }) => {
    const value = json(answer)?.['expires_in']
    const wanted = 'expires_in as a positive number of seconds'
    if (value === undefined || value === null) {
      const exp = facts.marks[accessToken(answer) ?? '']?.jwt?.claims['exp']
      return [
        typeof exp === 'number'
          ? noted('no expires_in, but the token itself says when it expires', n)
          : misformed(wanted, 'no expires_in', n),
      ]
    }
    const fits = typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && !isClockTime(value, sentAt + facts.clockOffsetMs)
    return [fits ? held(`expires_in ${value}`, n) : misformed(wanted, `expires_in ${shown(value)}`, n)]
  })
}

/** The directive `no-store` stands in some Cache-Control field, in any letter case and among others (RFC 6749 5.1, RFC 9111 5.2.2.5). */
export function forbidsStoring(answer: Exchange | undefined): Finding[] {
  return ofIssued(answer, ({ n, response }) => {
    const fields = headerValues(response, 'cache-control')
    return directives(fields).includes('no-store')
      ? [held('Cache-Control has no-store', n)]
      : [misformed('Cache-Control: no-store', fields.length > 0 ? `Cache-Control: ${fields.join(', ')}` : 'no Cache-Control', n)]
  })
}

/** `Pragma: no-cache`, which RFC 6749 5.1 asks for beside Cache-Control and later texts dropped. */
export function forbidsStoringByPragma(answer: Exchange | undefined): Finding[] {
  return ofIssued(answer, ({ n, response }) => {
    const pragma = headerValues(response, 'pragma')
    return directives(pragma).includes('no-cache') ? [held('Pragma has no-cache', n)] : [misformed('Pragma: no-cache', 'no such field', n)]
  })
}

/** No token came, in whatever form it was refused: other methods and media types need no OAuth error. A 5xx is a wrong form,
 *  but 501 says that the method is not known (RFC 9110 15.6.2). */
export function nothingIssued(answer: Exchange | undefined): Finding[] {
  const silent = noAnswer(answer)
  if (silent || !answer?.response) return [undecided(silent ?? 'there was no response', answer?.n)]
  if (accessToken(answer) || refreshToken(answer)) return [broken('no token', seen(answer), answer.n)]
  const leak = leaked(answer)
  if (leak.length > 0) return [broken('no token', `${seen(answer)}, and in it ${leak.join(', ')}`, answer.n)]
  const { status } = answer.response
  const crashed = status >= 500 && status !== 501 ? [misformed('a refusal', `status ${status}`, answer.n)] : []
  return [held(`nothing was issued: ${allowed(answer) ?? seen(answer)}`, answer.n), ...crashed]
}

type Answered = Exchange & { response: NonNullable<Exchange['response']> }

/** Only a response with tokens can have the form of one: anything else decides nothing here. */
function ofIssued(answer: Exchange | undefined, judge: (answer: Answered) => Finding[]): Finding[] {
  const silent = noAnswer(answer)
  if (silent) return [undecided(silent, answer?.n)]
  return issued(answer) ? judge(answer as Answered) : [undecided(`there was no token response: ${seen(answer)}`, answer?.n)]
}

/** Names of directives in lower case. Quoted arguments may hold commas. */
const directives = (fields: readonly string[]): string[] =>
  fields
    .join(',')
    .replace(/"(?:[^"\\]|\\.)*"/g, '')
    .split(',')
    .map((directive) => directive.split('=')[0]?.trim().toLowerCase() ?? '')

/** A point in time where a duration belongs: within a day of now, in seconds or milliseconds. */
const isClockTime = (value: number, nowMs: number): boolean =>
  Math.abs(value - nowMs / 1000) < 86_400 || Math.abs(value - nowMs) < 86_400_000

const allowed = ({ response }: Exchange): string | undefined =>
  response?.status === 405 ? `status 405, allowed: ${header(response, 'allow') ?? 'nothing named'}` : undefined

const shown = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value))
