import { BlockList, isIP } from 'node:net'

const inside = new BlockList()
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  inside.addSubnet(address, prefix, 'ipv4')
}
for (const [address, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  inside.addSubnet(address, prefix, 'ipv6')
}

/** Whether a URL's host is written as an address inside a machine or a network (RFC 6890), or as a name of this machine. */
export function isInsideHost(url: string): boolean {
  const host = hostOf(url)
  const family = isIP(host)
  return isLocalhost(host) || (family !== 0 && inside.check(host, family === 6 ? 'ipv6' : 'ipv4'))
}

/** Whether a URL's host is this machine: a loopback address, or localhost and what is below it (RFC 6761 6.3). */
export function isLoopback(url: string): boolean {
  const host = hostOf(url)
  return isLocalhost(host) || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

const hostOf = (url: string): string => (URL.parse(url)?.hostname ?? '').replace(/^\[(.*)\]$/, '$1')
const isLocalhost = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost')
