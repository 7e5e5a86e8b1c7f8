import type { Exchange, Mark } from '../http/exchange.ts'
import { accessToken, active, noAnswer } from '../verify/index.ts'
import type { Bench, Client } from './contract.ts'

/** A token response and, where the target introspects, what that says of its access token: together they show what was granted (RFC 7662 2.2). */
export async function shownGrant({ has }: Pick<Bench, 'has'>, client: Client, answer: Exchange): Promise<Exchange[]> {
  const token: Mark | undefined = accessToken(answer)
  return token && has('introspection') ? [answer, await client.introspect({ token })] : [answer]
}

/** A fresh token that introspection shows to be alive: an access token, else a refresh token, since some servers introspect no self-contained
 *  access tokens (RFC 7662 2.2). Where neither is shown, the row is skipped. */
export async function shownToken({ block, skip }: Pick<Bench, 'block' | 'skip'>, client: Client): Promise<Mark> {
  const { access_token, refresh_token } = await client.tokens()
  for (const token of [access_token, refresh_token]) {
    const answer = token && (await client.introspect({ token }))
    if (active(answer)) return token as Mark
    const silent = answer && noAnswer(answer)
    if (silent) block(silent)
  }
  return skip('introspection does not show this client its own tokens', 'clients.client.introspection: a client that may introspect')
}
