import type { Answer } from '../answer.ts'
import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { authorization } from '../endpoints/authorization.ts'
import { withCookie } from '../endpoints/session.ts'
import { signIn } from '../endpoints/sign-in.ts'
import type { Fault } from './fault.ts'

/** Sends the cookie of the session that begins with this answer by itself, with other words for `SameSite=Lax`. */
function withWords(call: AuthorizationCall, answer: Answer | undefined, words: string): Answer | undefined {
  const { begun } = call
  if (!begun || !answer) return answer
  delete call.begun
  const { headers, ...rest } = withCookie(call.world, begun, answer)
  return { ...rest, headers: { ...headers, 'set-cookie': headers['set-cookie']!.replace('; SameSite=Lax', words) } }
}

const cookieSaying = (words: string): Required<Pick<Fault, 'signIn' | 'authorization'>> => ({
  authorization: {
    signInBeforeErrors: (call) => withWords(call, authorization.signInBeforeErrors(call), words),
    signIn: (call) => withWords(call, authorization.signIn(call), words),
  },
  signIn: { authorize: async (call) => withWords(call, await signIn.authorize(call), words) },
})

/** A session's cookie goes along wherever its page stands, and with forms of other sites. */
export const cookieForAllSites = cookieSaying('; SameSite=None; Secure')

/** A session's cookie says nothing of other sites, so that browsers decide. */
export const cookieWithoutSameSite = cookieSaying('')
