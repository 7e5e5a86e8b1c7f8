import type { Exchange } from '../http/exchange.ts'
import { accessToken, errorCode, leaked, mediaType, noAnswer, refreshToken, seen } from './answer.ts'
import { isGatewayRefusal } from './client-authentication.ts'
import type { Finding } from './finding.ts'
import { broken, held, misformed, undecided } from './findings.ts'

/** A refusal in the form that clients read: status 400 or 401 and a JSON object with an error code (RFC 6749 5.2). Which code is left open. */
export function refusedInJson(answer: Exchange | undefined): Finding[] {
  const silent = noAnswer(answer)
  if (silent || !answer?.response) return [undecided(silent ?? 'there was no response', answer?.n)]
  if (accessToken(answer) || refreshToken(answer) || leaked(answer).length > 0)
    return [broken('a refusal and no token', seen(answer), answer.n)]
  if (isGatewayRefusal(answer)) return [undecided(`something in front of the server refused: ${seen(answer)}`, answer.n)]
  const { status } = answer.response
  const code = errorCode(answer)
  const fits = [400, 401].includes(status) && code !== undefined && mediaType(answer) === 'application/json'
  return fits
    ? [held(seen(answer), answer.n)]
    : [
        misformed(
          'status 400 or 401 with a JSON object that holds error',
          `${seen(answer)}${code === undefined ? '' : ` of type ${mediaType(answer)}`}`,
          answer.n,
        ),
      ]
}
