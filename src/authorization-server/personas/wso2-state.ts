import type { Answer } from '../answer.ts'
import { OAuthError, PageError } from '../answer.ts'
import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { perWorld } from '../faults/fault.ts'
import type { Code, Interaction, Session, Token } from '../store.ts'
import type { Call, World } from '../world.ts'
import type { Traits } from './wso2.ts'

/** A refusal on the server's own error page, in its words (`oauthErrorCode`, `oauthErrorMsg`). */
export class OwnPageError extends PageError {
  readonly code: string

  constructor(code: string, message: string, status = 302) {
    super(message, status)
    this.code = code
  }
}

/** A refusal that goes to the client as status 400 with a Location. */
export class RepeatedParameters extends OAuthError {
  constructor(message: string) {
    super('invalid_request', message)
  }
}

/** A row of WSO2's token table: an access token and its refresh token, which live and die together. */
export interface Row {
  access: Token
  refresh: Token | undefined
}

/** What WSO2 remembers beyond the embedded server: rows, which code made which, and codes that a failed attempt ended. */
export const memory = perWorld(() => ({
  byOwner: new Map<string, Row>(),
  byToken: new Map<string, Row>(),
  byCode: new Map<Code, Row>(),
  burnt: new WeakSet<Code>(),
}))

/** Ends both tokens of a row. */
export function end(row: Row | undefined): void {
  if (!row) return
  row.access.dead = true
  if (row.refresh) row.refresh.dead = true
}

const cookies = ({ headers }: Call): Map<string, string> =>
  new Map((headers.cookie ?? '').split(';').map((cookie) => cookie.trim().split(/=(.*)/s) as [string, string]))

/** The signed-in session of the browser. */
export function findSession(call: AuthorizationCall): void {
  const session = call.world.store.sessions.get(cookies(call).get('commonAuthId') ?? '')
  call.session = session && session.expiresAt > call.world.clock.now() ? session : undefined
}

/** An answer that gives the browser the cookie of its session. */
export const withSession = (answer: Answer, session: Session, { sameSiteNone }: Traits): Answer =>
  withCookie(answer, `commonAuthId=${session.id}; Path=/; Secure; HttpOnly${sameSiteNone ? '; SameSite=None' : ''}`)

/** An answer that ties a sign-in page to the browser, in versions that do. */
export const withNonce = (answer: Answer, { id, session }: Interaction, { nonceCookie, sameSiteNone }: Traits): Answer =>
  nonceCookie
    ? withCookie(answer, `sessionNonceCookie-${id}=${session.csrf}; Path=/; Secure; HttpOnly${sameSiteNone ? '; SameSite=None' : ''}`)
    : answer

const withCookie = (answer: Answer, cookie: string): Answer => ({ ...answer, headers: { ...answer.headers, 'set-cookie': cookie } })

export const hasNonce = (call: Call, { id, session }: Interaction): boolean =>
  cookies(call).get(`sessionNonceCookie-${id}`) === session.csrf

/** A waiting interaction by its session data key. */
export function waiting(call: AuthorizationCall, key: string): Interaction {
  const found = call.world.store.interactions.get(call.parameters.get(key) ?? '')
  if (!found || found.expiresAt <= call.world.clock.now()) throw new OwnPageError('access_denied', 'Session Timed Out')
  return found
}

/** As {@link waiting}, of a browser that is signed in as whom it belongs to. */
export function waitingHere(call: AuthorizationCall, key: string): Interaction {
  findSession(call)
  const found = waiting(call, key)
  if (found.session !== call.session) throw new OwnPageError('access_denied', 'Session Timed Out')
  return found
}

/** Lets something wait under another key, and under no other any more. */
export function renamed(world: World, interaction: Interaction, id: string, old = interaction.id): Interaction {
  world.store.interactions.delete(old)
  const next = { ...interaction, id }
  world.store.interactions.set(id, next)
  return next
}
