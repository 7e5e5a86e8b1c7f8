import type { Exchange } from '../http/exchange.ts'
import type { Landing } from '../user-agent/landing.ts'
import { member, noAnswer } from './answer.ts'
import { stillAsks } from './consent.ts'
import type { Finding } from './finding.ts'
import { broken, held, misformed, noted, undecided } from './findings.ts'
import { answersAnother, lastHop, where } from './landings.ts'
import { pageWords } from './page-words.ts'
import { hasPassword } from './session.ts'

/** What of a token response says to the server who signs out (OpenID Connect RP-Initiated Logout 1.0, 2): nothing where it holds no ID Token. */
export const signOutHint = (answer: Exchange | undefined): { id_token_hint?: string } => {
  const hint = member(answer, 'id_token')
  return hint ? { id_token_hint: hint } : {}
}

/** Whether a request of a browser came to the page of sign-in: nobody is signed in there. */
export const mustSignIn = (landing: Landing | undefined): boolean => landing?.at === 'sign_in'

/** What a target needs so that a sign-out signs somebody out: where no ID Token came, one may be missing. */
export const howToSignOut = (answer: Exchange | undefined): string =>
  `an end_session_endpoint that takes client_id, or a step of interaction for its page${signOutHint(answer).id_token_hint ? '' : ', or a scope with openid, so that id_token_hint can be sent'}`

/** What happened to a page before and after a sign-out. */
export interface AroundSignOut {
  /** The whole flow of such a page when nobody signs out. */
  usual: Landing
  /** The whole flow of the page that was open when its user signed out. */
  answered: Landing
  /** A request with its browser's cookies before the sign-out. */
  before?: Landing | undefined
  signOut?: Landing | undefined
}

/** The answer to a page from before a sign-out brings no code, unless somebody signs in anew (derived from OpenID Connect RP-Initiated Logout 1.0, 2). */
export function uselessAfterSignOut({ usual, answered, before, signOut }: AroundSignOut): Finding[] {
  const out = lastHop(signOut)?.n
  if (out === undefined || !before) return [undecided('nobody signed out while the page was open')]
  if (!isSignedIn(before)) return [notKnownBefore(before, lastHop(answered)?.n)]
  if (!answered.code) return stillAsks(answered)
  const n = lastHop(answered)?.n
  if (answersAnother(answered)) return [undecided('the response holds the state of another request', n)]
  if (signedInAnew(answered, out)) return [held('a code came only after somebody signed in anew', n)]
  if (answered.hops.length > usual.hops.length) return [undecided('the server asked for more than without the sign-out', n)]
  return [broken('no code for who has signed out', `a code ${where(answered)}, by the page from before the sign-out`, n)]
}

/** A password was sent after the sign-out, or the page of sign-in was answered after that of consent: its scripts may send the password their own way. */
function signedInAnew({ hops, answered = [] }: Landing, out: number): boolean {
  const consented = answered.indexOf('consent')
  return hops.some((hop) => hop.n > out && hasPassword(hop)) || (consented >= 0 && answered.lastIndexOf('sign_in') > consented)
}

const notKnownBefore = (before: Landing, n: number | undefined): Finding =>
  undecided(`it is not known whether the cookies signed anybody in before: ${where(before)}`, n)

/** The cookies from before a sign-out sign nobody in after it. `kept` is a request with these, `before` one with the same before the sign-out. */
export function endedByServer(kept: Landing, before: Landing): Finding[] {
  const n = lastHop(kept)?.n
  if (!isSignedIn(before)) return [notKnownBefore(before, n)]
  if (isSignedIn(kept)) return [broken('the page of sign-in', `the cookies from before the sign-out still sign in: ${where(kept)}`, n)]
  return mustSignIn(kept)
    ? [held('the cookies from before the sign-out sign nobody in', n)]
    : [undecided(`it is not known whether the cookies still sign anybody in: ${where(kept)}`, n)]
}

/** Whether somebody said yes to signing out, was told something that is no error, and is signed in by the same browser all the same. `before` and `own` are
 *  requests of it before and after: where the second takes more steps than the first, or leaves its origin, an identity provider may have signed in anew. */
export function staysAfterYes(before: Landing, signOut: Landing, own: Landing): boolean {
  const { response } = lastHop(signOut) ?? {}
  const told = signOut.at === 'error_page' && response !== undefined && response.status < 300 && saysDone(response.body)
  const origins = new Set(own.hops.map(({ request }) => URL.parse(request.url)?.origin))
  const goesStraight = own.hops.length <= before.hops.length && origins.size === 1
  return told && (signOut.answered?.includes('sign_out') ?? false) && isSignedIn(before) && isSignedIn(own) && goesStraight
}

/** Neither an error, nor with anything that may still end the session, as front-channel logout does in frames. */
const saysDone = (body: string): boolean => !/<(?:script|i?frame)\b/i.test(body) && !saysError.test(pageWords(body) ?? '')

const saysError =
  /error|fail|invalid|expired|wrong|problem|unable|could|cannot|fehler|ungültig|erreur|invalide|inválid|erro|fout|błąd|errore/i

/** Who says yes to signing out is signed out (OpenID Connect RP-Initiated Logout 1.0, 2). `own` is a request of the same browser then. */
export function signedOutByYes(before: Landing, signOut: Landing, own: Landing): Finding[] {
  return staysAfterYes(before, signOut, own)
    ? [broken('the page of sign-in', `the user said yes to signing out, and is still signed in: ${where(own)}`, lastHop(own)?.n)]
    : []
}

/** A browser that was sent to sign out is still signed in until its user says yes (OpenID Connect RP-Initiated Logout 1.0, 2). `page` is what came. */
export function asksBeforeSignOut(before: Landing, page: Landing, after: Landing): Finding[] {
  const n = lastHop(page)?.n
  const silent = noAnswer(lastHop(page))
  if (silent) return [undecided(silent, n)]
  if (!isSignedIn(before)) return [undecided(`it is not known whether anybody was signed in before: ${where(before)}`, n)]
  if (mustSignIn(after)) return [broken('a question, and the session until it is answered', 'the session ended with the request', n)]
  if (!isSignedIn(after)) return [undecided(`it is not known whether the user is still signed in: ${where(after)}`, lastHop(after)?.n)]
  const status = lastHop(page)?.response?.status ?? 0
  const isRefusal = status >= 400 && status < 500 && status !== 408 && status !== 429
  const unread = status >= 400 ? !isRefusal : page.at === 'nowhere'
  return unread
    ? [undecided(`it is not known what the server does when it is asked to sign out: ${where(page)}`, n)]
    : [held('the user is still signed in', lastHop(after)?.n)]
}

/** Whether the server takes no request to sign out in this way at all, as one that knows GET alone takes none by POST. */
export const knowsNoSuchSignOut = (page: Landing): boolean => [404, 405, 501].includes(lastHop(page)?.response?.status ?? 0)

/** Whether a request of a browser came to the page of consent or to the client: somebody is signed in there. */
export const isSignedIn = (landing: Landing): boolean =>
  landing.at === 'consent' || (landing.code !== undefined && !answersAnother(landing))

/** After a sign-out the Back button asks the server before it shows the page of consent (RFC 9111 5.2.2.5, 6). */
export function notShownAgain(back: Landing | undefined, username: string): Finding[] {
  if (!back) return [undecided('no page was shown before the sign-out')]
  const view = back.views?.find(({ again }) => again !== undefined)
  if (view && (back.at === 'consent' || names(view.again!, username)))
    return [
      misformed(
        'Cache-Control: no-store, with which Back asks the server',
        'Back showed the page again, and nothing was requested',
        view.n,
      ),
    ]
  if (view) return [held('Back showed a page that says nothing of the user', view.n)]
  const n = lastHop(back)?.n
  if (n === undefined) return [undecided(where(back))]
  if (isSignedIn(back)) return [noted(`Back asked the server, which showed its page again: ${where(back)}`, n)]
  return [held(`Back asked the server: ${where(back)}`, n)]
}

const names = (text: string, username: string): boolean => username.length > 2 && text.includes(username)
