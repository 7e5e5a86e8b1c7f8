import type { FaultName } from '../authorization-server/index.ts'
import { faults } from '../authorization-server/index.ts'
import type { Entry } from '../scenario/catalog.ts'
import type { Known } from './golden.ts'
import { type Matrix, needsBrowser } from './mutation.ts'
import { claimsOf, isOf } from './summary.ts'

/** What cannot be tried on a machine without a browser: scenarios that need one, and faults that have to do with them. */
export interface Untried {
  scenarios: readonly Entry[]
  faults: readonly FaultName[]
}

/** Of all scenarios there are, those that need a browser and the faults that they or their `also` name. */
export function untriedWithoutBrowser(entries: readonly Entry[]): Untried {
  const scenarios = entries.filter(needsBrowser)
  const named = new Set(scenarios.flatMap(claimsOf).flatMap((claim) => claim.faults))
  const speaks = (name: FaultName) => Object.keys(faults[name].also ?? {}).some((one) => scenarios.some(({ id }) => id === one))
  return { scenarios, faults: (Object.keys(faults) as FaultName[]).filter((name) => named.has(name) || speaks(name)) }
}

/** A known matrix without what was not tried. */
export const knownBut = ({ matrix }: Known, untried: Untried): Matrix =>
  Object.fromEntries(
    Object.entries(matrix)
      .filter(([fault]) => !untried.faults.includes(fault as FaultName))
      .map(([fault, kills]) => [fault, withoutRows(kills, untried)]),
  )

const withoutRows = (kills: Matrix[string], { scenarios }: Untried): Matrix[string] =>
  Object.fromEntries(Object.entries(kills).filter(([row]) => !scenarios.some(({ id }) => isOf(row, id))))
