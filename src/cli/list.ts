import { exitCodes } from '../gate/gate.ts'
import { paper } from '../report/terminal/paper.ts'
import { terminalStyle } from '../report/terminal-style.ts'
import { several } from '../report/words.ts'
import type { Entry } from '../scenario/catalog.ts'
import { casesOf } from '../scenario/judge.ts'
import { catalogue } from '../spec/index.ts'
import { faultsOf } from './faults-of.ts'
import { loadKnown } from './load-entries.ts'
import { requirementsOf, select } from './select.ts'
import { printJson } from './show-run.ts'

/** Lists scenarios, one a line, or as JSON. Contacts nobody. */
export async function list(selection: string[], { config, json }: { config?: string; json?: boolean }): Promise<number> {
  const entries = select(await loadKnown({ config }), selection)
  if (json) printJson(entries.map(listed))
  else process.stdout.write(table(entries))
  return exitCodes.clean
}

function listed({ id, scenario }: Entry): Record<string, unknown> {
  const { title, requirements, needs, tries = [], formerly = [] } = scenario
  return {
    id,
    title,
    severity: catalogue[requirements[0]].severity,
    requirements: requirementsOf(scenario),
    rows: Object.keys(casesOf(scenario)),
    needs,
    tries,
    detects: faultsOf(scenario),
    formerly,
  }
}

function table(entries: readonly Entry[]): string {
  const { paint } = paper(terminalStyle(process.stdout, process.env))
  const width = Math.max(...entries.map(({ id }) => id.length))
  const rows = entries.reduce((sum, { scenario }) => sum + Object.keys(casesOf(scenario)).length, 0)
  const lines = entries.map(({ id, scenario }) => `${id.padEnd(width)}  ${paint.dim(scenario.title)}`)
  return `${lines.join('\n')}\n\n${several(entries.length, 'scenario')}, ${several(rows, 'row')}\n`
}
