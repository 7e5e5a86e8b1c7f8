import { header } from '../http/exchange.ts'
import type { Landing, OpenerView, Told } from '../user-agent/landing.ts'
import { noAnswer } from './answer.ts'
import { wasAsked } from './consent.ts'
import type { Facts, Finding } from './finding.ts'
import { broken, held, misformed, noted, undecided } from './findings.ts'
import { arrivedWithCode, arrivedWithError, lastHop, sentState, where } from './landings.ts'

type Seen = OpenerView & { n: number }

/** No authorization response came to a page of another site that opened the window: neither a code nor a token (RFC 9700 4.17). An error has no
 *  secret, and may go to nobody else all the same. What tells nothing of the response may be told. */
export function toldNoOpener(landing: Landing | undefined): Finding[] {
  if (!landing) return []
  const told = messages(landing)
  const expected = 'no response to the page of another site that opened the window'
  const leak = told.find((one) => secretIn(one, landing) !== undefined)
  if (leak) return [broken(expected, `${secretIn(leak, landing)} in a message to it`, leak.n)]
  const error = told.find(isErrorResponse)
  if (error) return [misformed(expected, 'an error response in a message to it, which holds no secret', error.n)]
  const open = unproven(landing)
  if (open !== undefined) return [undecided(open, lastHop(landing)?.n)]
  return [held(silence(landing), lastHop(landing)?.n)]
}

/** As `toldNoOpener`, of a request for a response by message. The browser tells for whom alone a message is: that has to be the client. */
export function postedToItsClient(landing: Landing | undefined, { clients, metadata }: Pick<Facts, 'clients' | 'metadata'>): Finding[] {
  const findings = toldNoOpener(landing)
  if (!landing || findings.some(({ is }) => is === 'violated')) return findings
  const n = lastHop(landing)?.n
  const own = new Set(clients['client']?.redirect_uris.map(originOf))
  const itself = new Set(landing.hops.map(({ request }) => originOf(request.url)))
  const withheld = seen(landing).flatMap((one) => one.withheld.filter((origin) => !itself.has(origin)))
  const target = withheld.find((origin) => own.has(origin)) ?? withheld[0]
  if (target !== undefined && own.has(target))
    return [held(`what the page posts is for ${target} alone, and the browser withholds it from others`, n)]
  if (target !== undefined)
    return [noted(`what the page posts is for ${target} alone, which the configuration does not name as the client’s`, n)]
  const modes = metadata['response_modes_supported']
  const isOffered = Array.isArray(modes) && modes.includes('web_message')
  if (isOffered && namesATarget(landing) && isRefused(landing))
    return [held(`a request that names where the message is to go is refused: ${where(landing)}`, n)]
  if (arrivedWithCode(landing) || arrivedWithError(landing) || (landing.at === 'error_page' && noAnswer(lastHop(landing)) === undefined))
    return [noted(`response_mode=web_message is ${isOffered ? 'offered' : 'not offered'}, and no message came of it: ${where(landing)}`, n)]
  return [undecided(`no message for the client was seen: ${where(landing)}`, n)]
}

/** No link to another site opens a window that has `window.opener`: by it that site may send the page that the user trusts elsewhere, to one that looks
 *  like it (RFC 6749 10.11). A client is another site too; what the metadata names as the server's terms, policy and documentation is none, nor what is
 *  of its registrable domain. */
export function handsNoOpener(landing: Landing | undefined, { metadata }: Pick<Facts, 'metadata'>): Finding[] {
  if (!landing) return []
  const { views = [], at } = landing
  if (views.length === 0) return [undecided(at === 'nowhere' ? where(landing) : 'no page was shown', lastHop(landing)?.n)]
  const own = new Set(documents.flatMap((name) => (typeof metadata[name] === 'string' ? [originOf(metadata[name])] : [])))
  const links = views.flatMap(({ n, foreign }) => foreign.flatMap((one) => (one.by === 'link' ? [{ n, ...one }] : [])))
  const handed = links.find(({ opener, same_site, url }) => opener && !same_site && !own.has(originOf(url)))
  if (handed)
    return [broken('links to other sites that hand over no window.opener', `a window of ${originOf(handed.url)} that has one`, handed.n)]
  const pages = views.length === 1 ? 'the page' : `${views.length} pages`
  return [
    held(links.length === 0 ? `no link on ${pages} leads to another site` : `no link on ${pages} hands over window.opener`, views[0]?.n),
  ]
}

/** Whether the request says by itself where the message is to go (draft-sakimura-oauth-wmrm). */
const namesATarget = ({ hops: [first] }: Landing): boolean =>
  /[?&]web_message_uri=/.test(`${first?.request.url}&${first?.request.body ?? ''}`)

/** A page of status 200 is no refusal, whatever it says: it may be the one that posts. */
function isRefused(landing: Landing): boolean {
  const { status = 500 } = lastHop(landing)?.response ?? {}
  return arrivedWithError(landing) || (landing.at === 'error_page' && status >= 400 && status < 500)
}

const documents = ['op_tos_uri', 'op_policy_uri', 'service_documentation']

const originOf = (url: string): string => URL.parse(url)?.origin ?? url

const seen = ({ views = [] }: Landing): Seen[] => views.flatMap(({ n, opener }) => (opener ? [{ n, ...opener }] : []))

const messages = (landing: Landing): (Told & { n: number })[] => seen(landing).flatMap(({ n, told }) => told.map((one) => ({ n, ...one })))

/** A code is the response's where the client got it too, where it comes with the state, or where no other response came: a page may close itself. */
function secretIn({ text }: Told, landing: Landing): string | undefined {
  const token = /‹(access_token|id_token|refresh_token):\d+›/.exec(text)?.[0]
  if (token !== undefined) return token
  if (landing.code !== undefined && text.includes(landing.code)) return landing.code
  const isDue = landing.at !== 'redirect_uri' || text.includes(sentState(landing) ?? noState)
  return isDue ? /‹(?:[a-z_]+_)?code:\d+›/.exec(text)?.[0] : undefined
}

/** No text has it. */
const noState = '\n'

/** RFC 6749 4.1.2.1, OpenID Connect Core 3.1.2.6: as a parameter or a member, not amid texts of a page. */
const isErrorResponse = ({ text }: Told): boolean =>
  /\berror\\?["']?\s*[:=]\s*\\?["']?(access_denied|invalid_request|invalid_scope|unauthorized_client|unsupported_response_type|server_error|temporarily_unavailable|(interaction|login|consent|account_selection)_required)\b/.test(
    text,
  )

/** Why silence proves nothing. */
function unproven(landing: Landing): string | undefined {
  const all = seen(landing)
  if (all.length === 0) return `no page was shown in a window that another site has opened: ${where(landing)}`
  const posted = all.some(({ withheld }) => withheld.length > 0)
  const answered = landing.at === 'error_page' && wasAsked(landing) && noAnswer(lastHop(landing)) === undefined
  if (!posted && !answered && !arrivedWithCode(landing) && !arrivedWithError(landing))
    return `no response came of the request: ${where(landing)}`
  if (all.some(({ more }) => more)) return 'more was posted to the page of another site than it listens to'
  const lost = all.find(({ reached, n }) => !reached && !isCutOff(landing, n))
  return lost && 'the window lost its opener, and no page said that it should'
}

/** Whether a page up to this exchange said that no other site's window is to have it. */
const isCutOff = ({ hops }: Landing, upTo: number): boolean =>
  hops.some(({ n, response }) => n <= upTo && !/^\s*(?:unsafe-none\b|$)/i.test(header(response, 'cross-origin-opener-policy') ?? ''))

function silence(landing: Landing): string {
  const all = seen(landing)
  if (all.some(({ reached }) => !reached))
    return 'Cross-Origin-Opener-Policy cuts the window off from the page of another site that opened it'
  const told = messages(landing).length
  if (told > 0)
    return `the page of another site that opened the window was told nothing of the response, in ${told} message${told === 1 ? '' : 's'}`
  return 'the page of another site that opened the window was told nothing'
}
