import { formPairs, queryOf } from '../http/message.ts'
import { parsed } from './origin.ts'

/** A URI in its raw parts: nothing is decoded, lower-cased or resolved. */
interface Parts {
  base: string
  query: string[]
  fragment: string | undefined
}

/** What a response added to a redirection URI. `weight` tells the more exact of two matches. */
export interface Added {
  query: string[]
  fragment: string | undefined
  weight: number
}

function parts(uri: string): Parts {
  const hash = uri.indexOf('#')
  const plain = hash < 0 ? uri : uri.slice(0, hash)
  const mark = plain.indexOf('?')
  return {
    base: withPath(mark < 0 ? plain : plain.slice(0, mark)),
    query: mark < 0 ? [] : segments(plain.slice(mark + 1)),
    fragment: hash < 0 ? undefined : uri.slice(hash + 1),
  }
}

/** An empty path is `/` to every browser and URL library (RFC 3986 6.2.3), so that a server may write it out. */
const withPath = (base: string): string => (/^https?:\/\/[^/]+$/i.test(base) ? `${base}/` : base)

const segments = (query: string): string[] => query.split('&').filter((segment) => segment !== '')

/** Compares a target with a redirection URI: the same string up to the query, everything in the URI's own query and fragment
 *  still there, parameters added (RFC 6749 3.1.2). A query may be encoded otherwise: many servers write it anew as they add to it.
 *  Undefined: it is not that URI. */
export function addedTo(uri: string, target: string): Added | undefined {
  const own = parts(uri)
  const sent = parts(target)
  if (own.base !== sent.base || own.base === '') return undefined
  const query = without(sent.query, own.query)
  if (query === undefined || (own.fragment && !(sent.fragment ?? '').startsWith(own.fragment))) return undefined
  const fragment = own.fragment ? sent.fragment?.slice(own.fragment.length).replace(/^[?&]/, '') : sent.fragment
  return { query, fragment, weight: own.query.length + (own.fragment ? 1 : 0) }
}

function without(all: readonly string[], own: readonly string[]): string[] | undefined {
  const rest = [...all]
  for (const segment of own) {
    const exact = rest.indexOf(segment)
    const at = exact >= 0 ? exact : rest.findIndex((one) => decoded(one) === decoded(segment))
    if (at < 0) return undefined
    rest.splice(at, 1)
  }
  return rest
}

const decoded = (segment: string): string => JSON.stringify(formPairs(segment))

const loopback = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::\d{0,5})?(?=[/?#]|$)/

/** A loopback IP redirection URI without its port, which may vary (RFC 8252 7.3); any other URI as it is. */
export const withoutLoopbackAddressPort = (uri: string): string => uri.replace(loopback, '$1')

/** Whether a URI is registered: the same string, but for the port of a loopback IP address (RFC 9700 2.1, RFC 8252 7.3). */
export const isRegistered = (uri: string, registered: readonly string[]): boolean =>
  registered.some((one) => one === uri || withoutLoopbackAddressPort(one) === withoutLoopbackAddressPort(uri))

/** Whether two URIs are one to a URL parser, though perhaps not as strings; the target may carry more parameters. */
export function sameButForWriting(uri: string, target: string): boolean {
  const [own, sent] = [normal(uri), normal(target)]
  return own !== undefined && own.place === sent?.place && own.query.every((pair) => sent.query.includes(pair))
}

function normal(uri: string): { place: string; query: string[] } | undefined {
  const url = parsed(uri)
  if (url === undefined) return undefined
  return { place: url.origin + unescaped(url.pathname), query: queryOf(uri).map((pair) => pair.join('=')) }
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
