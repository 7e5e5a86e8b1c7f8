import type { Exchange, Facts, Finding, Outcome, RequirementId, Severity } from './contract.ts'

/** Evidence as it is saved: an exchange is `{ "$exchange": n }`, its place in the scenario's `exchanges`. */
export type SavedEvidence = Readonly<Record<string, unknown>>

/** How an act ended: `done`, or by skip, block or an error. */
export type Ended =
  | { how: 'done' }
  | { how: 'skip'; reason: string; provide: string }
  | { how: 'block'; reason: string }
  | { how: 'error'; reason: string }

/** One honest run: the twin of the cases, or the closing conversation. */
export interface ControlRun {
  held: boolean
  evidence: SavedEvidence
  steps: readonly string[]
  ended: Ended
  reason?: string
}

/** What came of one row: its outcome, and all that the outcome rests on. */
export interface RowResult {
  /** The case's name; `whole` for a scenario without cases. */
  name: string
  /** What its findings mean unless they say otherwise, where that is not the scenario's first requirement. */
  requirement?: RequirementId
  /** How grave what was found in it is, for a fail or warn; otherwise how grave it would be, where the scenario says so of this row. */
  severity?: Severity
  outcome: Outcome
  /** One sentence: what was seen, what is missing, or why there is no verdict. */
  reason: string
  /** For a skip: how to provide what is missing. */
  provide?: string
  /** For a fail or warn. */
  expected?: string
  seen?: string
  /** The exchange that the outcome rests on. */
  exchange?: number
  /** A finding that the baseline of this run does not have. */
  new?: true
  /** The waiver that lets a gate overlook this finding: its place in the run's `waivers`. */
  waived?: number
  /** Whether the honest steps worked around this row. */
  control: boolean
  findings: readonly Finding[]
  evidence: SavedEvidence
  /** The names of the steps that the act brought home, so that a lost one is noticed. */
  steps: readonly string[]
  ended: Ended
}

/** What came of one scenario, as it stands in `run.json`. */
export interface ScenarioResult {
  id: string
  title: string
  /** The harm when it does not hold, and what to do: the scenario's own words. */
  why: string
  fix: string
  severity: Severity
  outcome: Outcome
  reason: string
  requirements: { id: string; document: string; section: string; level: string; url: string }[]
  rows: RowResult[]
  /** How many rows ended in each outcome. */
  counts: Partial<Record<Outcome, number>>
  /** With cases: the unchanged request before and after the rows; without: the closing honest conversation. */
  controls: { before?: ControlRun; after?: ControlRun }
  durationMs: number
  exchanges: Exchange[]
  /** SHA-256 of the scenario's file, so that `judge` can say where it differs. */
  source: string
}

/** What the engine tells while it runs. A scenario starts when its turn has come; one that waits lets others use its lane meanwhile. */
export type Progress =
  | { is: 'started'; id: string }
  | { is: 'waits'; id: string; seconds: number }
  | { is: 'finished'; result: ScenarioResult; done: number; total: number }
  | { is: 'flow'; ok: boolean; reason?: string; clockOffsetMs?: number; warnings?: readonly string[] }

/** What a run brings home: results in the order of their ids, or the reason why nothing was judged. */
export interface RunOutput {
  results: ScenarioResult[]
  facts: Facts
  /** Set when the first honest flow failed: nothing was judged. */
  noFlow?: { reason: string; exchanges: Exchange[] }
  requests: number
}
