import type { Exchange } from '../../scenario/contract.ts'
import { errorCodeOf } from '../error-code.ts'
import { printable } from '../printable.ts'
import { marksIn } from './marks.ts'

/** No picture has room for more. */
const longest = 100

/** Who takes part in a flow (RFC 6749 1.1): columns of a sequence diagram, from left to right. */
export type Party = 'client' | 'agent' | 'server'

/** One arrow of a sequence diagram. */
export interface Step {
  from: Party
  to: Party
  label: string
  marks: string[]
  kind: 'request' | 'response' | 'lost'
}

/** The arrows of an exchange. A redirect to the client goes on through the user agent, as the exchange's last arrow. */
export function stepsOf(exchange: Exchange, redirectUris: readonly string[]): Step[] {
  const { channel, request, response, failure } = exchange
  const near: Party = channel === 'front' ? 'agent' : 'client'
  const asked = step([near, 'server'], 'request', `${request.method} ${pathOf(request.url)}`, marksIn(request))
  if (!response) return [asked, step(['server', near], 'lost', failure ?? 'no answer')]
  const [answer, marks] = [answerOf(exchange, response), marksIn(response)]
  const location = fieldOf(response.headers, 'location')
  if (near !== 'agent' || location === undefined || !isOf(redirectUris, location))
    return [asked, step(['server', near], 'response', answer, marks)]
  const error = errorCodeOf(exchange)
  const onward = step(['agent', 'client'], 'request', error === undefined ? 'callback' : `callback error=${error}`, marks)
  return [asked, step(['server', near], 'response', answer), onward]
}

const step = ([from, to]: [Party, Party], kind: Step['kind'], label: string, marks: string[] = []): Step => ({
  from,
  to,
  kind,
  label: printable(label, longest),
  marks,
})

/** A redirect goes to the client where nothing but parameters follows one of its URIs. */
const isOf = (redirectUris: readonly string[], location: string): boolean =>
  redirectUris.some((uri) => location.startsWith(uri) && /^(?:[?&#]|$)/.test(location.slice(uri.length)))

/** The path, without the host that all share and without the query, of which the marks tell. */
function pathOf(url: string): string {
  const path = /^[a-z][\w+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1]
  return path === undefined ? url.slice(0, 60) : path || '/'
}

/** Where a redirect goes: its path at the server, host and path elsewhere. */
function placeOf(location: string, url: string): string {
  const origin = /^[a-z][\w+.-]*:\/\/[^/?#]*/i.exec(url)?.[0] ?? ''
  return location.startsWith(`${origin}/`) || location.startsWith('/')
    ? pathOf(`x://x${location.replace(origin, '')}`)
    : location.replace(/^https?:\/\//, '').split(/[?#]/)[0]!
}

function answerOf(exchange: Exchange, { status, headers }: NonNullable<Exchange['response']>): string {
  const location = fieldOf(headers, 'location')
  if (location !== undefined) return `${status} to ${placeOf(location, exchange.request.url)}`
  const error = errorCodeOf(exchange)
  if (error !== undefined) return `${status} ${error}`
  const type = fieldOf(headers, 'content-type') ?? ''
  return `${status}${/html/i.test(type) ? ' page' : /json/i.test(type) ? ' JSON' : ''}`
}

const fieldOf = (headers: Exchange['request']['headers'], name: string): string | undefined =>
  headers.find(([key]) => key.toLowerCase() === name)?.[1]
