import { PageError } from '../answer.ts'
import { signedOutPage, signOutPage, stillSignedInPage } from '../pages.ts'
import type { Steps } from '../world.ts'
import type { AuthorizationCall } from './authorization.ts'
import { allow, readBrowserForm } from './request.ts'
import { currentSession, sameSecret, withoutCookie } from './session.ts'

/** `/sign-out`, GET or POST (OpenID Connect RP-Initiated Logout 1.0, 2): asks first, since it takes no `id_token_hint`. The form of that page is posted
 *  here too, and is told from a request of a client by its `csrf`. */
export const signOut = {
  checkMethod: allow('GET', 'HEAD', 'POST'),
  readParameters: readBrowserForm,
  findSession: (call) => {
    call.session = currentSession(call)
    return call.session?.user ? undefined : signedOutPage()
  },
  askUser: ({ method, parameters, session }) =>
    method === 'POST' && parameters.get('csrf') !== undefined ? undefined : signOutPage(session!),
  checkForm: ({ parameters, session }) => {
    if (!sameSecret(session!.csrf, parameters.get('csrf') ?? ''))
      throw new PageError('This form was not sent from a page of this server.', 403)
  },
  checkDecision: ({ parameters, session }) => (parameters.get('decision') === 'sign_out' ? undefined : stillSignedInPage(session!)),
  endSession: ({ session, world }) => {
    world.store.sessions.delete(session!.id)
  },
  respond: ({ world }) => withoutCookie(world, signedOutPage()),
} satisfies Steps<AuthorizationCall>
