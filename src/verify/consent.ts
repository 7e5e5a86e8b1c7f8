import type { Landing } from '../user-agent/landing.ts'
import type { Finding } from './finding.ts'
import { broken, held, noted, undecided } from './findings.ts'
import { lastHop, where } from './landings.ts'

/** Whether a request that nobody answers goes no further than a page of the server. */
export const waits = (landing: Landing | undefined): boolean => landing?.at === 'consent' || landing?.at === 'sign_in'

/** A request that waited for the user's decision before another one was approved still waits afterwards (RFC 6749 10.12, 10.2). */
export function stillAsks({ before, after }: { before: Landing; after: Landing }): Finding[] {
  const n = lastHop(after)?.n
  if (after.code) return [broken('a page that asks the user', `a code ${where(after)} without asking`, n)]
  if (waits(after)) return [held(`the user is asked: ${where(after)}`, n)]
  if (after.at === before.at || after.at === 'redirect_uri' || after.at === 'error_page') return [held(`no code: ${where(after)}`, n)]
  return [undecided(where(after), n)]
}

/** What comes of a request to which nobody says a word, for a client of which nobody declares whether it needs consent. */
export function askedOrNot(landing: Landing | undefined): Finding[] {
  const n = lastHop(landing)?.n
  if (!landing) return [undecided('no authorization request was sent')]
  if (landing.answered?.includes('consent')) return [noted('the user was asked for consent', n)]
  return [noted(`the user was not asked for consent: ${where(landing)}`, n)]
}
