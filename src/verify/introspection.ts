import type { Exchange } from '../http/exchange.ts'
import { active, errorCode, inactive, json, mediaType, noAnswer, seen } from './answer.ts'
import { isGatewayRefusal } from './client-authentication.ts'
import type { Finding } from './finding.ts'
import { broken, held, lacking, misformed, noted, undecided } from './findings.ts'

const expected = 'status 200 with active=false'

/** A token that is none, or no more, is called inactive, not an error (RFC 7662 2.2). A caller who is refused instead cannot tell a bad token from a
 *  broken server; of self-contained tokens that is a wrong form only where the answer says that it does not look at them. */
export function calledInactive(answer: Exchange | undefined): Finding[] {
  const silent = noAnswer(answer)
  if (silent || !answer?.response) return [undecided(silent ?? 'there was no response', answer?.n)]
  if (inactive(answer)) return [held('the token is called inactive', answer.n)]
  if (saysActive(answer)) return [broken(expected, 'the token is called active', answer.n)]
  if (isGatewayRefusal(answer)) return [undecided(`something in front of the server refused: ${seen(answer)}`, answer.n)]
  const { status } = answer.response
  const refused = status >= 400 && status < 500 && errorCode(answer) !== 'unsupported_token_type'
  return [refused ? lacking(expected, seen(answer), answer.n, { severity: 'low' }) : misformed(expected, seen(answer), answer.n)]
}

/** A caller who did not authenticate learns nothing about a living token (RFC 7662 2.1, 4). To call it inactive is right in effect; 2.3 asks for 401. */
export function toldNothing(answer: Exchange | undefined): Finding[] {
  const silent = noAnswer(answer)
  if (silent || !answer?.response) return [undecided(silent ?? 'there was no response', answer?.n)]
  const { status } = answer.response
  const told = status >= 200 && status < 300 ? tellingMembers(answer) : []
  if (saysActive(answer) || told.length > 0)
    return [broken('no word about the token', `status ${status} with ${told.join(', ') || 'active'}`, answer.n)]
  const signed = status < 300 && /jwt|jose/.test(mediaType(answer) ?? '')
  if (signed) return [undecided(`the answer is signed and was not read: ${seen(answer)}`, answer.n)]
  const refusal = held(`nothing was told: ${seen(answer)}`, answer.n)
  if (isGatewayRefusal(answer)) return [refusal, noted(`something in front of the server refused: ${seen(answer)}`, answer.n)]
  return [400, 401, 403].includes(status)
    ? [refusal]
    : [refusal, misformed('status 401', inactive(answer) ? 'status 200 with active=false' : seen(answer), answer.n)]
}

/** Of an inactive token nothing more is said, not even why it is inactive (RFC 7662 2.2). */
export function saysNoMore(answer: Exchange | undefined): Finding[] {
  const more = inactive(answer) ? Object.keys(json(answer) ?? {}).filter((name) => name !== 'active') : []
  return more.length > 0 ? [misformed('active=false and nothing else', `${more.join(', ')} beside active=false`, answer?.n)] : []
}

/** What another client is told about a token that was not issued to it. RFC 7662 leaves open who may see what; whoever may not is told
 *  that it is inactive, not an error (2.2, 4). */
export function toldAnotherClient(answer: Exchange | undefined): Finding[] {
  if (active(answer)) return [noted('every client that may introspect sees the tokens of others', answer?.n)]
  return calledInactive(answer).map((f) => {
    if (f.is === 'held') return noted('to other clients a token is inactive', f.n)
    return f.is === 'violated' ? { ...f, severity: 'low' } : f
  })
}

/** Active, also where it is written as a string. */
const saysActive = (answer: Exchange): boolean => active(answer) || String(json(answer)?.['active']) === 'true'

const tellingMembers = (answer: Exchange): string[] =>
  ['scope', 'client_id', 'username', 'sub', 'aud', 'exp', 'iat', 'jti'].filter((name) => json(answer)?.[name] != null)
