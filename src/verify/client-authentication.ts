import { type Exchange, headerValues } from '../http/exchange.ts'
import { errorCode, issued, mediaType, member, noAnswer, seen } from './answer.ts'
import type { Facts, Finding } from './finding.ts'
import { about, broken, held, lacking, lesser, misformed, undecided } from './findings.ts'
import { refused } from './token-endpoint.ts'

/** The schemes of all challenges of a response, in lower case (RFC 9110 11.6.1). */
export function challenges(answer: Exchange | undefined): string[] {
  const text = withoutQuoted(headerValues(answer?.response, 'www-authenticate').join(','))
  return [...text.matchAll(/(?:^|,)\s*([!#$%&'*+.^_`|~\w-]+)(?=\s*(?:,|$)|\s+[^\s=,])/g)].map(([, scheme]) => scheme?.toLowerCase() ?? '')
}

/** Failed HTTP Basic authentication is answered by 401 with a challenge for Basic (RFC 6749 5.2). A server that offers no Basic has no such challenge to make. */
export function challengedForBasic(answer: Exchange | undefined, metadata: Readonly<Record<string, unknown>>): Finding[] {
  const silent = noAnswer(answer)
  if (silent || !answer?.response) return [undecided(silent ?? 'there was no response', answer?.n)]
  const { n, response } = answer
  const expected = 'status 401 with a WWW-Authenticate challenge for Basic'
  if (issued(answer)) return about('rfc6749-5.2-wrong-secret', [broken(expected, seen(answer), n)])
  if (isGatewayRefusal(answer)) return [undecided(`something in front of the server refused: ${seen(answer)}`, n)]
  const schemes = challenges(answer)
  if (response.status === 401 && schemes.includes('basic')) return [held(expected, n), ...quotedRealm(answer)]
  const bad = misformed(
    expected,
    `status ${response.status} with ${schemes.length > 0 ? `a challenge for ${schemes.join(', ')}` : 'no challenge'}`,
    n,
  )
  const otherwise = response.status === 401 && schemes.length > 0 && offersNoBasic(metadata)
  return otherwise ? about('rfc6749-5.2-body-auth-failure-status', [bad]) : [bad]
}

/** A realm is sent as a quoted string alone, although who reads it may have to take a token too (RFC 9110 11.5). */
function quotedRealm(answer: Exchange): Finding[] {
  const bare = headerValues(answer.response, 'www-authenticate').find((value) =>
    /(?:^|[\s,])realm\s*=\s*[^\s"]/i.test(withoutQuoted(value)),
  )
  return bare === undefined
    ? []
    : about('rfc6749-5.2-body-auth-failure-status', [
        misformed('a realm between quotation marks (RFC 9110 11.5)', `WWW-Authenticate: ${bare}`, answer.n),
      ])
}

const withoutQuoted = (text: string): string => text.replace(/"(?:[^"\\]|\\.)*"/g, '""')

/** Failed authentication by the body is answered by 400, or by 401 with any challenge (RFC 6749 5.2, RFC 9110 15.5.2). */
export function challenged(answer: Exchange | undefined): Finding[] {
  const silent = noAnswer(answer)
  if (silent || !answer?.response) return [undecided(silent ?? 'there was no response', answer?.n)]
  if (issued(answer)) return about('rfc6749-5.2-wrong-secret', refused(answer, 'invalid_client'))
  if (isGatewayRefusal(answer)) return [undecided(`something in front of the server refused: ${seen(answer)}`, answer.n)]
  const schemes = challenges(answer)
  const { status } = answer.response
  if (status === 400) return [held(`no challenge is due: ${seen(answer)}`, answer.n)]
  if (status === 401 && schemes.length > 0) return [held(`status 401 with a challenge for ${schemes.join(', ')}`, answer.n)]
  const came = status === 401 ? 'status 401 without a challenge' : `status ${status}`
  return [misformed('status 401 with a WWW-Authenticate challenge, or status 400', came, answer.n)]
}

/** A header that is no usable credential is refused with an OAuth error, by 400 or 401, not by a crash (RFC 6749 5.2, 10.14). Where the client's own
 *  credentials stand at its beginning, a token was not issued without them: a wrong form. */
export function refusedCleanly(answer: Exchange | undefined, facts: Pick<Facts, 'marks'>): Finding[] {
  if (answer && issued(answer) && spelledLikeTheForm(answer, facts)) return lesser(refused(answer))
  const effect = refused(answer).filter((finding) => finding.is !== 'violated' || finding.part === 'effect')
  if (!answer?.response || !effect.some((finding) => finding.is === 'held')) return effect
  const { status } = answer.response
  if (isGatewayRefusal(answer)) return effect
  const clean = (status === 400 || status === 401) && errorCode(answer) !== undefined
  return clean ? effect : [...effect, misformed('status 400 or 401 with an error code', seen(answer), answer.n)]
}

/** Two methods in one request are refused (RFC 6749 2.3). Where one of the credentials is right, using it and ignoring the other is a wrong form. */
export function oneMethodOnly(answer: Exchange | undefined, ...accepts: string[]): Finding[] {
  return refused(answer, ...accepts).map((finding) =>
    finding.is === 'violated' && issued(answer) ? { ...finding, part: 'signal' } : finding,
  )
}

/** Credentials that are right in another notation still authenticate (RFC 6749 2.3.1). `lesser` where no usual client would write them so. */
export function authenticated(answer: Exchange | undefined, weight: 'must' | 'lesser'): Finding[] {
  const silent = noAnswer(answer)
  if (silent) return [undecided(silent, answer?.n)]
  if (issued(answer)) return [held(seen(answer), answer?.n)]
  if (answer && isGatewayRefusal(answer)) return [undecided(`something in front of the server refused: ${seen(answer)}`, answer.n)]
  const violated = weight === 'must' ? lacking : misformed
  return [violated('status 200 with an access token', seen(answer), answer?.n)]
}

/** RFC 8414 2: without the list, Basic is offered. */
const offersNoBasic = (metadata: Readonly<Record<string, unknown>>): boolean => {
  const methods = metadata['token_endpoint_auth_methods_supported']
  return Array.isArray(methods) && !methods.includes('client_secret_basic')
}

/** A refusal by something in front of the server: such a status, and no OAuth error with it. */
export const isGatewayRefusal = (answer: Exchange): boolean =>
  [403, 406, 413, 414, 431].includes(answer.response?.status ?? 0) &&
  errorCode(answer) === undefined &&
  mediaType(answer) !== 'application/json'

/** Whether Basic credentials came out as the usual form-encoding writes them, so that another spelling changed nothing (RFC 6749 2.3.1). */
export function spelledLikeTheForm(answer: Exchange, { marks }: Pick<Facts, 'marks'>): boolean {
  const [, mark = ''] = / (‹basic:\d+›)/.exec(headerValues(answer.request, 'authorization')[0] ?? '') ?? []
  return marks[mark]?.madeFrom?.by === 'Basic credentials, form-encoded'
}

/** In what two refusals differ, beside what they repeat of the request and what numbers them: status, error code and its description, media type, challenges. */
export function toldApart(one: Exchange, other: Exchange, ...echoed: string[]): string[] {
  const traits = [one, other].map((answer) => traitsOf(answer, echoed)) as [Record<string, unknown>, Record<string, unknown>]
  return Object.keys(traits[0]).filter((name) => traits[0][name] !== traits[1][name])
}

function traitsOf(answer: Exchange, echoed: readonly string[]): Record<string, unknown> {
  const description = echoed
    .reduce((text, word) => text.replaceAll(word, '…'), member(answer, 'error_description') ?? '')
    .replace(/[\da-f-]{8,}|\d+/gi, '…')
  return {
    status: answer.response?.status,
    error: errorCode(answer),
    error_description: description,
    'the media type': mediaType(answer),
    'WWW-Authenticate': challenges(answer).join(', '),
  }
}
