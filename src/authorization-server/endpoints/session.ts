import { createHash, timingSafeEqual } from 'node:crypto'
import type { Answer } from '../answer.ts'
import { PageError } from '../answer.ts'
import type { AuthorizationRequest, Interaction, Session } from '../store.ts'
import { unguessable } from '../store.ts'
import type { Call, World } from '../world.ts'

const cookieName = (world: World): string => (world.issuer.startsWith('https:') ? '__Host-session' : 'session')

/** The browser's session, if its cookie names a living one. */
export function currentSession({ world, headers }: Call): Session | undefined {
  const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim().split('='))
  const id = cookies.find(([name]) => name === cookieName(world))?.[1] ?? ''
  const session = world.store.sessions.get(id)
  return session && session.expiresAt > world.clock.now() ? session : undefined
}

/** A new session. A sign-in gets one too, so that a cookie planted before it is worth nothing after it. */
export function newSession(world: World, user?: Session['user']): Session {
  const expiresAt = world.clock.now() + world.lifetimes.session * 1000
  const session = { id: unguessable(), csrf: unguessable(), consents: new Map(), expiresAt, ...(user && { user }) }
  world.store.sessions.set(session.id, session)
  return session
}

/** Gives the browser the session's cookie: out of reach of scripts and of other sites' forms. */
export function withCookie(world: World, session: Session, answer: Answer): Answer {
  const secure = world.issuer.startsWith('https:') ? '; Secure' : ''
  const cookie = `${cookieName(world)}=${session.id}; Path=/; HttpOnly; SameSite=Lax${secure}`
  return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie } }
}

/** Takes the session's cookie from the browser. */
export function withoutCookie(world: World, answer: Answer): Answer {
  const secure = world.issuer.startsWith('https:') ? '; Secure' : ''
  const cookie = `${cookieName(world)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`
  return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie } }
}

/** Remembers what a page is about, so that its form needs to bring back nothing but an id. */
export function newInteraction(call: Call, session: Session, request?: AuthorizationRequest): Interaction {
  const { world, parameters } = call
  const expiresAt = world.clock.now() + world.lifetimes.interaction * 1000
  const interaction = { id: unguessable(), session, parameters, expiresAt, ...(request && { request }) }
  world.store.interactions.set(interaction.id, interaction)
  return interaction
}

/** The interaction that a form names, if the form comes from the browser that got it (RFC 6749 10.12). */
export function ownInteraction(call: Call): Interaction {
  const { world, parameters } = call
  const session = currentSession(call)
  const interaction = world.store.interactions.get(parameters.get('interaction') ?? '')
  if (!session || interaction?.session !== session || interaction.expiresAt <= world.clock.now()) {
    throw new PageError('This page is no longer valid in this browser. Start again at the application you came from.')
  }
  if (!sameSecret(session.csrf, parameters.get('csrf') ?? '')) {
    throw new PageError('This form was not sent from a page of this server.', 403)
  }
  return interaction
}

/** Compares secrets in a time that says nothing of where they differ. */
export const sameSecret = (expected: string, given: string): boolean =>
  timingSafeEqual(createHash('sha256').update(expected).digest(), createHash('sha256').update(given).digest())
