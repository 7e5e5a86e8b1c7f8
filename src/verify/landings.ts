import type { Exchange } from '../http/exchange.ts'
import type { Landing } from '../user-agent/landing.ts'
import { noAnswer } from './answer.ts'
import type { Finding } from './finding.ts'
import { broken, held, lacking, misformed, undecided } from './findings.ts'
import { pageWords } from './page-words.ts'
import { either } from './token-endpoint.ts'

/** The values of a response parameter, in their order. */
export const responseParameter = (landing: Landing | undefined, name: string): string[] =>
  (landing?.params ?? []).filter(([key]) => key === name).map(([, value]) => value)

/** The state of the authorization request that a landing came from, decoded once as a form (RFC 6749 appendix B). */
export const sentState = (landing: Landing | undefined): string | undefined => sentStates(landing)[0]

/** Every state of a request that repeats it. */
function sentStates(landing: Landing | undefined): string[] {
  const { url = '', body = '' } = landing?.hops[0]?.request ?? {}
  const query = url.split('#')[0]?.split('?').slice(1).join('?') ?? ''
  return [query, body].flatMap((text) => new URLSearchParams(text).getAll('state'))
}

/** Whether a response is for another request than the one that was sent: it holds another state, as a cache's would (RFC 6749 4.1.2, 10.12). */
export function answersAnother(landing: Landing | undefined): boolean {
  const sent = sentStates(landing)
  const came = responseParameter(landing, 'state')
  return sent.length > 0 && came.length > 0 && !sent.some((state) => came.includes(state))
}

/** Whether a code came to a registered redirection URI, in a response to the request that was sent. */
export const arrivedWithCode = (landing: Landing | undefined): boolean =>
  landing?.at === 'redirect_uri' && landing.code !== undefined && !answersAnother(landing)

/** Whether an error came to a registered redirection URI. */
export const arrivedWithError = (landing: Landing | undefined): boolean =>
  landing?.at === 'redirect_uri' && responseParameter(landing, 'error').length > 0

/** No code and no token came out of an authorization request. Where the user was told so is left open. */
export function noCode(landing: Landing | undefined): Finding[] {
  const open = unfinished(landing)
  if (landing && carried(landing) && !strayed(landing))
    return [broken('no code and no token', `${carried(landing)} ${where(landing)}`, lastHop(landing)?.n)]
  if (open || !landing) return [undecided(open ?? 'no authorization request was sent', lastHop(landing)?.n)]
  return [held(`no code: ${where(landing)}`, lastHop(landing)?.n), ...overload(landing)]
}

/** An authorization request with an unusable redirect_uri ends at the server (RFC 6749 3.1.2.4, 4.1.2.1):
 *  no redirect to the URI that was asked for, nor to any other. What quietly goes to the registered URI is a wrong form. */
export function notRedirected(landing: Landing | undefined): Finding[] {
  const expected = 'an error page of the server and no redirect'
  const n = lastHop(landing)?.n
  if (landing?.at === 'elsewhere' && !strayed(landing))
    return [broken(expected, `${carried(landing) ?? 'a redirect'} ${where(landing)}`, n)]
  const stop = landing && resolved(landing)
  if (stop)
    return [broken(expected, `a redirect to ${withoutParameters(stop.request.url)}, to which the relative URI was resolved`, stop.n)]
  if (landing?.at === 'redirect_uri')
    return [
      held('nothing reached the URI that was asked for', n),
      misformed(expected, `${carried(landing) ?? 'a redirect'} ${where(landing)}`, n),
    ]
  return noCode(landing)
}

/** A refusal by redirect to the client (RFC 6749 4.1.2.1) with a fitting error code; an error page is right in effect. */
export function refusedByRedirect(landing: Landing | undefined, ...accepts: string[]): Finding[] {
  const findings = noCode(landing)
  if (!landing || !findings.some((f) => f.is === 'held')) return findings
  const n = lastHop(landing)?.n
  const errors = responseParameter(landing, 'error')
  if (landing.at !== 'redirect_uri')
    return [...findings, misformed(`a redirect to the client with error ${either(accepts)}`, where(landing), n)]
  if (accepts.length > 0 && !errors.some((code) => accepts.includes(code)))
    return [...findings, misformed(`error ${either(accepts)}`, errors.length > 0 ? `error ${either(errors)}` : 'no error parameter', n)]
  return findings
}

/** A code came to the client (RFC 6749 4.1.2). */
export function gaveCode(landing: Landing | undefined): Finding[] {
  const n = lastHop(landing)?.n
  const open = unfinished(landing)
  if (open || !landing) return [undecided(open ?? 'no authorization request was sent', n)]
  if (arrivedWithCode(landing)) return [held(`a code arrived ${where(landing)}`, n)]
  return [lacking('a code at the redirection URI', where(landing), n)]
}

/** Says where a request of the user's browser ended. */
export function where(landing: Landing): string {
  const error = responseParameter(landing, 'error')[0]
  switch (landing.at) {
    case 'redirect_uri':
      return `at ${withoutParameters(landing.url)}${error ? ` with error "${error}"` : ''}${landing.by && landing.by !== 'query' ? ` by ${landing.by}` : ''}`
    case 'elsewhere':
      return `sent to ${withoutParameters(landing.url)}`
    case 'error_page':
      return errorPage(landing)
    case 'sign_in':
    case 'consent':
      return `at the server's ${landing.at === 'sign_in' ? 'sign-in' : 'consent'} page${landing.why ? `: ${landing.why}` : ''}`
    case 'sign_out':
      return `at a page of the server that asks first${landing.why ? `: it ${landing.why}` : ''}`
    case 'nowhere':
      return landing.why ?? 'nowhere'
  }
}

function errorPage(landing: Landing): string {
  const { status, body = '' } = lastHop(landing)?.response ?? {}
  const words = pageWords(body)
  return `an error page of the server (status ${status})${words === undefined ? '' : `: "${words}"`}`
}

/** The last exchange of an authorization request: the one after which nothing was followed. */
export const lastHop = (landing: Landing | undefined): Exchange | undefined => landing?.hops.at(-1)

/** Why a landing decides nothing: pages that were not understood, no answer, a rate limit. */
function unfinished(landing: Landing | undefined): string | undefined {
  if (!landing) return 'no authorization request was sent'
  if (landing.at === 'redirect_uri')
    return answersAnother(landing)
      ? `the response ${where(landing)} is for another request: its state is not the one that was sent`
      : undefined
  if (landing.at === 'elsewhere') return strayed(landing)
  if (landing.at === 'error_page') return noAnswer(lastHop(landing))
  return `the interaction did not come to its end: ${where(landing)}`
}

/** Sent to a host that nobody asked for and with nothing for a client: a sign-in or error page that `origins` does not name, not a finding. */
export function strayed(landing: Landing): string | undefined {
  if (
    landing.at !== 'elsewhere' ||
    isResponse(landing) ||
    requested(landing).some((uri) => isSame(uri, landing.url ?? '', landing.hops[0]?.request.url))
  )
    return undefined
  return `the browser was sent to ${withoutParameters(landing.url)}, which is neither a redirection URI nor one of the configured origins: if it belongs to the server, add it to origins`
}

const isResponse = (landing: Landing): boolean => {
  const { params, code } = landing
  const names = params.map(([name]) => name)
  const asks = ['client_id', 'redirect_uri', 'response_type'].some((name) => names.includes(name))
  return code !== undefined || (!asks && (names.includes('access_token') || names.includes('id_token') || isError(landing)))
}

/** An error for a client comes with the state that was sent; a server's own error page may have a parameter of that name too. */
function isError(landing: Landing): boolean {
  const sent = sentState(landing)
  return responseParameter(landing, 'error').length > 0 && sent !== undefined && responseParameter(landing, 'state').includes(sent)
}

/** Every redirect_uri of the authorization request, in query and body. */
function requested({ hops }: Landing): string[] {
  const { url = '', body = '' } = hops[0]?.request ?? {}
  return [url.split('?').slice(1).join('?'), body].flatMap((text) => new URLSearchParams(text).getAll('redirect_uri'))
}

/** A hop to where a relative redirect_uri leads at the server itself, with a response for the client. */
function resolved(landing: Landing): Exchange | undefined {
  const [first, ...others] = landing.hops
  const relative = requested(landing).filter((uri) => uri !== '' && !URL.canParse(uri))
  const places = relative.flatMap((uri) => URL.parse(uri, first?.request.url) ?? []).map(placeOf)
  return others.find(({ request: { url } }) => {
    const to = URL.parse(url)
    if (
      to === null ||
      !places.includes(placeOf(to)) ||
      ['client_id', 'redirect_uri', 'response_type'].some((name) => to.searchParams.has(name))
    )
      return false
    return to.searchParams.has('code') || to.searchParams.get('state') === (sentState(landing) ?? '')
  })
}

/** Whether a redirect went to a URI, as a string or as a URL parser reads it. */
function isSame(uri: string, url: string, base: string | undefined): boolean {
  if (uri !== '' && url.startsWith(uri)) return true
  const [asked, sent] = [URL.parse(uri, base), URL.parse(url)]
  return asked !== null && sent !== null && placeOf(asked) === placeOf(sent)
}

const placeOf = ({ protocol, host, pathname }: URL) => `${protocol}//${host}${pathname}`

function overload(landing: Landing): Finding[] {
  const status = lastHop(landing)?.response?.status ?? 0
  return landing.at === 'error_page' && status >= 500
    ? [misformed('an answer to the request', `status ${status}`, lastHop(landing)?.n)]
    : []
}

function carried(landing: Landing): string | undefined {
  if (landing.code) return 'a code'
  const token = ['access_token', 'id_token', 'refresh_token'].find((name) => responseParameter(landing, name).length > 0)
  return token ? `an ${token}` : undefined
}

const withoutParameters = (url: string | undefined) => (url ?? '').split(/[?#]/)[0]
