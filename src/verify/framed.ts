import type { Landing } from '../user-agent/landing.ts'
import { noAnswer } from './answer.ts'
import type { Finding } from './finding.ts'
import { broken, held, misformed, noted, undecided } from './findings.ts'
import { lastHop, where } from './landings.ts'

/** What came of an authorization request in a frame of another site, in a real browser: neither consent nor sign-in, and best no page at all
 *  (RFC 9700 4.16). What is displayed and of no use there has cookies or a script to thank for that. */
export function uselessInFrames(landing: Landing | undefined): Finding[] {
  if (!landing) return [undecided('no authorization request was sent')]
  const { views = [], answered = [], code } = landing
  const shown = views.find(({ displayed }) => displayed)
  if (code && answered.includes('consent'))
    return [broken('no consent by clicks in a frame of another site', `a code ${where(landing)}`, lastHop(landing)?.n)]
  if (views.length === 0 && isBareError(landing))
    return [held('an error without a page, of which a frame shows nothing', lastHop(landing)?.n)]
  if (views.length === 0)
    return [code ? noted('a code came without any page', lastHop(landing)?.n) : undecided(where(landing), lastHop(landing)?.n)]
  if (shown && signedIn(landing))
    return [
      broken('no sign-in in a frame of another site', `the page was displayed, and after the password came ${where(landing)}`, shown.n),
    ]
  if (shown)
    return [
      misformed(
        'no page in a frame of another site',
        `a page that the browser displayed there, and of which nothing came: ${where(landing)}`,
        shown.n,
      ),
    ]
  const { n, displayed } = views.at(-1)!
  return [displayed === false ? held('the browser displays the page in no frame of another site', n) : undecided(where(landing), n)]
}

/** No HTML: nothing, plain text or JSON, where there is nothing to click. */
const isBareError = (landing: Landing): boolean => landing.at === 'error_page' && noAnswer(lastHop(landing)) === undefined

/** Whether a sign-in led on: to a code, or to another page than one of an error. Where cookies stay out of frames, it leads to an error. */
const signedIn = (landing: Landing): boolean => {
  const { answered = [], at, code, views = [] } = landing
  const another = at === 'nowhere' && views.length > 1 && (lastHop(landing)?.response?.status ?? 0) < 400
  return answered.includes('sign_in') && (code !== undefined || at === 'consent' || another)
}
