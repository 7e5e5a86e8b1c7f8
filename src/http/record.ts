import type { Headers } from './exchange.ts'
import { secretsIn, secretsInHeader } from './learn.ts'
import { spansOf } from './message.ts'
import type { OpenResponse } from './transport.ts'
import type { Vault } from './vault.ts'

/** A response as it is recorded. All its secrets are learnt before any part of it is closed, since one part may repeat another's. */
export function closeResponse(response: OpenResponse, vault: Vault): OpenResponse {
  const how = vault.reading
  const fields = response.headers.map(([name, value]) => ({ name, value, spans: spansOf(secretsInHeader(name, value, how), vault) }))
  const bodySpans = spansOf(secretsIn(response.body, { ...how, pairs: isForm(response.headers) }), vault)
  const cut = response.cut === true
  const headers = fields.map(({ name, value, spans }): [string, string] => [
    vault.close(name),
    vault.close(value, { spans, url: name.toLowerCase() === 'location' }),
  ])
  return { status: response.status, headers, body: vault.close(response.body, { spans: bodySpans, cut }), ...(cut ? { cut } : {}) }
}

const isForm = (headers: Headers): boolean =>
  headers.some(([name, value]) => name.toLowerCase() === 'content-type' && /^application\/x-www-form-urlencoded\b/i.test(value))
