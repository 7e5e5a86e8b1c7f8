import { type Exchange, headerValues } from '../http/exchange.ts'
import type { Landing } from '../user-agent/landing.ts'
import { stillAsks } from './consent.ts'
import type { Finding } from './finding.ts'
import { broken, held, noted, undecided } from './findings.ts'
import { lastHop, where } from './landings.ts'

/** Signing in gives the browser a cookie that it did not have before, so that whoever planted one there is not signed in with it (RFC 6265 8.4, session
 *  fixation). `again` is a request of the same browser after the sign-in: the cookies that sign it in are among those that it sends. `planted` is one of
 *  another browser, which has the cookies of before and no others. */
export function renewedAtSignIn(signIn: Landing, again: Landing, planted?: Landing): Finding[] {
  if (planted && (planted.code || planted.at === 'consent'))
    return [
      broken(
        'another cookie after the sign-in than before',
        'another browser is signed in by the cookies of before',
        lastHop(planted)?.n,
        fixed,
      ),
    ]
  const n = lastHop(again)?.n
  const posted = signIn.hops.findIndex(hasPassword)
  if (posted < 0) return [undecided('no sign-in form was sent with a password', lastHop(signIn)?.n)]
  if (again.at === 'sign_in') return [noted('a second request has to sign in again', n)]
  if (again.at !== 'consent' && !again.code) return [undecided(`it is not known whether the browser is signed in: ${where(again)}`, n)]
  const before = new Set(signIn.hops.slice(0, posted + 1).flatMap(sent))
  const now = again.hops.flatMap(sent)
  if (now.length === 0) return [undecided('the browser sent no cookies', n)]
  return now.every((cookie) => before.has(cookie))
    ? [broken('another cookie after the sign-in than before', 'the browser is signed in by the cookies that it had before', n, fixed)]
    : [held('the browser has another cookie since it signed in', n)]
}

/** Whoever planted the cookie is then that user. */
const fixed = { severity: 'high' } as const

/** A code came to a fresh browser only after it sent a password, as the honest one did, which was fresh too (RFC 6749 3.1). Where that needed no password,
 *  users sign in by other means. */
export function signedInFirst(stranger: Landing, honest: Landing): Finding[] {
  const n = lastHop(stranger)?.n
  if (!stranger.code) return stillAsks(stranger)
  if (stranger.hops.some(hasPassword)) return [held('the code came after a password', n)]
  return honest.hops.some(hasPassword)
    ? [broken('a page that asks who the user is', `a code ${where(stranger)} without a password`, n)]
    : [noted('nobody sends a password: users sign in by other means', n)]
}

/** Whether it is the address of its pages, and no cookie, that ties a sign-in to its browser: what was posted after the password holds a value that nobody
 *  guesses and that the server gave only then. Who has that address has the session (CVE-2022-39222 was an address known before). */
export function keptInAddress({ hops }: Landing): boolean {
  const signedIn = hops.findIndex(hasPassword)
  const posted = hops.findIndex(({ request }, index) => index > signedIn && request.method === 'POST')
  if (signedIn < 0 || posted < 0 || hops.slice(0, posted).some((hop) => sent(hop).some((cookie) => !ofBalancer.test(cookie)))) return false
  const before = JSON.stringify([hops.slice(0, signedIn), hops[signedIn]!.request])
  const { url, body = '' } = hops[posted]!.request
  const values = [...(URL.parse(url)?.searchParams.values() ?? []), ...new URLSearchParams(body).values()]
  return values.some((value) => looksRandom.test(value) && !before.includes(value))
}

/** Cookies that what stands before a server sets, to send a browser to the same machine again. */
const ofBalancer = /^(?:AWSALB|AWSELB|BIGip|ARRAffinity|ROUTEID|SERVERID|INGRESSCOOKIE|__cf_bm|NSC_)/i

/** 22 characters of base64url have 132 bits; words have neither digits nor capitals in a row. */
const looksRandom = /^(?=.*(?:\d|[A-Z]{2}))[\w-]{22,}$/

/** Whether a request brings a password to the server. */
export const hasPassword = ({ request }: Exchange): boolean => /‹password:\d+›/.test(request.body ?? '')

const sent = ({ request }: Exchange): string[] =>
  headerValues(request, 'cookie').flatMap((field) => field.split(';').map((cookie) => cookie.trim()))
