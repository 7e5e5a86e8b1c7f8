import type { FetchJson } from '../config/index.ts'
import { header } from '../http/exchange.ts'
import { Vault } from '../http/vault.ts'
import { createWire } from '../http/wire.ts'

/** Discovery's way to the network: the same wire that scenarios use, open to the one origin that is asked. Follows no redirect. */
export const fetchJson: FetchJson = async (url, { tls, proxy, resolve, headers, timeoutMs }) => {
  const vault = new Vault()
  const pace = { concurrency: 1, timeoutMs }
  const origins = [new URL(url).origin]
  const wire = createWire({ vault, origins, tls, ...(proxy !== undefined && { proxy }), resolve, headers, pace })
  try {
    const message = { method: 'GET', url, headers: [['accept', 'application/json']] satisfies [string, string][], query: [], body: '' }
    const { response, failure, detail } = await wire.recorder().send(message, { channel: 'back' })
    if (!response) return { failure: failure ?? 'no answer', ...(detail !== undefined && { detail }) }
    const location = header(response, 'location')
    const json = parsed(vault.open(response.body, 'json'))
    return { status: response.status, ...(json !== undefined && { json }), ...(location !== undefined && { location }) }
  } finally {
    await wire.close()
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
