import type { Policy } from '../policy.ts'
import type { Replacements } from '../tables.ts'
import type { World } from '../world.ts'

/** One way in which the server is wrong: some steps in place of sound ones, and why anyone should look for it. */
export interface Fault extends Replacements {
  /** What the server does wrong, as a sentence. */
  summary: string
  /** Where it was seen: a CVE, an issue, a paper; or `derived` from a sentence of a standard. */
  seen: string
  /** The policies under which it shows. Default: `bcp`. */
  in?: Policy
  /** What falls with it without naming it, each with the reason: a scenario's id, a folder of scenarios, or `*` for whatever sees such an answer. */
  also?: Readonly<Record<string, string>>
  /** Faults that fall to the very same rows, each with what tells the two apart all the same. */
  unlike?: Readonly<Record<string, string>>
}

/** What a fault puts in the place of which steps. */
export function replacementsOf(fault: Fault): Replacements {
  const { summary: _, seen: __, in: ___, also: ____, unlike: _____, ...replacements } = fault
  return replacements
}

/** A step left out. */
export const skip = (): void => {}

/** Something that each server keeps for itself. */
export const perWorld = <V>(make: () => V): ((world: World) => V) => {
  const kept = new WeakMap<World, V>()
  return (world) => {
    if (!kept.has(world)) kept.set(world, make())
    return kept.get(world)!
  }
}
