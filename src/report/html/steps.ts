import type { Exchange } from '../../scenario/contract.ts'
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
  /** The exchange that it is a part of. */
  n: number
}

/** The arrows of an exchange. A redirect to the client goes on through the user agent, as the exchange's last arrow. */
export function stepsOf(exchange: Exchange, redirectUris: readonly string[]): Step[] {
  const { n, channel, request, response } = exchange
  const near: Party = channel === 'front' ? 'agent' : 'client'
  const asked: Step = {
    from: near,
    to: 'server',
    label: printable(`${request.method} ${pathOf(request.url)}`, longest),
    marks: marksIn(request),
    kind: 'request',
    n,
  }
  if (!response) return [asked, { from: 'server', to: near, label: exchange.failure ?? 'no answer', marks: [], kind: 'lost', n }]
  const answered: Step = {
    from: 'server',
    to: near,
    label: printable(answerOf(exchange, response), longest),
    marks: marksIn(response),
    kind: 'response',
    n,
  }
  const location = fieldOf(response.headers, 'location')
  if (near !== 'agent' || location === undefined || !isOf(redirectUris, location)) return [asked, answered]
  const label = `callback${errorIn(location)}`
  return [asked, { ...answered, marks: [] }, { from: 'agent', to: 'client', label, marks: answered.marks, kind: 'request', n }]
}

/** A redirect goes to the client where nothing but parameters follows one of its URIs. */
const isOf = (redirectUris: readonly string[], location: string): boolean =>
  redirectUris.some((uri) => location.startsWith(uri) && /^(?:[?&#]|$)/.test(location.slice(uri.length)))

const errorIn = (location: string): string => {
  const error = /[?&#]error=([\w.-]{1,40})/.exec(location)?.[1]
  return error === undefined ? '' : ` error=${error}`
}

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

function answerOf({ request }: Exchange, { status, headers, body }: NonNullable<Exchange['response']>): string {
  const location = fieldOf(headers, 'location')
  if (location !== undefined) return `${status} to ${placeOf(location, request.url)}`
  const error = /"error"\s*:\s*"([\w.-]{1,40})"/.exec(body)?.[1]
  if (error !== undefined) return `${status} ${error}`
  const type = fieldOf(headers, 'content-type') ?? ''
  return `${status}${/html/i.test(type) ? ' page' : /json/i.test(type) ? ' JSON' : ''}`
}

const fieldOf = (headers: Exchange['request']['headers'], name: string): string | undefined =>
  headers.find(([key]) => key.toLowerCase() === name)?.[1]
