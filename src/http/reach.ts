import { X509Certificate } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { isIP, type Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { buildConnector } from 'undici'
import { type ConnectionOptions, createConnector } from './connections.ts'
import { destinationOf } from './destination.ts'
import { type NoAnswer, noAnswer } from './failures.ts'

/** A certificate as a server sent it. Its texts are the server's own. */
export interface Certificate {
  subject: string
  issuer: string
  /** SHA-256, in pairs of hexadecimal digits. */
  fingerprint: string
  validFrom: Date
  validTo: Date
  /** The names that it is for. */
  names: string
  selfSigned: boolean
  pem: string
}

/** What a TLS handshake showed. */
export interface Handshake {
  protocol: string
  /** The server's own certificate, and those that it sent or that are known here above it. */
  chain: Certificate[]
  /** Why the chain is not trusted; `code` as Node names it. */
  untrusted?: NoAnswer & { code: string }
}

/** The addresses of a host name, as this machine finds them. */
export async function addressesOf(host: string): Promise<string[] | NoAnswer> {
  if (isIP(host) !== 0) return [host]
  return lookup(host, { all: true }).then((found) => found.map(({ address }) => address), noAnswer)
}

/** Whether a connection to a URL's host and port comes about, the way that requests go. Nothing is sent on it. */
export async function reach(url: string, options: ConnectionOptions): Promise<NoAnswer | undefined> {
  const socket = await connected(url, 'http:', options)
  if (!('destroy' in socket)) return socket
  socket.destroy()
  return undefined
}

/** The TLS handshake with a URL's host, whoever answers: nothing is sent, and trust is told instead of demanded. */
export async function handshake(url: string, options: ConnectionOptions): Promise<Handshake | NoAnswer> {
  const socket = await connected(url, 'https:', { ...options, tls: { ...options.tls, insecure: true } })
  if (!(socket instanceof TLSSocket)) return 'destroy' in socket ? noAnswer(new Error('no TLS')) : socket
  const { authorized, authorizationError } = socket
  const shown = { protocol: socket.getProtocol() ?? 'TLS', chain: chainOf(socket) }
  socket.destroy()
  if (authorized) return shown
  const code = codeOf(authorizationError)
  return { ...shown, untrusted: { ...noAnswer(Object.assign(new Error(code), { code })), code } }
}

async function connected(url: string, protocol: 'http:' | 'https:', options: ConnectionOptions): Promise<Socket | NoAnswer> {
  const destination = destinationOf(url)
  if (typeof destination === 'string') return { failure: 'not_allowed', detail: destination }
  const { hostname, port } = destination
  const host = new URL(url).host
  const { connect, destroy } = createConnector(options)
  const target: buildConnector.Options = { protocol, hostname, host, port: String(port) }
  try {
    return await new Promise<Socket | NoAnswer>((resolve) => connect(target, (error, socket) => resolve(socket ?? noAnswer(error))))
  } finally {
    void destroy()
  }
}

/** Node's types promise an Error; what it gives is the code alone, or for a foreign host name an Error with one. */
const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? error)

/** Node links the certificates; one that issued itself ends the chain. */
function chainOf(socket: TLSSocket): Certificate[] {
  const chain: Certificate[] = []
  for (let next = socket.getPeerX509Certificate(); next && chain.length < 10; next = next.issuerCertificate) {
    const certificate = certificateOf(next)
    if (chain.some(({ fingerprint }) => fingerprint === certificate.fingerprint)) break
    chain.push(certificate)
  }
  return chain
}

/** Reads a certificate. */
export function certificateOf(written: X509Certificate | string): Certificate {
  const x509 = typeof written === 'string' ? new X509Certificate(written) : written
  const { subject, issuer, fingerprint256, validFrom, validTo, subjectAltName } = x509
  return {
    subject: oneLine(subject),
    issuer: oneLine(issuer),
    fingerprint: fingerprint256,
    validFrom: new Date(validFrom),
    validTo: new Date(validTo),
    names: subjectAltName ?? '',
    selfSigned: x509.checkIssued(x509),
    pem: String(x509),
  }
}

const oneLine = (name: string | undefined): string => (name ?? '').split('\n').join(', ')
