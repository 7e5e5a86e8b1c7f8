/** Where a URL leads, with its path and query exactly as written. */
export interface Destination {
  origin: string
  protocol: 'http:' | 'https:'
  hostname: string
  port: number
  /** Path and query for the request line. */
  path: string
}

/** Takes a URL apart as the URL Standard finds its authority, but leaves dot segments, backslashes and escapes of the path as they are.
 *  Returns a sentence when it must not be contacted: no http(s) URL, or with user information before the host. */
export function destinationOf(url: string): Destination | string {
  const parsed = URL.parse(url)
  if (!parsed || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')) return 'it is no absolute http or https URL'
  const [, authority, rest] = /^[^:]*:[/\\]*([^/\\?#]*)(.*)$/s.exec(asSent(url)) ?? []
  if (authority === undefined || authority.includes('@') || parsed.username !== '' || parsed.password !== '')
    return 'it has user information before the host'
  if (URL.parse(`${parsed.protocol}//${authority}`)?.host !== parsed.host) return 'its host is ambiguous'
  const path = rest!.replace(/^(?![/\\])|^\\/, '/')
  const port = Number(parsed.port) || (parsed.protocol === 'https:' ? 443 : 80)
  return { origin: parsed.origin, protocol: parsed.protocol, hostname: parsed.hostname.replace(/^\[|\]$/g, ''), port, path }
}

/** A URL as a request line can carry it: without its fragment, surrounding space, tabs and line ends; spaces and control characters escaped. */
export const asSent = (url: string): string =>
  url
    .replace(/^[\0-\x20]+|[\0-\x20]+$|[\t\n\r]+/g, '')
    .replace(/#.*$/s, '')
    .replace(/[\0-\x20\x7f]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
