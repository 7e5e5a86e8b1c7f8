import { PageError } from '../answer.ts'
import { signInPage } from '../pages.ts'
import type { Steps } from '../world.ts'
import { walk } from '../world.ts'
import type { AuthorizationCall } from './authorization.ts'
import { allow, readBrowserForm } from './request.ts'
import { newSession, ownInteraction, sameSecret } from './session.ts'

/** `/sign-in`: the form of the sign-in page. Then the authorization request goes on as it came, checked from the beginning. */
export const signIn = {
  checkMethod: allow('POST'),
  readForm: readBrowserForm,
  findInteraction: (call) => {
    call.interaction = ownInteraction(call)
    if (call.interaction.request) throw new PageError('This page does not ask for a password.')
  },
  checkPassword: (call) => {
    const { interaction, parameters, world } = call
    const user = world.users.get(parameters.get('username') ?? '')
    const right = sameSecret(user?.password ?? '', parameters.get('password') ?? '')
    if (!user || !right) return signInPage(interaction, true)
    world.store.sessions.delete(interaction.session.id)
    call.session = call.begun = newSession(world, user)
    return undefined
  },
  authorize: (call) => {
    call.world.store.interactions.delete(call.interaction.id)
    call.parameters = call.interaction.parameters
    return walk('authorization', call)
  },
} satisfies Steps<AuthorizationCall>
