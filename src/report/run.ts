import type { Exchange } from '../http/exchange.ts'
import type { Outcome, Severity } from '../scenario/contract.ts'
import type { ScenarioResult } from '../scenario/result.ts'
import type { ProfileName } from '../spec/profiles.ts'
import type { Facts } from '../verify/finding.ts'

/** A count for each outcome, zeros included. */
export type Counts = Record<Outcome, number>

/** What stops a build: `new` is a failure that the baseline does not have. */
export const stops = ['fail', 'warn', 'new'] as const

/** By what a build is decided. */
export interface GateOptions {
  /** `warn`: a SHOULD that is not followed stops the build too; `new`: only what the baseline does not have does. */
  failOn: (typeof stops)[number]
  /** The least severity of what is found in a row that stops a build. Default `info`: any. */
  severity?: Severity
  /** Lets scenarios pass that came to no verdict. Errors of the harness itself never pass. */
  allowBlocked: boolean
  /** How many of a hundred selected scenarios must be graded: pass, fail or warn. */
  coverage?: number
  /** A waiver that waives nothing stops the build too. */
  strictWaivers?: boolean
}

/** How a build is to be decided, and why: `exitCode` is the process's. */
export interface GateResult extends GateOptions {
  met: boolean
  exitCode: number
  why: string[]
}

/** Somebody's word that a finding is known, and until when it is overlooked. Globs as in a selection. */
export interface Waiver {
  scenario?: string
  requirement?: string
  row?: string
  target?: string
  /** What is expected to be found. */
  expect: 'fail' | 'warn'
  reason: string
  owner: string
  ticket?: string
  /** Days, as 2026-11-23. The last day on which it holds is `expires`. */
  created: string
  expires: string
}

/** What came of a waiver in a run: `idle` selects rows that were judged, and none is as expected; of what an `open` one selects, not all came to a verdict;
 *  `unused` selects nothing. */
export interface AppliedWaiver extends Waiver {
  state: 'used' | 'expired' | 'idle' | 'open' | 'unused'
  /** How many findings it covers, or would if it had not expired. */
  findings: number
  /** What is to be done about it; among the run's warnings too. */
  remark?: string
}

/** One run against one target: all that reports show and `judge` needs, without a secret. Every report is a function of it. */
export interface Run {
  schemaVersion: 1
  tool: { name: string; version: string }
  target: { name: string; issuer: string; embedded: boolean }
  /** The configuration's file, relative to where the run was started; absent where it is elsewhere or there was none. */
  configuration?: string
  profile: ProfileName
  /** ISO 8601, UTC. */
  startedAt: string
  finishedAt?: string
  durationMs: number
  /** False while it runs, and for ever when it was killed or interrupted. */
  complete: boolean
  /** Sentences that every report shows, but for a badge. */
  warnings: string[]
  /** What was asked for (nothing: everything), and how many scenarios that is. */
  selection: { asked: string[]; scenarios: number }
  requests: number
  summary: Counts & { rows: Counts }
  gate?: GateResult
  /** The earlier run whose findings are not new. */
  baseline?: {
    /** Its name; absent where an older grantproof wrote the run. */
    target?: string
    startedAt: string
    profile: ProfileName
    tool: { name: string; version: string }
    /** What it did not judge; among the run's warnings too. */
    remark?: string
  }
  /** Set where nothing was kept but findings. */
  evidence?: 'none'
  /** Those for this target, in the order of their file. */
  waivers?: AppliedWaiver[]
  /** The first honest flow failed: nothing was judged. */
  noFlow?: { reason: string; exchanges: Exchange[] }
  facts: Facts
  /** Sorted by id. */
  results: ScenarioResult[]
}

/** No scenario in any outcome. */
export const noCounts = (): Counts => ({ pass: 0, fail: 0, warn: 0, info: 0, skip: 0, blocked: 0, error: 0 })

/** Counts scenarios and their rows by outcome. */
export function summarise(results: readonly Pick<ScenarioResult, 'outcome' | 'rows'>[]): Run['summary'] {
  const summary = { ...noCounts(), rows: noCounts() }
  for (const { outcome, rows } of results) {
    summary[outcome]++
    for (const row of rows) summary.rows[row.outcome]++
  }
  return summary
}
