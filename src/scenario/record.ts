import type { Exchange } from '../http/exchange.ts'
import type { Ended, SavedEvidence } from './result.ts'

/** One act as it went, unjudged. `steps` names what it brought home, so that a step that got lost is noticed. */
export interface ActRecord {
  evidence: SavedEvidence
  steps: readonly string[]
  ended: Ended
}

/** All that a verdict rests on: what a run records and what `judge` reads back. */
export interface ScenarioRecord {
  id: string
  /** By case name; `whole` for a scenario without cases. */
  rows: Readonly<Record<string, ActRecord>>
  /** With cases: the twin before and after the rows. Without: the closing honest conversation as `after`. */
  controls: { before?: ActRecord; after?: ActRecord }
  exchanges: readonly Exchange[]
  durationMs: number
  /** SHA-256 of the scenario's file. */
  source: string
  /** Set where that file is not the scenario that judges it: what fits no longer is nobody's fault. */
  rewritten?: true
}

/** The name of the only row of a scenario without cases. */
export const whole = 'whole'
