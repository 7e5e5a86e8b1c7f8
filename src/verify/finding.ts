import type { Mark, MarkFacts } from '../http/exchange.ts'
import type { RequirementId, Severity } from '../spec/index.ts'

/** What of a requirement was violated. `effect`: what must not happen happened; `lack`: what is due did not come, which a server that
 *  fails everybody shows too; `signal`: the right thing came in a wrong form. */
export type Part = 'effect' | 'lack' | 'signal'

/** What evidence means, before any profile grades it. `n` is the exchange it rests on. */
export type Finding = { n?: number } & (
  | { is: 'held'; seen: string }
  | { is: 'violated'; part: Part; expected: string; seen: string; requirement?: RequirementId; severity?: Severity }
  | { is: 'noted'; seen: string }
  | { is: 'undecided'; because: string }
)

/** What a judgement may know of the target beside the evidence. Saved with the run, without secrets. */
export interface Facts {
  issuer: string
  origins: string[]
  metadata: Record<string, unknown>
  jwks: { keys?: Record<string, unknown>[] }
  clockOffsetMs: number
  marks: Record<string, MarkFacts>
  clients: Record<string, { client_id: string; redirect_uris: string[] }>
  declared: { propagationMs: number; codeLifetimeS?: number }
}

export type { Mark, MarkFacts, Severity }
