import { Parameters } from './parameters.ts'
import type { Call } from './world.ts'

/** One request as the journal keeps it: what may not be shown is masked. */
export interface JournalEntry {
  at: number
  method: string
  path: string
  status: number
  parameters: [name: string, value: string][]
}

export interface Journal {
  readonly entries: readonly JournalEntry[]
  clear(): void
}

const secret = new Set([
  'access_token',
  'client_secret',
  'code',
  'code_verifier',
  'csrf',
  'interaction',
  'password',
  'refresh_token',
  'token',
])

/** The parameters of query and body, in this order. A body that is no form is left out. */
export function journalled(call: Call, status: number): JournalEntry {
  const parameters = [call.query, call.body.toString('utf8')].flatMap((text): [string, string][] => {
    try {
      return Parameters.parse(text).pairs.map(([name, value]) => [name, secret.has(name) && value !== '' ? '(hidden)' : value])
    } catch {
      return []
    }
  })
  return { at: call.world.clock.now(), method: call.method, path: call.path, status, parameters }
}
