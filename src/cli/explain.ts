import { exitCodes } from '../gate/gate.ts'
import { paper } from '../report/terminal/paper.ts'
import { terminalStyle } from '../report/terminal-style.ts'
import type { Entry } from '../scenario/catalog.ts'
import { catalogue, findRequirement, type RequirementId } from '../spec/index.ts'
import { explainFault, explainRequirement, explainScenario } from './explanations.ts'
import { CliError } from './failure.ts'
import { faultNames, findFault } from './faults-of.ts'
import { loadKnown } from './load-entries.ts'
import { near } from './near.ts'

/** Explains a scenario, a requirement or a fault. Throws a CliError of exit code 3 for a name that is none of them. */
export async function explain(name: string, { config }: { config?: string }): Promise<number> {
  const entries = await loadKnown({ config })
  const { color, width } = terminalStyle(process.stdout, process.env)
  const lines = explanation(name, entries)(paper({ color, width }))
  process.stdout.write(`${lines.join('\n')}\n`)
  return exitCodes.clean
}

function explanation(name: string, entries: readonly Entry[]): ReturnType<typeof explainScenario> {
  const id = name.replace(/^(?:\.\/)?suites\//, '').replace(/\.[jt]s$/, '')
  const entry = entries.find((each) => each.id === id) ?? entries.find(({ scenario }) => scenario.formerly?.includes(id))
  if (entry) return explainScenario(entry)
  if (findRequirement(name)) return explainRequirement(name as RequirementId, entries)
  const fault = findFault(name)
  if (fault) return explainFault(name, fault, entries)
  throw unknown(name, entries)
}

function unknown(name: string, entries: readonly Entry[]): CliError {
  const known = [...entries.map(({ id }) => id), ...Object.keys(catalogue), ...faultNames]
  const suggested = near(name, known)
  return new CliError(exitCodes.nothingSelected, `"${name}" is no scenario, requirement or fault`, [
    ...(suggested.length > 0 ? [`did you mean ${suggested.join(', or ')}?`] : []),
    'grantproof list shows every scenario, grantproof serve --list-faults every fault',
  ])
}
