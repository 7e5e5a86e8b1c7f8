import type { Exchange } from '../http/exchange.ts'
import { accessToken } from './answer.ts'
import type { Facts, Finding } from './finding.ts'
import { isViolated, noted } from './findings.ts'
import { died, refreshDied } from './liveness.ts'

/** The tokens of an answer died after a replay of their code (RFC 6749 4.1.2): `after` asks introspection for the access token, `refresh` uses
 *  the refresh token. A self-contained access token may outlive its grant. */
export function tokensDied(
  answer: Exchange | undefined,
  { after, refresh }: { after?: Parameters<typeof died>[0]; refresh?: Exchange | undefined },
  { marks }: Pick<Facts, 'marks'>,
): Finding[] {
  const access = after ? died(after) : [noted('nothing shows whether the access token is still alive')]
  const rest = refresh ? refreshDied(refresh) : []
  const selfContained = marks[accessToken(answer) ?? '']?.jwt !== undefined
  if (refresh && selfContained && isViolated(access) && !isViolated(rest))
    return [...rest, noted('the self-contained access token lives on until it expires')]
  return [...access, ...rest]
}
