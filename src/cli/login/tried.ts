import { authorizationRequest, challengeOf, randomValue, randomVerifier } from '../../client/index.ts'
import type { Message } from '../../http/exchange.ts'
import type { BrowserCookie } from '../../http/set-cookie.ts'
import type { ClientMetadata, Target } from '../../target/target.ts'
import type { Landing } from '../../user-agent/landing.ts'
import { openSite } from '../open-site.ts'
import { asKept } from './with-kept-sessions.ts'

const clientOf = ({ clients }: Target): ClientMetadata => clients['client'] as ClientMetadata

/** The authorization request of the main client, as it is meant to be. */
export function honestRequest(target: Target): Message {
  const scope = clientOf(target).scope ?? target.scopes.grantable.join(' ')
  return authorizationRequest(target, clientOf(target), {
    state: randomValue(),
    scope: scope === '' ? undefined : scope,
    ...(target.pkce && { code_challenge: challengeOf(randomVerifier()) }),
  })
}

/** Sends such a request as a run will, with cookies that a person's window has got. */
export async function tried(target: Target, user: string, cookies: BrowserCookie[]): Promise<Landing> {
  const site = openSite(target, undefined, (vault) => ({ [user]: asKept({ user, cookies }, vault, {}) }))
  const { redirect_uris: registered } = clientOf(target)
  try {
    const recorder = site.wire.recorder('login')
    return await site
      .openBrowser(user)
      .authorize(recorder, honestRequest(target), { purpose: 'approve', redirectUri: registered[0], registered })
  } finally {
    await site.close()
  }
}
