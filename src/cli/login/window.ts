import { createHash, X509Certificate } from 'node:crypto'
import { exitCodes } from '../../gate/gate.ts'
import { handshake } from '../../http/reach.ts'
import type { Target } from '../../target/target.ts'
import type { Starting } from '../../user-agent/browser/launch.ts'
import { CliError } from '../failure.ts'

/** How a person's window is started, so that it reaches what the wire reaches: by the same proxy, addresses and authorities. */
export async function startingFor({ origins, tls, resolve, proxy, browser, pace }: Target): Promise<Starting> {
  const rules = Object.entries(resolve).map(([place, address]) => `MAP ${place} ${address}`)
  const secured = origins.filter((origin) => origin.startsWith('https:'))
  const network = { tls, resolve, timeoutMs: pace.timeoutMs, ...(proxy !== undefined && { proxy }) }
  const own = tls.ca !== undefined && !tls.insecure && browser?.connect === undefined
  const keys = own ? await Promise.all(secured.map((origin) => keyOf(origin, network))) : []
  return {
    headless: false,
    args: [
      ...(rules.length > 0 ? [`--host-resolver-rules=${rules.join(',')}`] : []),
      ...(keys.length > 0 ? [`--ignore-certificate-errors-spki-list=${[...new Set(keys)].join(',')}`] : []),
    ],
    ...(proxy !== undefined && { proxy: proxyOf(proxy) }),
  }
}

/** Chromium knows nothing of `tls.ca`: it is told the keys of certificates that were checked by it a moment ago. */
async function keyOf(origin: string, network: Parameters<typeof handshake>[1]): Promise<string> {
  const shown = await handshake(origin, network)
  const leaf = 'chain' in shown && !shown.untrusted ? shown.chain[0] : undefined
  if (!leaf)
    throw new CliError(exitCodes.notReady, `${origin} shows no certificate that tls.ca vouches for`, [
      'grantproof doctor says what it shows',
    ])
  const key = new X509Certificate(leaf.pem).publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(key).digest('base64')
}

function proxyOf(url: string): NonNullable<Starting['proxy']> {
  const { origin, username, password } = new URL(url)
  return { server: origin, ...(username !== '' && { username: decodeURIComponent(username), password: decodeURIComponent(password) }) }
}

/** Without a display there is no window; what then can be done takes another machine. */
export function needsDisplay({ browser }: Target, file: string): void {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  if (browser?.connect !== undefined || process.platform === 'darwin' || process.platform === 'win32' || DISPLAY || WAYLAND_DISPLAY) return
  throw new CliError(exitCodes.usage, 'there is no display on which a window could open', [
    'set DISPLAY, where this machine has a desktop or ssh -X brings one',
    "or name a browser that runs elsewhere, browser: { connect: 'http://127.0.0.1:9222' }: chromium --remote-debugging-port=9222 on a machine with a display, forwarded here by ssh -R 9222:127.0.0.1:9222",
    `or type the same on a machine with a display, and copy the file that it names to ${file}`,
  ])
}
