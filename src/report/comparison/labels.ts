import { minuteOf } from '../headline.ts'
import type { PlacedRun } from './placed.ts'

/** What may tell two runs of one target apart, in the order in which people would say it. */
const traits: readonly ((one: PlacedRun) => string)[] = [
  ({ run }) => run.profile,
  ({ run }) => run.startedAt.slice(0, 10),
  ({ run }) => minuteOf(run.startedAt),
  ({ run }) => run.startedAt,
  ({ run }) => `${run.profile}, ${minuteOf(run.startedAt)}`,
  ({ run }) => `${run.tool.name} ${run.tool.version}`,
  ({ run }) => run.target.issuer,
]
const lastResort = ({ file }: PlacedRun): string => file

/** A name for each run that no other one has: what somebody called it, the target's, and for several of one target what tells all of them apart. */
export function labelsOf(runs: readonly PlacedRun[]): string[] {
  const groups = Map.groupBy(runs, ({ run }) => run.target.name)
  return runs.map((one) => {
    if (one.label !== undefined) return one.label
    const { name } = one.run.target
    const namesakes = groups.get(name)!
    if (namesakes.length === 1) return name
    const telling = traits.find((trait) => new Set(namesakes.map(trait)).size === namesakes.length) ?? lastResort
    return `${name}, ${telling(one)}`
  })
}
