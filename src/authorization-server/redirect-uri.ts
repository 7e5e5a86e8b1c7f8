/** Compares a registered redirect URI with a requested one. */
export type Match = (registered: string, requested: string) => boolean

/** Simple string comparison (RFC 9700 4.1.3, RFC 3986 6.2.1). */
export const sameString: Match = (registered, requested) => registered === requested

/** As {@link sameString}, but the port of a loopback address may vary (RFC 8252 7.3). `localhost` is no address (8.3). */
export const sameButLoopbackPort: Match = (registered, requested) =>
  registered === requested || (withoutLoopbackPort(registered) ?? registered) === withoutLoopbackPort(requested)

/** The URI without port if it is http on a loopback address, else undefined. Works on the text: a URL parser would change it. */
function withoutLoopbackPort(uri: string): string | undefined {
  const [, origin, port, rest] = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::([1-9]\d{0,4}))?((?:[/?].*)?)$/s.exec(uri) ?? []
  return origin === undefined || Number(port ?? 80) > 65_535 ? undefined : `${origin}${rest}`
}

/** The origin of the pages at a redirect URI; undefined for one of an app, whose scheme has none. */
export function webOrigin(uri: string): string | undefined {
  const { protocol, origin } = URL.parse(uri) ?? {}
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined
}

/** Whether a host, as the URL parser writes it, is this machine. */
export const isLoopback = (hostname: string): boolean => ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)

/** Puts response parameters into the fragment of a redirect URI, which never has one of its own (RFC 6749 3.1.2). */
export const withFragment = (uri: string, parameters: readonly (readonly [string, string])[]): string =>
  `${uri}#${new URLSearchParams(parameters.map(([name, value]) => [name, value]))}`

/** Adds response parameters to the query of a redirect URI and keeps what stands there (RFC 6749 3.1.2, 4.1.2). */
export function withQuery(uri: string, parameters: readonly (readonly [string, string])[]): string {
  const query = new URLSearchParams(parameters.map(([name, value]) => [name, value]))
  const separator = !uri.includes('?') ? '?' : /[?&]$/.test(uri) ? '' : '&'
  return `${uri}${separator}${query}`
}
