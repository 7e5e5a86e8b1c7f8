import type { Exchange } from '../http/exchange.ts'
import type { Landing } from '../user-agent/landing.ts'
import type { Facts, Finding } from './finding.ts'
import { broken, held, undecided } from './findings.ts'

/** Whether the code of a token request was bound by PKCE: an honest redemption carries a code_verifier if and only if the code's own
 *  authorization request had a code_challenge (RFC 7636 4.5). */
export const boundByPkce = (answer: Exchange | undefined): boolean =>
  Boolean(new URLSearchParams(answer?.request.body ?? '').get('code_verifier'))

/** Neither a response parameter nor a code that anybody can read tells the code_challenge of the request (RFC 7636 4.4). */
export function showsNoChallenge(landing: Landing, facts: Pick<Facts, 'marks'>): Finding[] {
  const n = landing.hops.at(-1)?.n
  const challenge = sent(landing, 'code_challenge')
  if (challenge === undefined || !landing.code) return [undecided('no code came for a request with a challenge', n)]
  const expected = 'no code_challenge in the response'
  const parameter = landing.params.find(([, value]) => value.includes(challenge))
  if (parameter) return [broken(expected, `the parameter "${parameter[0]}" tells it`, n)]
  const { jwt } = facts.marks[landing.code] ?? {}
  if (JSON.stringify(jwt ?? '').includes(challenge)) return [broken(expected, 'a code that anybody can read, with the challenge in it', n)]
  return [held(expected, n)]
}

/** The code_challenge_method of an authorization request, as it was spelled. */
export const sentChallengeMethod = (landing: Landing): string | undefined => sent(landing, 'code_challenge_method')

function sent({ hops }: Landing, name: string): string | undefined {
  const { url = '', body = '' } = hops[0]?.request ?? {}
  const value = new URLSearchParams(url.split('?').slice(1).join('?')).get(name) ?? new URLSearchParams(body).get(name)
  return value || undefined
}
