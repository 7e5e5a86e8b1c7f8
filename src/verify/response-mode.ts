import { headerValues } from '../http/exchange.ts'
import type { Landing } from '../user-agent/landing.ts'
import type { Finding } from './finding.ts'
import { broken, held, misformed, noted, undecided } from './findings.ts'
import { fromInFront } from './gateway.ts'
import { lastHop, responseParameter, sentState, where } from './landings.ts'

const tokens = ['access_token', 'id_token']
const queryOf = (landing: Landing | undefined): URLSearchParams =>
  new URLSearchParams((landing?.url ?? '').split('#')[0]?.split('?').slice(1).join('?'))

const notOffered = ['unsupported_response_type', 'unauthorized_client']

/** No token stands in the query of a redirection URI (OAuth 2.0 Multiple Response Type Encoding Practices 3, 5). A server that does not offer the type
 *  shows nothing of where it would put one. */
export function noTokenInQuery(landing: Landing | undefined): Finding[] {
  const n = lastHop(landing)?.n
  if (!landing) return [undecided('no authorization request was sent')]
  const found = tokens.filter((name) => queryOf(landing).get(name))
  if (found.length > 0) return [broken('no token in the query of the redirection URI', found.join(' and '), n)]
  if (responseParameter(landing, 'error').some((error) => notOffered.includes(error)))
    return [noted('the server does not offer this response_type', n)]
  const inFront = fromInFront(landing)
  if (inFront) return [undecided(inFront, n)]
  return landing.at === 'redirect_uri' || landing.at === 'error_page'
    ? [held(`no token in a query: ${where(landing)}`, n)]
    : [undecided(`the interaction did not come to its end: ${where(landing)}`, n)]
}

/** Which way a response came, for whoever asked for one. */
export function cameBy(landing: Landing | undefined): Finding[] {
  const n = lastHop(landing)?.n
  if (!landing) return [undecided('no authorization request was sent')]
  if (landing.at === 'redirect_uri') return [noted(landing.code ? `a code by ${landing.by}` : where(landing), n)]
  return landing.at === 'error_page' && !fromInFront(landing) ? [noted(where(landing), n)] : [undecided(where(landing), n)]
}

/** A response by form_post is a form that is sent by POST to the redirection URI, with nothing of the response in the URI (OAuth 2.0 Form Post Response
 *  Mode 2). Another way says that the server does not offer the mode, which is a choice. */
export function postedByForm(landing: Landing | undefined): Finding[] {
  const n = lastHop(landing)?.n
  if (!isForm(landing)) return cameBy(landing)
  const inUrl = ['code', 'state', 'iss', 'error'].filter((name) => queryOf(landing).has(name) && !isRegisteredIn(landing, name))
  if (landing.by !== 'form_post') return [misformed('a form that is sent by POST', 'a form that is sent by GET', n)]
  return inUrl.length > 0
    ? [misformed('a response in the fields of the form alone', `${inUrl.join(' and ')} in the URI too`, n)]
    : [held('a form that posts the response', n)]
}

/** The page that holds the response is not stored (OAuth 2.0 Form Post Response Mode 2). */
export function formNotStored(landing: Landing | undefined): Finding[] {
  if (!isForm(landing)) return []
  const { n, response } = lastHop(landing)!
  const value = headerValues(response, 'cache-control').join(', ') || 'nothing'
  return /\bno-store\b/i.test(value) ? [held('no-store', n)] : [misformed('Cache-Control: no-store', value, n)]
}

/** Markup of the request's state does not become markup of the page that posts the response (RFC 6749 10.14). Angle brackets in a quoted attribute
 *  are plain text: there a state that the form holds whole, though the page never says it as it was sent, did not break out. */
export function formEscapes(landing: Landing | undefined, markup: string): Finding[] {
  if (!isForm(landing)) return []
  const { n, response } = lastHop(landing)!
  const body = response?.body ?? ''
  const sent = sentState(landing) ?? ''
  const whole = sent !== '' && responseParameter(landing, 'state').includes(sent) && !body.includes(sent)
  return body.includes(markup) && !whole
    ? [broken('the state escaped', `${markup} as markup of the page`, n)]
    : [held('the state is no markup', n)]
}

const isForm = (landing: Landing | undefined): landing is Landing => landing?.at === 'redirect_uri' && landing.via === 'form'
const isRegisteredIn = ({ redirect_uri = '' }: Landing, name: string): boolean =>
  new URLSearchParams(redirect_uri.split('?').slice(1).join('?')).has(name)
