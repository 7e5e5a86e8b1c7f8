import { type Verdict, verdictOf } from '../html/verdict.ts'
import type { Run } from '../run.ts'
import { type ProfileShares, sharesOf } from '../shares.ts'
import { labelsOf } from './labels.ts'
import type { PlacedRun } from './placed.ts'

/** One of the runs that are compared: whom it judged, by what, and how far it came. */
export interface Column
  extends Pick<Run, 'target' | 'profile' | 'startedAt' | 'tool' | 'complete' | 'selection' | 'summary' | 'warnings' | 'evidence'> {
  /** What no other of the runs is called. */
  label: string
  /** The way to its own page. */
  page?: string
  verdict: Verdict
  /** Why nothing was judged at all. */
  noFlow?: string
  /** Scenarios that came to a verdict: pass, warn or fail. */
  graded: number
  shares: ProfileShares[]
}

/** The head of each run. */
export function columnsOf(runs: readonly PlacedRun[]): Column[] {
  const labels = labelsOf(runs)
  return runs.map((one, i) => column(one, labels[i]!))
}

function column({ run, page }: PlacedRun, label: string): Column {
  const { target, profile, startedAt, tool, complete, selection, summary, warnings, evidence, noFlow } = run
  return {
    label,
    ...(page !== undefined && { page }),
    target,
    profile,
    startedAt,
    tool,
    complete,
    selection,
    ...(evidence && { evidence }),
    ...(noFlow && { noFlow: noFlow.reason }),
    warnings,
    verdict: verdictOf(run),
    graded: summary.pass + summary.warn + summary.fail,
    summary,
    shares: sharesOf(run),
  }
}
