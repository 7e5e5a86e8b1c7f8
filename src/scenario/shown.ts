import type { Exchange, Mark } from '../http/exchange.ts'
import { accessToken } from '../verify/index.ts'
import type { Bench, Client } from './contract.ts'

/** A token response and, where the target introspects, what that says of its access token: together they show what was granted (RFC 7662 2.2). */
export async function shownGrant({ has }: Pick<Bench, 'has'>, client: Client, answer: Exchange): Promise<Exchange[]> {
  const token: Mark | undefined = accessToken(answer)
  return token && has('introspection') ? [answer, await client.introspect({ token })] : [answer]
}
