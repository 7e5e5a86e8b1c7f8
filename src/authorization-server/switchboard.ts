import { type Fault, replacementsOf } from './faults/fault.ts'
import type { FaultName } from './faults/index.ts'
import { faults } from './faults/index.ts'
import type { Replacements, TableName, Tables } from './tables.ts'
import { withReplacements } from './tables.ts'
import type { Call, Steps } from './world.ts'

/** Which faults are on, and so which steps a request takes. */
export interface Switchboard {
  readonly names: readonly FaultName[]
  readonly tables: Tables
  set(names: readonly FaultName[]): void
  next(names: readonly FaultName[]): void
}

export function switchboard(initial: readonly FaultName[]): Switchboard {
  let names: readonly FaultName[] = []
  let tables: Tables
  const set = (wanted: readonly FaultName[]): void => {
    tables = withReplacements(wanted.map(known))
    names = [...wanted]
  }
  set(initial)
  return {
    set,
    get names() {
      return names
    },
    get tables() {
      return tables
    },
    next: (wanted) => {
      tables = withReplacements([...names.map(known), ...wanted.map((name) => forOneCall(known(name), tables))])
    },
  }
}

function known(name: FaultName): Fault {
  if (!Object.hasOwn(faults, name)) throw new Error(`no fault is called "${name}"; \`faults\` lists them all`)
  return faults[name]
}

/** A fault that the first request to meet it keeps for itself. All others take the steps in force before. */
function forOneCall(fault: Fault, before: Tables): Replacements {
  let owner: Call | undefined
  const limited = (steps: Steps<Call>, table: TableName): Steps<Call> =>
    mapValues(steps, (step, name) => (call) => {
      owner ??= call
      return (owner === call ? step : (before[table] as Steps<Call>)[name]!)(call)
    })
  return mapValues(replacementsOf(fault) as Record<TableName, Steps<Call>>, limited) as Replacements
}

const mapValues = <K extends string, V>(of: Readonly<Record<K, V>>, to: (value: V, key: K) => V): Record<K, V> =>
  Object.fromEntries(Object.entries<V>(of).map(([key, value]) => [key, to(value, key as K)])) as Record<K, V>
