import type { Failure } from './exchange.ts'

/** Why there is no answer, in one sentence that says what to do about it. */
export interface NoAnswer {
  failure: Failure
  detail: string
}

/** Thrown when a message cannot be put on a wire at all: a line end in a header field, two hosts, a false content-length. Nothing was sent. */
export class UnsendableMessage extends Error {
  constructor(why: string, cause?: unknown) {
    super(`the message cannot be sent over HTTP: ${why}`, { cause })
    this.name = 'UnsendableMessage'
  }
}

/** Raised by the way through a proxy. */
export class ProxyRefused extends Error {
  readonly code = 'PROXY_REFUSED'
}

const trust = 'name its issuer in `tls.ca`, or, for a test server only, set `tls.insecure`'
const tlsCodes: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: `the certificate is self-signed; ${trust}`,
  SELF_SIGNED_CERT_IN_CHAIN: `the certificate's chain ends in an authority that is not trusted here; ${trust}`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: `the certificate's issuer is not known here, or the server does not send its intermediate certificates; ${trust}`,
  UNABLE_TO_GET_ISSUER_CERT: `the certificate's issuer is not known here; ${trust}`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: `the certificate's issuer is not known here; ${trust}`,
  CERT_HAS_EXPIRED: 'the certificate has expired; renew it, or, for a test server only, set `tls.insecure`',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet; compare the clocks of both machines',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host name; request one for this host, or use the name that it has',
}

const codes: readonly [pattern: RegExp, failure: Failure, detail: string][] = [
  [/^ECONNREFUSED$/, 'refused', 'nothing listens there: the connection was refused; is the server running, and is the port right?'],
  [
    /^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES|EPERM)$/,
    'refused',
    'no connection is possible: there is no way to that address from here',
  ],
  [/^(?:ENOTFOUND|EAI_\w+)$/, 'unresolved', 'the host name has no address; check its spelling, or give one in `resolve`'],
  [/^(?:ETIMEDOUT|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'timeout', 'no answer came in time'],
  [/^UND_ERR_HEADERS_OVERFLOW$/, 'too_large', 'the response has more than 64 KiB of header fields'],
  [/^(?:UND_ERR_DESTROYED|UND_ERR_CLOSED|UND_ERR_ABORTED)$/, 'cancelled', 'the run ended before an answer came'],
  [
    /^(?:HPE_\w+|HTTPParserError|ERR_ASSERTION)$/,
    'not_http',
    'what came back is not HTTP; is it another protocol, or http where https is expected?',
  ],
  [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'reset', 'the connection was closed before an answer came'],
]

/** Sorts an error of a connection. Whatever is unknown counts as a reset, with its own words. */
export function noAnswer(error: unknown): NoAnswer {
  const chain = errorsOf(error)
  for (const { code, message } of chain) {
    if (code === 'PROXY_REFUSED') return { failure: 'refused', detail: message }
    if (/bad upgrade/.test(message))
      return { failure: 'not_http', detail: 'the server switched to another protocol, which nobody asked for' }
    const tls =
      tlsCodes[code] ??
      (/^(?:EPROTO|ERR_SSL_|ERR_TLS_|CERT_|UNABLE_TO_|CRL_|HOSTNAME_MISMATCH|INVALID_)/.test(code) ? tlsDetail(code) : undefined)
    if (tls) return { failure: 'tls', detail: `no secure connection: ${tls}` }
    const known = codes.find(([pattern]) => pattern.test(code))
    if (known) return { failure: known[1], detail: known[2] }
  }
  return { failure: 'reset', detail: `the connection failed: ${chain[0]?.message ?? 'for no known reason'}` }
}

const tlsDetail = (code: string): string =>
  `${code
    .replace(/^ERR_(?:SSL|TLS)_/, '')
    .replaceAll('_', ' ')
    .toLowerCase()}; does the server speak TLS on this port, and in a version from 1.2 on?`

/** Whether undici refused the message itself. */
export function asUnsendable(error: unknown): UnsendableMessage | undefined {
  const { code, message } = errorsOf(error)[0] ?? { code: '', message: '' }
  return /^UND_ERR_(?:INVALID_ARG|NOT_SUPPORTED|REQ_CONTENT_LENGTH_MISMATCH)$/.test(code)
    ? new UnsendableMessage(message, error)
    : undefined
}

function errorsOf(error: unknown): { code: string; message: string }[] {
  if (!(error instanceof Error)) return []
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const inner = error instanceof AggregateError ? error.errors.flatMap(errorsOf) : []
  return [{ code, message: error.message }, ...inner, ...errorsOf(error.cause)]
}
