import { discoveryUrls } from '../../config/discover.ts'
import type { ReadTarget } from '../../config/index.ts'
import { type Exchange, header } from '../../http/exchange.ts'
import { Vault } from '../../http/vault.ts'
import { createWire } from '../../http/wire.ts'
import { type Check, notTried, ok, warning } from './check.ts'

const name = 'clock'
const tolerated = 5

/** Where the server is asked first: a document of it that everybody may read, else its token endpoint, which answers a GET somehow. */
export const firstUrl = ({ issuer, discovery, endpoints }: ReadTarget['written']): string | undefined =>
  discovery ?? (endpoints?.token_endpoint || issuer === undefined ? endpoints?.token_endpoint : discoveryUrls(issuer)[0])

/** How far the server's clock is from this machine's, by the Date field of an answer (RFC 9110 6.6.1). */
export async function checkClock(url: string, network: ReadTarget['network']): Promise<Check> {
  const { timeoutMs, ...way } = network
  const wire = createWire({ vault: new Vault(), origins: [new URL(url).origin], ...way, pace: { timeoutMs } })
  try {
    const message = { method: 'GET', url, headers: [], query: [], body: '' }
    return judged(await wire.recorder().send(message, { channel: 'back' }))
  } finally {
    await wire.close()
  }
}

function judged({ response, failure, sentAt, ms }: Exchange): Check {
  if (!response) return notTried(name, `no answer (${failure})`)
  const date = Date.parse(header(response, 'date') ?? '')
  if (Number.isNaN(date)) return notTried(name, 'the answer has no Date')
  const age = Number(header(response, 'age') ?? 0) || 0
  return ofDifference(Math.round((date - sentAt - ms / 2) / 1000) + age)
}

/** `seconds` by which the server is ahead. */
export function ofDifference(seconds: number): Check {
  const apart = Math.abs(seconds)
  if (apart <= tolerated) return ok(name, 'the server and this machine agree, to a few seconds')
  return warning(name, {
    found: `the server's clock is ${apart} seconds ${seconds > 0 ? 'ahead of' : 'behind'} this machine's`,
    why: 'When codes and tokens expire, and whether the times in a JWT are right, is judged by both clocks.',
    fix: ['Set both by NTP.'],
  })
}
