import { type Fault, type FaultName, faults } from '../authorization-server/index.ts'
import type { Entry } from '../scenario/catalog.ts'

/** The faults that a scenario, or one of its rows, says it detects. */
export const faultsOf = ({ detects = [], cases = {} }: Entry['scenario']): FaultName[] => [
  ...new Set([...detects, ...Object.values(cases).flatMap((row) => row.detects ?? [])]),
]

/** The fault of that name, or undefined: names come from command lines too. */
export const findFault = (name: string): Fault | undefined =>
  Object.hasOwn(faults, name) ? (faults as Readonly<Record<string, Fault>>)[name] : undefined

/** Every fault's name. */
export const faultNames = Object.keys(faults) as FaultName[]
