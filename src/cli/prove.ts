import { extname } from 'node:path'
import type { FaultName } from '../authorization-server/index.ts'
import { changesOf, goldenMatrix, keepMatrix } from '../proof/golden.ts'
import { prove as proveScenarios } from '../proof/prove.ts'
import type { Proof } from '../proof/summary.ts'
import { type Entry, loadSuites } from '../scenario/catalog.ts'
import { faultNames, findFault } from './faults-of.ts'
import { openPoints, proofText } from './proof-text.ts'
import { select } from './select.ts'

/** `grantproof prove`: runs the kill matrix of the selected scenarios and faults. Returns the exit code: 0 when everything is proved. */
export async function prove(
  selection: string[],
  options: { json?: boolean; full?: boolean; all?: boolean; update?: boolean },
): Promise<number> {
  const suites = await loadSuites()
  const named = selection.filter((word): word is FaultName => findFault(word) !== undefined)
  const words = selection.filter((word) => !findFault(word))
  const entries = select(suites, words)
  const names = named.length > 0 ? named : faultNames
  const started = performance.now()
  const extent = { allScenarios: entries.length === suites.length, allFaults: named.length === 0 }
  const whole = extent.allScenarios && extent.allFaults
  const cells = options.all ? 'all' : whole && !options.full && goldenMatrix() ? 'known' : 'reached'
  const proof = await proveScenarios(entries, names, { cells, onFault: progress(names.length) })
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  const open = [...openPoints(proof, entries, extent), ...(whole ? news(proof, entries, options.update) : [])]
  process.stdout.write(options.json ? `${JSON.stringify(proof, null, 2)}\n` : proofText(proof, open, extent, performance.now() - started))
  return open.length === 0 ? 0 : 1
}

const progress = (total: number) => (name: string, done: number) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${done} of ${total} faults: ${name}`)
}

/** Sources are run in a checkout only: the published package is compiled, and has no known matrix. */
const inCheckout = extname(import.meta.url) === '.ts'

/** How the matrix differs from the known one, which `update` makes this one. */
function news({ matrix }: Proof, entries: readonly Entry[], update = false): string[] {
  if (update) keepMatrix(matrix, entries)
  const known = goldenMatrix()
  if (known) return changesOf(matrix, known.matrix)
  return inCheckout ? ['matrix: the known one, fixtures/golden/kill-matrix.json, is missing: --update writes it'] : []
}
