import type { Exchange } from '../http/exchange.ts'
import type { Landing } from '../user-agent/landing.ts'
import { member, noAnswer } from './answer.ts'
import { stillAsks } from './consent.ts'
import type { Finding } from './finding.ts'
import { broken, held, misformed, noted, undecided } from './findings.ts'
import { answersAnother, lastHop, where } from './landings.ts'
import { hasPassword } from './session.ts'

/** What of a token response says to the server who signs out (OpenID Connect RP-Initiated Logout 1.0, 2): nothing where it holds no ID Token. */
export const signOutHint = (answer: Exchange | undefined): { id_token_hint?: string } => {
  const hint = member(answer, 'id_token')
  return hint ? { id_token_hint: hint } : {}
}

/** Whether a request of a browser came to the page of sign-in: nobody is signed in there. */
export const mustSignIn = (landing: Landing | undefined): boolean => landing?.at === 'sign_in'

/** The answer to a page from before a sign-out brings no code, unless somebody signs in anew (RFC 6749 10.12). `answered` is the whole flow of that page. */
export function uselessAfterSignOut(answered: Landing, signOut: Landing | undefined): Finding[] {
  const out = lastHop(signOut)?.n
  if (out === undefined) return [undecided('nobody signed out while the page was open')]
  if (!answered.code) return stillAsks(answered)
  const n = lastHop(answered)?.n
  if (answersAnother(answered)) return [undecided('the response holds the state of another request', n)]
  if (answered.hops.some((hop) => hop.n > out && hasPassword(hop))) return [held('a code came only after somebody signed in anew', n)]
  return [broken('no code for who has signed out', `a code ${where(answered)}, by the page from before the sign-out`, n)]
}

/** The cookies from before a sign-out sign nobody in after it. `kept` is a request with these, `before` one with the same before the sign-out. */
export function endedByServer(kept: Landing, before: Landing): Finding[] {
  const n = lastHop(kept)?.n
  if (!isSignedIn(before)) return [undecided(`it is not known whether the cookies signed anybody in before: ${where(before)}`, n)]
  if (isSignedIn(kept)) return [broken('the page of sign-in', `the cookies from before the sign-out still sign in: ${where(kept)}`, n)]
  return mustSignIn(kept)
    ? [held('the cookies from before the sign-out sign nobody in', n)]
    : [undecided(`it is not known whether the cookies still sign anybody in: ${where(kept)}`, n)]
}

/** A browser that was sent to sign out is still signed in until its user says yes (OpenID Connect RP-Initiated Logout 1.0, 2). `page` is what came. */
export function asksBeforeSignOut(before: Landing, page: Landing, after: Landing): Finding[] {
  const n = lastHop(page)?.n
  const silent = noAnswer(lastHop(page))
  if (silent) return [undecided(silent, n)]
  if (!isSignedIn(before)) return [undecided(`it is not known whether anybody was signed in before: ${where(before)}`, n)]
  if (isSignedIn(after)) return [held('the user is still signed in', lastHop(after)?.n)]
  return mustSignIn(after)
    ? [broken('a question, and the session until it is answered', 'the session ended with the request', n)]
    : [undecided(`it is not known whether the user is still signed in: ${where(after)}`, lastHop(after)?.n)]
}

const isSignedIn = (landing: Landing): boolean => landing.at === 'consent' || (landing.code !== undefined && !answersAnother(landing))

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
