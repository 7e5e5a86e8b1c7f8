import type { Exchange } from '../http/exchange.ts'
import { errorCode, issued, noAnswer, seen } from './answer.ts'
import { isGatewayRefusal } from './client-authentication.ts'
import type { Finding } from './finding.ts'
import { broken, held, misformed, undecided } from './findings.ts'

/** A revocation request of the token's own client is answered with 200 (RFC 7009 2.2). One that the server does not let pass for another reason
 *  than the token shows nothing about revocation. */
export function revocationConfirmed(answer: Exchange | undefined): Finding[] {
  const silent = noAnswer(answer)
  if (silent || !answer?.response) return [undecided(silent ?? 'there was no response', answer?.n)]
  const { status } = answer.response
  if (status === 200) return []
  if (status > 200 && status < 300) return [misformed('status 200', `status ${status}`, answer.n)]
  if (isGatewayRefusal(answer) || status === 401 || errorCode(answer) === 'invalid_client')
    return [undecided(`the client could not use the revocation endpoint: ${seen(answer)}`, answer.n)]
  return status >= 400 && status < 500
    ? [broken('status 200 from the revocation endpoint', seen(answer), answer.n)]
    : [misformed('status 200 from the revocation endpoint', seen(answer), answer.n)]
}

/** Whether the server says that it does not revoke tokens of this kind (RFC 7009 2.2.1). */
export const revokesNoSuchTokens = (answer: Exchange | undefined): boolean =>
  (answer?.response?.status ?? 0) >= 400 && errorCode(answer) === 'unsupported_token_type'

/** A revocation request for the token of another client is refused and does nothing (RFC 7009 2.1). `after` is a refresh by the token's own client. */
export function keptFromOthers(answer: Exchange | undefined, after: Exchange | undefined): Finding[] {
  const silent = noAnswer(answer) ?? noAnswer(after)
  if (silent || !answer?.response) return [undecided(silent ?? 'there was no response', answer?.n)]
  if (!issued(after))
    return [
      errorCode(after) === 'invalid_grant'
        ? broken('a refresh token that another client cannot revoke', `it is dead after that: ${seen(after)}`, after?.n)
        : undecided(`its own client could not refresh for another reason: ${seen(after)}`, after?.n),
    ]
  const alive = held('its own client still refreshes with it', after?.n)
  const { status } = answer.response
  return status >= 400 && status < 500 ? [alive] : [alive, misformed('an error response', `status ${status} without effect`, answer.n)]
}
