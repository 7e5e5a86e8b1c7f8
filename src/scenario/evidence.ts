import type { Exchange } from '../http/exchange.ts'
import type { Evidence } from './contract.ts'
import type { SavedEvidence } from './result.ts'

/** Evidence as it is saved: each exchange is replaced by `{ "$exchange": n }`. */
export const saved = (evidence: Evidence): SavedEvidence =>
  replaceDeep(evidence, (value) => (isExchange(value) ? { $exchange: value.n } : undefined)) as SavedEvidence

/** Evidence as verify reads it. A reference to an exchange that is not there becomes undefined, which proves nothing. */
export function loaded(evidence: SavedEvidence, exchanges: readonly Exchange[]): Evidence {
  const byNumber = new Map(exchanges.map((exchange) => [exchange.n, exchange]))
  return replaceDeep(evidence, (value) => (isReference(value) ? { found: byNumber.get(value.$exchange) } : undefined), true) as Evidence
}

/** The numbers of the exchanges that saved evidence refers to. */
export function referencesIn(evidence: unknown): number[] {
  const found = new Set<number>()
  visit(evidence, (one) => {
    if (isReference(one)) found.add(one.$exchange)
    return true
  })
  return [...found]
}

/** Every exchange that evidence rests on, in the order of its numbers. */
export function exchangesIn(value: unknown): Exchange[] {
  const found = new Map<number, Exchange>()
  visit(value, (one) => {
    if (!isExchange(one)) return true
    found.set(one.n, one)
    return false
  })
  return [...found.values()].sort((a, b) => a.n - b.n)
}

function visit(value: unknown, deeper: (value: object) => boolean): void {
  if (typeof value !== 'object' || value === null || !deeper(value)) return
  for (const inner of Object.values(value)) visit(inner, deeper)
}

function replaceDeep(value: unknown, replace: (value: object) => object | undefined, unwrap = false): unknown {
  if (typeof value !== 'object' || value === null) return value
  const replaced = replace(value)
  if (replaced) return unwrap ? (replaced as { found?: unknown }).found : replaced
  if (Array.isArray(value)) return value.map((inner) => replaceDeep(inner, replace, unwrap))
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(entries.map(([key, inner]) => [key, replaceDeep(inner, replace, unwrap)]))
}

const isExchange = (value: object): value is Exchange => 'n' in value && 'channel' in value && 'request' in value
const isReference = (value: object): value is { $exchange: number } => '$exchange' in value && typeof value.$exchange === 'number'
