import type { Proof } from '../proof/summary.ts'
import type { Untried } from '../proof/without-browser.ts'
import { several } from '../report/words.ts'
import type { Entry } from '../scenario/catalog.ts'

/** How much a proof was made of: what it says of a whole, it cannot say of a part. */
export interface Extent {
  /** Every scenario there is. */
  allScenarios: boolean
  /** Every fault there is. */
  allFaults: boolean
}

/** What is not proved, a line each. That nobody kills a fault takes all scenarios to say, that nothing proves a row all faults. */
export function openPoints(proof: Proof, entries: readonly Entry[], { allScenarios, allFaults }: Extent): string[] {
  const { survived, falseAlarms, unnamed, unproven } = proof
  return [
    ...entries.flatMap(unfilled),
    ...falseAlarms.map(({ policy, row, outcome, reason }) => `false alarm (${policy}): ${row} is ${outcome}: ${reason}`),
    ...survived.flatMap(({ fault, scenario, cameTo = untried }) =>
      scenario ? [`survived: ${fault} is not killed by ${scenario}, which names it: ${cameTo}${mend.named}`] : [],
    ),
    ...unnamed.map(({ fault, row }) => `unnamed: ${fault} is killed by ${row}, which does not name it${mend.unnamed}`),
    ...(allScenarios ? ofTheWhole(proof) : []),
    ...(allFaults ? unproven.map((row) => `unproven: no fault kills ${row}${mend.unproven}`) : []),
  ]
}

const untried = 'not tried, since it reaches no step that the fault replaces'

/** What to do about each kind. */
const mend = {
  named: '. Do: have the scenario see it, or take it out of `detects`',
  unnamed: ". Do: name it in `detects`, or explain it in the fault's `also`",
  unproven: '. Do: name a fault in `detects` that it finds, and write one where there is none; else leave the row out',
  nobody: '. Do: name it in `detects` of a scenario that sees it; a fault that shows nowhere goes',
}

function ofTheWhole({ survived, stale, alike }: Proof): string[] {
  const nobody = survived.filter(({ scenario }) => scenario === undefined)
  return [
    ...nobody.map(({ fault }) => `survived: nobody kills ${fault}${mend.nobody}`),
    ...stale.map(({ fault, also }) => `stale: ${fault} has ${also} in \`also\`, where nothing kills it that does not name it`),
    ...alike.map((names) => `alike: the same rows kill ${names.join(' and ')}: merge them, or say in \`unlike\` what tells them apart`),
  ]
}

/** The members of a scenario that still hold what `grantproof new` wrote for its author to replace. */
function unfilled({ id, scenario }: Entry): string[] {
  const members = (['title', 'why', 'fix'] as const).filter((name) => /^Say what /.test(scenario[name]))
  return members.length === 0
    ? []
    : [`unfilled: ${members.join(', ')} of ${id} still ${members.length === 1 ? 'has' : 'have'} the words of the template`]
}

/** A proof for a person: of a part of it each row with its killers, then what is open, then the counts. */
export function proofText(proof: Proof, open: readonly string[], { allScenarios, allFaults }: Extent, ms: number): string {
  const { scenarios, rows } = proof
  const counts = [several(scenarios, 'scenario'), several(rows, 'row'), allScenarios ? ofFaults(proof) : ofFaultsMet(proof)]
  const part = allScenarios && allFaults ? [] : killersByRow(proof)
  return `${[...part, ...open, `${counts.join(', ')}, in ${(ms / 1000).toFixed(1)} s`].join('\n')}\n`
}

const ofFaults = ({ faults, killed }: Proof): string => `${several(faults, 'fault')}, ${killed} killed`

/** Most faults that a scenario meets are for others to kill: only one that it names can survive it. */
function ofFaultsMet({ faults, killed, survived }: Proof): string {
  const unkilled = new Set(survived.filter(({ scenario }) => scenario === undefined).map(({ fault }) => fault))
  const lost = new Set(survived.filter(({ fault, cameTo }) => cameTo !== undefined && unkilled.has(fault)).map(({ fault }) => fault)).size
  const others = faults - killed - lost
  const parts = [`${killed} killed`, ...(lost > 0 ? [`${lost} survived`] : []), ...(others > 0 ? [`${others} for other scenarios`] : [])]
  return `${several(faults, 'fault')} met: ${parts.join(', ')}`
}

/** What a proof leaves out, and why. */
export const untriedText = ({ scenarios, faults }: Untried, lack: string): string =>
  `not tried: ${several(scenarios.length, 'scenario')} with a browser and ${several(faults.length, 'fault')} of theirs: ${lack}`

function killersByRow({ matrix }: Proof): string[] {
  const kills = Object.entries(matrix).flatMap(([fault, rows]) => Object.entries(rows).map(([row, kill]) => ({ fault, row, kill })))
  const byRow = [...Map.groupBy(kills, ({ row }) => row)].sort(([a], [b]) => (a < b ? -1 : 1))
  return byRow.flatMap(([row, by]) => [
    row,
    `  killed by: ${by
      .map(({ fault, kill }) => (kill === 'fail' ? fault : `${fault} (${kill})`))
      .sort()
      .join(', ')}`,
  ])
}
