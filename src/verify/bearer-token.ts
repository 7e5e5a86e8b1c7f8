import { type Exchange, headerValues } from '../http/exchange.ts'
import { noAnswer, seen, served } from './answer.ts'
import { isGatewayRefusal } from './client-authentication.ts'
import type { Finding } from './finding.ts'
import { held, lacking, misformed, noted, undecided } from './findings.ts'

/** A protected resource gave nothing for a token that is none (RFC 6749 7, RFC 6750 3.1). `bare` is the same request without any token: what is
 *  served to everybody shows nothing about tokens. A crash is right in effect and wrong in form. */
export function turnedAway(answer: Exchange | undefined, bare: Exchange | undefined): Finding[] {
  const silent = noAnswer(answer)
  if (silent || !answer?.response) return [undecided(silent ?? 'there was no response', answer?.n)]
  if (served(answer)) return [unlessOpen(answer, bare)]
  const { status } = answer.response
  const crashed = status >= 500 ? [misformed('status 401', `status ${status}`, answer.n)] : []
  return [held(`no access: ${seen(answer)}`, answer.n), ...crashed]
}

/** A refused token is answered by 401 and a challenge with error="invalid_token" (RFC 6750 3, 3.1). A text that no token can look like may be
 *  called an invalid request. */
export function calledInvalidToken(answer: Exchange | undefined): Finding[] {
  if (noAnswer(answer) || !answer?.response || served(answer) || answer.response.status >= 500) return []
  if (isGatewayRefusal(answer)) return [noted(`something in front of the resource refused: ${seen(answer)}`, answer.n)]
  const { status } = answer.response
  const error = challengedError(answer)
  if (status === 401 && error === 'invalid_token') return [held('status 401 with error="invalid_token" in the challenge', answer.n)]
  if (status === 400 && error === 'invalid_request') return [noted('the token is called an invalid request', answer.n)]
  const came = error === undefined ? 'no error in a Bearer challenge' : `error="${error}"`
  return [misformed('status 401 with error="invalid_token" in a Bearer challenge', `status ${status} with ${came}`, answer.n)]
}

/** A token without the needed scope gets nothing, and is told so by 403 (RFC 6750 3.1). */
export function lacksItsScope(answer: Exchange | undefined, bare: Exchange | undefined): Finding[] {
  const findings = turnedAway(answer, bare)
  const status = answer?.response?.status ?? 0
  const wrong = findings.every((finding) => finding.is === 'held') && status !== 403
  return wrong ? [...findings, misformed('status 403', `status ${status}`, answer?.n)] : findings
}

function unlessOpen(answer: Exchange, bare: Exchange | undefined): Finding {
  const silent = noAnswer(bare)
  if (silent) return undecided(`it is not known whether the resource needs a token: ${silent}`, bare?.n)
  return served(bare)
    ? undecided('the resource answers with success without any token too, so that it shows nothing about tokens', bare?.n)
    : lacking('no access to the resource', seen(answer), answer.n)
}

/** The error of a Bearer or DPoP challenge, quoted or not (RFC 6750 3, RFC 9110 11.2); of several, each perhaps in a field of its own
 *  (RFC 9449 7.2), the telling one. */
function challengedError(answer: Exchange): string | undefined {
  const fields = headerValues(answer.response, 'www-authenticate').filter((value) => /\b(bearer|dpop)\b/i.test(value))
  const errors = fields.flatMap((field) => [...field.matchAll(/\berror\s*=\s*"?([^",\s]+)/gi)].map(([, error]) => error))
  return errors.find((error) => error === 'invalid_token') ?? errors[0]
}
