import type { Headers } from '../../http/exchange.ts'
import { closeResponse } from '../../http/record.ts'
import type { Vault } from '../../http/vault.ts'

/** A URL that a page made, closed like one that a server sent: its code and tokens become marks. */
export const closedUrl = (vault: Vault, url: string): string =>
  closeResponse({ status: 302, headers: [['location', url]], body: '' }, vault).headers[0]![1]

/** A text that a page made, closed like the body of a response of that type. */
export const closedText = (vault: Vault, text: string, type: string): string =>
  closeResponse({ status: 200, headers: [['content-type', type]], body: text }, vault).body

/** Header fields that a page made, without those that belong to the connection or to the harness. */
export const closedHeaders = (vault: Vault, headers: Headers): Headers =>
  headers
    .filter(([name]) => !/^(:.*|host|connection|content-length|accept-encoding|cookie|user-agent|sec-ch-ua.*|te|priority)$/i.test(name))
    .map(([name, value]) => [name, vault.close(value, { url: name.toLowerCase() === 'referer' })])
