import type { Exchange } from '../http/exchange.ts'
import { active, errorCode, inactive, issued, noAnswer, seen } from './answer.ts'
import { isGatewayRefusal } from './client-authentication.ts'
import type { Finding } from './finding.ts'
import { held, lacking, misformed, undecided } from './findings.ts'

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
    ? [lacking('status 200 from the revocation endpoint', seen(answer), answer.n)]
    : [misformed('status 200 from the revocation endpoint', seen(answer), answer.n)]
}

/** Whether the server says that it does not revoke tokens of this kind (RFC 7009 2.2.1). */
export const revokesNoSuchTokens = (answer: Exchange | undefined): boolean =>
  (answer?.response?.status ?? 0) >= 400 && errorCode(answer) === 'unsupported_token_type'

/** A token outlived what must not end it: introspection calls it active (RFC 7662 2.2), or a refresh with it succeeds (RFC 6749 6). */
export function survived(probe: Exchange | undefined): Finding[] {
  const silent = noAnswer(probe)
  if (silent) return [undecided(silent, probe?.n)]
  if (active(probe) || issued(probe)) return [held(`the token is alive: ${seen(probe)}`, probe?.n)]
  return inactive(probe) || errorCode(probe) === 'invalid_grant' || isBare400(probe)
    ? [lacking('a token that is still alive', `it is dead after that: ${seen(probe)}`, probe?.n)]
    : [undecided(`it is not known whether the token is alive: ${seen(probe)}`, probe?.n)]
}

/** Status 400 and nothing else, which some servers say of a dead token. The client and its request are known to be good. */
const isBare400 = (probe: Exchange | undefined): boolean => probe?.response?.status === 400 && probe.response.body === ''

/** A revocation request for the token of another client is refused and does nothing (RFC 7009 2.1). `after` is a refresh by the token's own client. */
export function keptFromOthers(answer: Exchange | undefined, after: Exchange | undefined): Finding[] {
  const silent = noAnswer(answer)
  if (silent || !answer?.response) return [undecided(silent ?? 'there was no response', answer?.n)]
  const alive = survived(after)
  const { status } = answer.response
  const unrefused = alive[0]?.is === 'held' && !(status >= 400 && status < 500)
  return unrefused ? [...alive, misformed('an error response', `status ${status} without effect`, answer.n)] : alive
}
