import type { Exchange, Mark } from '../http/exchange.ts'
import { formPairs, fragmentOf, queryOf } from '../http/message.ts'
import { type Going, goings } from './going.ts'
import type { Landing } from './landing.ts'
import { originOf } from './origin.ts'
import { type Added, addedTo, isRegistered, sameButForWriting, withoutLoopbackAddressPort } from './redirection-uri.ts'

/** Where responses for the client may go. */
export interface Delivering {
  /** As the request named it; undefined when it named none. */
  redirectUri: string | undefined
  /** Every redirection URI that is registered for the client. */
  registered: readonly string[]
  /** The server's own origins. */
  origins: readonly string[]
}

/** A response for the client, or whoever got it instead. */
export interface Delivery extends Pick<Landing, 'params' | 'by' | 'code' | 'redirect_uri'> {
  at: 'redirect_uri' | 'elsewhere'
  url: string
  via: NonNullable<Landing['via']>
}

const ofResponse = new Set(['code', 'error', 'state', 'response', 'access_token', 'id_token'])
const ofRequest = ['client_id', 'redirect_uri', 'response_type']

/** Recognises that a response sends the browser to the client (RFC 6749 4.1.2), or to anybody else outside the server's origins, so that
 *  nobody has to go there. On the server's own origins it takes response parameters at a redirection URI. A URI that is only
 *  mentioned, in a query or in a page's text, is no delivery. Pure; never throws. */
export function delivered(exchange: Exchange, about: Delivering): Delivery | undefined {
  for (const going of goings(exchange)) {
    const found = deliveredBy(going, about)
    if (found !== undefined) return found
  }
  return undefined
}

/** As `delivered`, of one way in which a browser goes on. */
export function deliveredBy(going: Going, about: Delivering): Delivery | undefined {
  const match = matching(going.url, about)
  const response = parameters(going, match?.added)
  const place =
    match?.registered === undefined ? ({ at: 'elsewhere' } as const) : ({ at: 'redirect_uri', redirect_uri: match.registered } as const)
  const found: Delivery = { ...place, url: going.url, via: going.via, ...response }
  const carries = found.params.some(([name]) => ofResponse.has(name))
  if (going.unsure) return match && found.params.some(([name]) => name === 'code' || name === 'error') ? found : undefined
  const origin = originOf(going.url)
  if (origin === undefined && !match) return undefined
  if (origin === undefined || !about.origins.includes(origin)) return found
  const asks = ofRequest.some((name) => found.params.some(([key]) => key === name))
  return match && carries && !asks ? found : undefined
}

interface Match {
  /** As it is registered; undefined where it only was asked for. */
  registered?: string | undefined
  added?: Added
}

/** The redirection URI that a target is; the more exact one of two, the registered one of equals, and of loopback URIs the one with this port. */
function matching(target: string, { redirectUri, registered }: Delivering): Match | undefined {
  const asked = redirectUri === undefined ? undefined : addedTo(redirectUri, target)
  const onAnyPort = withoutLoopbackAddressPort(target)
  const candidates = [
    ...registered.map((uri) => ({ registered: uri, added: addedTo(uri, target) })),
    ...registered.map((uri) => ({ registered: uri, added: addedTo(withoutLoopbackAddressPort(uri), onAnyPort) })),
    { registered: registered.find((uri) => isRegistered(redirectUri ?? '', [uri])), added: asked },
  ]
  const best = candidates
    .filter((one): one is Required<Match> => one.added !== undefined)
    .sort((a, b) => b.added.weight - a.added.weight)[0]
  if (best !== undefined) return best
  return redirectUri !== undefined && sameButForWriting(redirectUri, target) ? {} : undefined
}

function parameters({ url, body }: Going, added: Added | undefined): Pick<Delivery, 'params' | 'by' | 'code'> {
  const query = added ? formPairs(added.query.join('&')) : queryOf(url)
  const behind = added ? formPairs(added.fragment ?? '') : fragmentOf(url)
  const fragment = behind.some(([name]) => ofResponse.has(name)) ? behind : []
  const params = [...query, ...(body ?? []), ...fragment]
  const code = params.find(([name, value]) => name === 'code' && value !== '')?.[1]
  const by = body ? 'form_post' : fragment.length > 0 && !query.some(([name]) => ofResponse.has(name)) ? 'fragment' : 'query'
  return { params, ...(params.length > 0 ? { by } : {}), ...(code === undefined ? {} : { code: code as Mark }) }
}
