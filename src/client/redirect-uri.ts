import { type Edit, mapped, parameter } from './change.ts'

/** The parts of a URI as written, undecoded and unnormalised (RFC 3986 3). */
export interface UriParts {
  scheme: string
  /** With userinfo and port. */
  authority: string
  host: string
  /** With its colon, or empty. */
  port: string
  path: string
  /** With its question mark, or empty. */
  query: string
}

/** Takes a URI apart by RFC 3986's own expression (Appendix B), without a URL parser: those normalise. */
export function uriParts(uri: string): UriParts {
  const [, scheme = '', , authority = '', path = '', query = ''] = /^([^:/?#]+):(\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?/.exec(uri) ?? []
  const hostport = authority.slice(authority.lastIndexOf('@') + 1)
  const [, host = hostport, port = ''] = /^(\[[^\]]*\]|[^:]*)(:\d*)?$/.exec(hostport) ?? []
  return { scheme, authority, host, port, path, query }
}

/** Whether a URI's host is this machine: there the port may vary (RFC 8252 7.3). */
export const isLoopback = (uri: string): boolean => ['127.0.0.1', '[::1]', 'localhost'].includes(uriParts(uri).host.toLowerCase())

/** Whether RFC 8252 7.3 lets the port of a URI vary: http on a loopback address. Of `localhost`, a name, it says nothing. */
export const isLoopbackAddress = (uri: string): boolean => uriScheme(uri) === 'http' && ['127.0.0.1', '[::1]'].includes(uriParts(uri).host)

/** A URI as a server sees it for which ports of this machine do not count (RFC 8252 7.3, RFC 9700 4.1.3); any other as it is. */
export function withoutLoopbackPort(uri: string): string {
  const { scheme, host, path, query } = uriParts(uri)
  return isLoopback(uri) ? `${scheme}://${host}${path}${query}` : uri
}

/** A URI's scheme in lower case. */
export const uriScheme = (uri: string): string => uriParts(uri).scheme.toLowerCase()

/** A redirect_uri made from the registered one, as a raw string that no URL parser touched.
 *  Where the change makes no difference, the row does not apply. */
export const redirectUri = (make: (parts: UriParts, uri: string) => string): Edit =>
  mapped('redirect_uri', (uri, { skip }) => {
    const made = make(uriParts(uri), uri)
    return made === uri || uri === ''
      ? skip(
          `the change makes no difference to ${uri || 'a request without redirect_uri'}`,
          'clients.client.redirect_uris: an https URI with a host name and a path',
        )
      : made
  })

/** Lets a changed redirect_uri pass only if none of the client's own URIs is meant by it, where a code would be right; else the row does not apply. */
export const unlessRegistered =
  (registered: readonly string[], base = registered[0]): Edit =>
  (message, { skip }) => {
    const asked = parameter(message, 'redirect_uri') ?? ''
    return asked !== base && registered.map(withoutLoopbackPort).includes(withoutLoopbackPort(asked))
      ? skip(`${asked} is registered too`, 'clients: a client that has not registered this URI')
      : message
  }
