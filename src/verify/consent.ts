import type { Landing } from '../user-agent/landing.ts'
import { noAnswer } from './answer.ts'
import type { Finding } from './finding.ts'
import { broken, held, noted, undecided } from './findings.ts'
import { lastHop, noCode, where } from './landings.ts'

/** Whether the user was asked for a decision, however he answered. */
export const wasAsked = (landing: Landing | undefined): boolean =>
  landing?.at === 'consent' || (landing?.answered?.includes('consent') ?? false)

/** A request that nobody answers goes no further than a page of the server (RFC 6749 10.12, 10.2). */
export function stillAsks(landing: Landing | undefined): Finding[] {
  const n = lastHop(landing)?.n
  if (!landing) return [undecided('no authorization request was sent')]
  if (landing.code) return [broken('a page that asks the user', `a code ${where(landing)} without asking`, n)]
  const silent = noAnswer(lastHop(landing))
  if (silent) return [undecided(silent, n)]
  return landing.at === 'nowhere' || landing.at === 'elsewhere' ? noCode(landing) : [held(`no code without the user: ${where(landing)}`, n)]
}

/** A user who denies whatever he is asked is asked before there is a code (RFC 6749 10.12, 10.2). */
export function asksFirst(landing: Landing | undefined): Finding[] {
  const n = lastHop(landing)?.n
  if (landing && wasAsked(landing)) return [held('the user was asked for consent', n)]
  return landing?.at === 'sign_in' ? [undecided(`nobody was signed in: ${where(landing)}`, n)] : stillAsks(landing)
}

/** What comes of a request to which nobody says a word, for a client of which nobody declares whether it needs consent. */
export function askedOrNot(landing: Landing | undefined): Finding[] {
  const n = lastHop(landing)?.n
  if (!landing) return [undecided('no authorization request was sent')]
  if (wasAsked(landing)) return [noted('the user was asked for consent', n)]
  return [noted(`the user was not asked for consent: ${where(landing)}`, n)]
}
