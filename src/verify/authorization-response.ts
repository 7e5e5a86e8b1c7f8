import type { Landing } from '../user-agent/landing.ts'
import type { Finding } from './finding.ts'
import { broken, held, misformed, undecided } from './findings.ts'
import { lastHop, responseParameter, where } from './landings.ts'

/** Parameters of an authorization response that may come once only (RFC 6749 4.1.2, 4.1.2.1, RFC 9207 2). */
const once = ['code', 'state', 'iss', 'error', 'error_description', 'error_uri']

/** The response came in the query of the redirection URI, as it does unless the request asked for another response_mode (RFC 6749 4.1.2, 4.1.2.1).
 *  Of a response_type without code no RFC says so, and those that are known answer in the fragment (RFC 6749 4.2.2.1). */
export function cameByQuery(landing: Landing | undefined): Finding[] {
  return ofResponse(landing, ({ by }, n) => {
    const asked = new URL(landing?.hops[0]?.request.url ?? 'about:blank').searchParams
    if (asked.has('response_mode')) return [undecided('the request asks for a response_mode of its own', n)]
    if (by === 'fragment' && !(asked.get('response_type') ?? 'code').split(' ').includes('code'))
      return [held('the request asks for a response_type whose responses may come in the fragment', n)]
    return by === 'query'
      ? [held('the response came in the query', n)]
      : [misformed('a response in the query', `a response by ${by ?? 'no means'}`, n)]
  })
}

/** No token travels through the browser in a response of the code flow (RFC 6749 4.1.2). */
export function withoutToken(landing: Landing | undefined): Finding[] {
  return ofResponse(landing, (_, n) => {
    const tokens = ['access_token', 'refresh_token', 'id_token'].filter((name) =>
      responseParameter(landing, name).some((value) => value !== ''),
    )
    return tokens.length > 0 ? [broken('no token in the response', tokens.join(' and '), n)] : [held('no token in the response', n)]
  })
}

/** No response parameter is repeated (RFC 6749 3.1). */
export function withoutRepetition(landing: Landing | undefined): Finding[] {
  return ofResponse(landing, (_, n) => {
    const repeated = once.filter((name) => responseParameter(landing, name).length > 1)
    return repeated.length > 0
      ? [misformed('each parameter once', `${repeated.join(' and ')} repeated`, n)]
      : [held('each parameter once', n)]
  })
}

function ofResponse(landing: Landing | undefined, judge: (landing: Landing, n: number | undefined) => Finding[]): Finding[] {
  if (landing?.at !== 'redirect_uri')
    return [undecided(landing ? `there was no response: ${where(landing)}` : 'no authorization request was sent')]
  return judge(landing, lastHop(landing)?.n)
}
