import type { Exchange } from '../../scenario/contract.ts'
import type { RowResult, SavedEvidence, ScenarioResult } from '../../scenario/result.ts'
import { references } from '../invariants.ts'

/** A stretch of a scenario: a trial or an honest conversation around the trials, with its exchanges. */
export interface Act {
  name: string
  /** The trial that it was; none for an honest conversation. */
  row?: RowResult
  exchanges: Exchange[]
  evidence: SavedEvidence
}

/** What of a scenario has to do with its exchanges. */
export type Recorded = Pick<ScenarioResult, 'rows' | 'controls' | 'exchanges'>

/** Cuts a scenario's exchanges into its acts. They follow each other, and what leads to an exchange that an act rests on belongs to it. */
export function actsOf({ rows, controls, exchanges }: Recorded): Act[] {
  const bounds = [
    ...(controls.before
      ? [{ name: 'The honest request, before', end: lastOf(controls.before.evidence), evidence: controls.before.evidence }]
      : []),
    ...rows.map((row) => ({
      name: row.name === 'whole' ? 'The scenario' : row.name,
      row,
      evidence: row.evidence,
      end: Math.max(lastOf(row.evidence), row.exchange ?? 0),
    })),
  ].filter(({ end }) => end > 0)
  let from = 0
  const acts = bounds
    .toSorted((a, b) => a.end - b.end)
    .map(({ end, ...act }): Act => {
      const own = exchanges.filter(({ n }) => n > from && n <= end)
      from = Math.max(from, end)
      return { ...act, exchanges: own }
    })
  return [
    ...acts,
    {
      name: bounds.length > 0 ? 'The honest request, afterwards' : 'Exchanges',
      exchanges: exchanges.filter(({ n }) => n > from),
      evidence: controls.after?.evidence ?? {},
    },
  ].filter((act) => act.exchanges.length > 0)
}

const lastOf = (evidence: unknown): number => Math.max(0, ...references(evidence))
