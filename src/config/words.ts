import { isIP } from 'node:net'

/** An absolute http or https URL without credentials and fragment. */
export function isHttpUrl(value: string): boolean {
  const url = /^https?:\/\/[^\s\\]+$/i.test(value) ? URL.parse(value) : null
  return url !== null && url.username === '' && url.password === '' && !value.includes('#')
}

/** An origin as RFC 6454 writes it: scheme, host, port, and nothing after them but perhaps a slash. */
export const isOrigin = (value: string): boolean => isHttpUrl(value) && /^https?:\/\/[^/?]+\/?$/i.test(value)

/** A redirection URI that may be registered: absolute, without a fragment (RFC 6749 3.1.2), in printable ASCII. */
export const isRedirectUri = (value: string): boolean => /^[a-z][a-z0-9+.-]*:[\x21-\x22\x24-\x7e]+$/i.test(value) && URL.canParse(value)

/** `host:port`, or `[address]:port` for IPv6. */
export const isHostAndPort = (value: string): boolean => {
  const parts = /^(?:\[(?<six>[^\]]+)\]|(?<host>[a-z0-9._-]+)):(?<port>\d{1,5})$/i.exec(value)?.groups
  return parts !== undefined && Number(parts['port']) < 65_536 && (parts['six'] === undefined || isIP(parts['six']) === 6)
}

/** An IP address, or one with a port. */
export const isAddress = (value: string): boolean =>
  isIP(value) !== 0 || (isHostAndPort(value) && isIP(value.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')) !== 0)

/** A scope-token (RFC 6749 3.3). */
export const isScope = (value: string): boolean => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(value)

/** The name of a header field (RFC 9110 5.1). */
export const isHeaderName = (value: string): boolean => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(value)

/** A header field's value that can be sent as it is (RFC 9110 5.5). */
export const isHeaderValue = (value: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
