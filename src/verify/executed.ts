import type { Landing } from '../user-agent/landing.ts'
import { noAnswer } from './answer.ts'
import type { Finding } from './finding.ts'
import { broken, held, undecided } from './findings.ts'
import { lastHop, where } from './landings.ts'

/** Nothing of a request ran as a script on the pages that a real browser showed (RFC 6749 10.14). A policy that kept it from running kept it from running. */
export function ranNothing(landing: Landing | undefined): Finding[] {
  if (!landing) return []
  const { views = [], at } = landing
  const ran = views.find(({ executed }) => executed.length > 0)
  if (ran) return [broken('a page that shows what was sent as text', 'a script of the request, which ran in the browser', ran.n)]
  const silent = at === 'nowhere' ? where(landing) : at === 'error_page' ? noAnswer(lastHop(landing)) : undefined
  if (silent !== undefined) return [undecided(silent, lastHop(landing)?.n)]
  const pages = views.length === 1 ? 'one page' : `${views.length} pages`
  return [held(views.length === 0 ? `no page was shown: ${where(landing)}` : `nothing of it ran on ${pages}`, lastHop(landing)?.n)]
}
