import { type FaultName, faults } from '../authorization-server/index.ts'
import { changesOf, goldenMatrix, keepMatrix } from '../proof/golden.ts'
import type { Proof } from '../proof/mutation.ts'
import { prove as proveScenarios } from '../proof/prove.ts'
import { loadSuites } from '../scenario/catalog.ts'
import { select } from './select.ts'

/** `grantproof prove`: runs the kill matrix of the selected scenarios and faults. Returns the exit code: 0 when everything is proved. */
export async function prove(selection: string[], options: { json?: boolean; all?: boolean; update?: boolean }): Promise<number> {
  const suites = await loadSuites()
  const named = selection.filter((word): word is FaultName => word in faults)
  const words = selection.filter((word) => !(word in faults))
  const entries = select(suites, words)
  const names = named.length > 0 ? named : (Object.keys(faults) as FaultName[])
  const started = performance.now()
  const proof = await proveScenarios(entries, names, { all: options.all ?? false, onFault: progress(names.length) })
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  const partial = entries.length < suites.length || named.length > 0
  if (options.update && !partial) keepMatrix(proof.matrix)
  const known = partial ? undefined : goldenMatrix()
  const open = [...openPoints(proof, partial), ...(known ? changesOf(proof.matrix, known) : [])]
  process.stdout.write(options.json ? `${JSON.stringify(proof, null, 2)}\n` : rendered(proof, open, performance.now() - started))
  return open.length === 0 ? 0 : 1
}

const progress = (total: number) => (name: string, done: number) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${done} of ${total} faults: ${name}`)
}

/** What is not proved, a line each. Of a part of the scenarios or faults only false alarms and vain claims can be said. */
function openPoints({ survived, falseAlarms, unnamed, unproven }: Proof, partial: boolean): string[] {
  const alarms = falseAlarms.map(({ policy, row, outcome, reason }) => `false alarm (${policy}): ${row} is ${outcome}: ${reason}`)
  const vain = survived.flatMap(({ fault, scenario }) =>
    scenario ? [`survived: ${fault} is not killed by ${scenario}, which names it`] : partial ? [] : [`survived: nobody kills ${fault}`],
  )
  if (partial) return [...alarms, ...vain]
  const unknown = unnamed.map(({ fault, row }) => `unnamed: ${fault} is killed by ${row}, which does not name it`)
  return [...alarms, ...vain, ...unknown, ...unproven.map((row) => `unproven: no fault kills ${row}`)]
}

function rendered(proof: Proof, open: readonly string[], ms: number): string {
  const { scenarios, rows, faults: count, killed } = proof
  const counts = `${scenarios} scenarios, ${rows} rows, ${count} faults, ${killed} killed, in ${(ms / 1000).toFixed(1)} s`
  return `${[...open, counts].join('\n')}\n`
}
