import type { Socket } from 'node:net'
import { getCACertificates } from 'node:tls'
import { Agent, buildConnector, type Dispatcher, Pool } from 'undici'
import { ProxyRefused } from './failures.ts'

/** How connections to a target are made. */
export interface ConnectionOptions {
  /** `ca`: PEM, trusted beside the usual authorities. */
  tls?: { ca?: string; insecure?: boolean }
  /** `http://user:password@host:port`; every connection is a tunnel through it (RFC 9110 9.3.6). */
  proxy?: string | undefined
  /** `host:port` → `address` or `address:port`, in place of a DNS query. */
  resolve?: Readonly<Record<string, string>>
  timeoutMs: number
}

export const maxHeaderBytes = 64 * 1024

/** Connections of one run. */
export interface Connections {
  dispatcher: Dispatcher
  /** Ends them all at once. */
  destroy(): Promise<void>
}

/** Makes connections: HTTP/1.1, one request at a time on each, as many as are needed. */
export function createConnections(options: ConnectionOptions): Connections {
  const { connect, destroy } = createConnector(options)
  const limits = {
    pipelining: 1,
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 2_000,
    keepAliveMaxTimeout: 2_000,
  }
  const dispatcher = new Agent({ ...limits, allowH2: false, connect })
  return { dispatcher, destroy: async () => void (await Promise.all([dispatcher.destroy(), destroy()])) }
}

/** The way of a single connection: by `resolve` and `proxy`, with TLS that speaks to the host. */
export function createConnector(options: ConnectionOptions): { connect: buildConnector.connector; destroy(): Promise<void> } {
  const { tls = {}, resolve = {}, timeoutMs } = options
  const connect = buildConnector({
    allowH2: false,
    timeout: timeoutMs,
    rejectUnauthorized: tls.insecure !== true,
    ...(tls.ca === undefined ? {} : { ca: [...getCACertificates('default'), tls.ca] }),
  })
  const proxy = options.proxy === undefined ? undefined : new URL(options.proxy)
  const pool = proxy && new Pool(proxy.origin, { allowH2: false, connect: { allowH2: false, timeout: timeoutMs } })
  const way = pool && proxy ? tunnelled(connect, pool, authorization(proxy), timeoutMs) : connect
  return { connect: (target, callback) => way(redirected(target, resolve), callback), destroy: async () => void (await pool?.destroy()) }
}

type Target = buildConnector.Options

/** The address that the configuration gives for a host, with TLS still speaking to the host. */
function redirected(target: Target, resolve: Readonly<Record<string, string>>): Target {
  const host = target.hostname.replace(/^\[|\]$/g, '')
  const port = target.port || (target.protocol === 'https:' ? '443' : '80')
  const address = resolve[`${host}:${port}`] ?? resolve[`[${host}]:${port}`]
  if (address === undefined) return target
  const [, name = address, otherPort] = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(address) ?? []
  return { ...target, hostname: name.replace(/^\[|\]$/g, ''), port: otherPort ?? port, servername: target.servername || host }
}

/** Credentials for a proxy, from its URL. */
function authorization({ username, password }: URL): Record<string, string> {
  if (username === '') return {}
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')
  return { 'proxy-authorization': `Basic ${credentials}` }
}

function tunnelled(
  connect: buildConnector.connector,
  pool: Pool,
  headers: Record<string, string>,
  timeoutMs: number,
): buildConnector.connector {
  return async (target, callback) => {
    const { hostname, port, protocol } = target
    const name = hostname.replace(/^\[|\]$/g, '')
    const host = `${name.includes(':') ? `[${name}]` : name}:${port || (protocol === 'https:' ? '443' : '80')}`
    try {
      const { socket, statusCode } = await pool.connect({
        path: host,
        headers: { ...headers, host },
        signal: AbortSignal.timeout(timeoutMs),
      })
      if (statusCode !== 200) {
        socket.on('error', () => {}).destroy()
        throw new Error(`it answered ${statusCode}`)
      }
      if (protocol === 'https:') connect({ ...target, httpSocket: socket as Socket }, callback)
      else callback(null, socket as Socket)
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : 'it did not answer'
      callback(
        new ProxyRefused(`the proxy gave no connection to ${host}: ${why}; is it running, and are its URL, user and rules right?`, {
          cause,
        }),
        null,
      )
    }
  }
}
