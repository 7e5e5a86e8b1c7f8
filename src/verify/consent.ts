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

/** Whether a page that did not ask for a scope value names it as often as one that did: then it says the same of each request, and whoever allowed the
 *  one has read of the other. */
export function namesOnPage(value: string, without: Landing, withIt: Landing): boolean {
  const named = timesNamed(value, without)
  return named > 0 && named >= timesNamed(value, withIt)
}

const read = 200_000

/** The most often that the text of one page names it. */
const timesNamed = (value: string, { hops }: Landing): number =>
  hops.reduce((most, { response }) => Math.max(most, wordsOf(response?.body ?? '').filter((word) => word === value).length), 0)

const wordsOf = (html: string): string[] =>
  html
    .slice(0, read)
    .replace(/<[^<>]*>/g, ' ')
    .split(/\s+/)
    .map((word) => word.replace(/^[("'„“”«]|[)"'“”».,;:]{1,3}$/g, ''))
