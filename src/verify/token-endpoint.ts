import type { Exchange } from '../http/exchange.ts'
import { accessToken, errorCode, issued, leaked, mediaType, noAnswer, refreshToken, seen } from './answer.ts'
import type { Finding } from './finding.ts'
import { broken, held, lacking, misformed, noted, undecided } from './findings.ts'

/** A refusal of a token request (RFC 6749 5.2): nothing issued decides; status, error code and media type are its form.
 *  `accepts` names the error codes that fit; none named means any registered one. */
export function refused(answer: Exchange | undefined, ...accepts: string[]): Finding[] {
  const silent = noAnswer(answer)
  if (silent || !answer?.response) return [undecided(silent ?? 'there was no response', answer?.n)]
  const expected = `a refusal${accepts.length > 0 ? ` with error ${either(accepts)}` : ''} and no token`
  const leak = issuedAnything(answer)
  if (leak) return [broken(expected, leak, answer.n)]
  return [held(`nothing was issued: ${seen(answer)}`, answer.n), ...refusalForm(answer, accepts)]
}

/** The form of a refusal (RFC 6749 5.2): status, media type, error code. Nothing about what was issued. */
export function refusalForm(answer: Exchange, accepts: readonly string[]): Finding[] {
  const status = answer.response?.status ?? 0
  const code = errorCode(answer)
  if (isGateway(status) && code === undefined) return [noted(`something in front of the server refused: ${seen(answer)}`, answer.n)]
  const fits = code !== undefined && (accepts.length === 0 || accepts.includes(code))
  if (!fits)
    return [misformed(accepts.length > 0 ? `error ${either(accepts)}` : 'a JSON object with an error code', seen(answer), answer.n)]
  const statuses = code === 'invalid_client' ? [400, 401] : [400]
  const bad: Finding[] = []
  if (!statuses.includes(status)) bad.push(misformed(`status ${statuses.join(' or ')} for "${code}"`, `status ${status}`, answer.n))
  if (mediaType(answer) !== 'application/json')
    bad.push(misformed('media type application/json', `media type ${mediaType(answer) ?? 'missing'}`, answer.n))
  return bad
}

/** A successful token response whose form clients can rely on (RFC 6749 5.1). */
export function redeemed(answer: Exchange | undefined): Finding[] {
  const silent = noAnswer(answer)
  if (silent) return [undecided(silent, answer?.n)]
  return issued(answer) ? [held(seen(answer), answer?.n)] : [lacking('status 200 with an access token', seen(answer), answer?.n)]
}

/** At most one of several parallel requests was answered with tokens (RFC 6749 4.1.2, 10.5). */
export function atMostOneIssued(race: { answers: readonly Exchange[]; overlapMs: number } | undefined): Finding[] {
  if (!race || race.answers.length < 2) return [undecided('the parallel requests were not sent')]
  const winners = race.answers.filter((answer) => issuedAnything(answer) !== undefined)
  const n = winners[1]?.n ?? race.answers[0]?.n
  if (winners.length > 1) {
    const tokens = new Set(winners.map((answer) => accessToken(answer)))
    const what = tokens.size === 1 ? 'the same token' : `${tokens.size} different tokens`
    return [broken('one success at most', `${winners.length} of ${race.answers.length} were answered with ${what}`, n)]
  }
  if (race.overlapMs <= 0) return [undecided('the requests did not overlap in time', n)]
  const silent = race.answers.filter((answer) => noAnswer(answer))
  if (silent.length > 0) return [undecided(`${silent.length} of ${race.answers.length} decide nothing: ${noAnswer(silent[0])}`, n)]
  if (winners.length === 0) return [held('none succeeded', n), misformed('one success', 'all were refused', n)]
  return [held(`1 of ${race.answers.length} succeeded`, n)]
}

/** Whether a second answer serves the very tokens of the first. */
export const sameTokens = (first: Exchange | undefined, second: Exchange | undefined): boolean =>
  accessToken(first) !== undefined && accessToken(first) === accessToken(second)

function issuedAnything(answer: Exchange): string | undefined {
  if (issued(answer)) return seen(answer)
  if (accessToken(answer) || refreshToken(answer)) return `status ${answer.response?.status} and yet a token in the body`
  const marks = leaked(answer)
  return marks.length > 0 ? `${seen(answer)}, and in it ${marks.join(', ')}` : undefined
}

const isGateway = (status: number) => [403, 406, 413, 414, 431].includes(status)

/** Error codes in words: `"invalid_grant" or "invalid_request"`. */
export const either = (words: readonly string[]): string =>
  words.length < 2
    ? `"${words[0] ?? ''}"`
    : `${words
        .slice(0, -1)
        .map((word) => `"${word}"`)
        .join(', ')} or "${words.at(-1)}"`
