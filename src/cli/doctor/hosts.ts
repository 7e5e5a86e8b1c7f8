import type { NoAnswer } from '../../http/failures.ts'
import { addressesOf, handshake, reach } from '../../http/reach.ts'
import { checkCertificate, type Untrusted } from './certificate.ts'
import { type Check, notTried, ok, problem } from './check.ts'
import type { Way } from './way.ts'

/** What is known of a host after its checks. */
export interface Host {
  checks: Check[]
  /** Whether requests to it can come through. */
  reached: boolean
  untrusted?: Untrusted
}

/** Looks at the way to an origin: its name, a connection, its certificate. Each stands on the one before. */
export async function checkHost(origin: string, way: Way): Promise<Host> {
  const name = await checkName(origin, way)
  if (name.state === 'problem') return unreached([name, notTried('connection', 'no address'), ...withoutTls(origin, 'no address')])
  const broken = await reach(origin, way)
  if (broken) return unreached([name, unconnected(origin, broken, way), ...withoutTls(origin, 'no connection')])
  const connected = [name, ok('connection', placeOf(origin))]
  if (!origin.startsWith('https:')) return { checks: connected, reached: true }
  const { check, untrusted } = checkCertificate(placeOf(origin), await handshake(origin, way), way)
  return { checks: [...connected, check], reached: check.state !== 'problem', ...(untrusted && { untrusted }) }
}

const unreached = (checks: Check[]): Host => ({ checks, reached: false })

const withoutTls = (origin: string, missing: string): Check[] => (origin.startsWith('https:') ? [notTried('certificate', missing)] : [])

/** `host:port`, the port written out: keys of `resolve` are. */
export function placeOf(origin: string): string {
  const { hostname, port, protocol } = new URL(origin)
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`
}

async function checkName(origin: string, { resolve, proxy }: Way): Promise<Check> {
  const place = placeOf(origin)
  const given = resolve[place]
  if (given !== undefined) return ok('name', `${place} is ${given} (by resolve)`)
  if (proxy !== undefined) return notTried('name', `the proxy looks up ${new URL(origin).hostname}`)
  return checkAddresses(new URL(origin).hostname.replace(/^\[|\]$/g, ''), `resolve: { "${place}": "address" }`)
}

async function checkAddresses(host: string, remedy: string): Promise<Check> {
  const found = await addressesOf(host)
  if (Array.isArray(found)) return ok('name', found.includes(host) ? `${host} is an address` : `${host} is ${found.join(', ')}`)
  return problem('name', {
    found: `${host} has no address here`,
    why: 'Without one nothing can be sent to it.',
    fix: ['Check its spelling, and whether this machine asks the right name server (a VPN?).', `Or say where it is: ${remedy}.`],
  })
}

function unconnected(origin: string, { failure, detail }: NoAnswer, { resolve }: Way): Check {
  const given = resolve[placeOf(origin)]
  return problem('connection', {
    found: `${placeOf(origin)}${given === undefined ? '' : ` at ${given} (by resolve)`}: ${failure}, ${detail}`,
    why: 'Nothing can be asked of a server that cannot be reached from this machine.',
    fix: [
      'Start the server, and compare its port with the one in the configuration; look for a firewall in between.',
      'If it is somewhere else from here, say where: resolve: { "host:port": "address" }, or proxy.',
    ],
  })
}

/** Looks at the way to the proxy itself; undefined when there is none. */
export async function checkProxy({ proxy, timeoutMs }: Way): Promise<Host | undefined> {
  if (proxy === undefined) return undefined
  const { origin } = new URL(proxy)
  const name = await checkAddresses(new URL(origin).hostname.replace(/^\[|\]$/g, ''), 'the proxy by its address')
  if (name.state === 'problem') return unreached([name, notTried('proxy', 'no address')])
  const broken = await reach(origin, { timeoutMs })
  if (!broken) return { checks: [name, ok('proxy', placeOf(origin))], reached: true }
  const trouble = { why: 'Everything goes through it.', fix: ['Check that it is running, or leave `proxy` out.'] }
  return unreached([name, problem('proxy', { found: `${placeOf(origin)}: ${broken.failure}, ${broken.detail}`, ...trouble })])
}
