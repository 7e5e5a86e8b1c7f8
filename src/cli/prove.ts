import { extname } from 'node:path'
import type { FaultName } from '../authorization-server/index.ts'
import { exitCodes } from '../gate/gate.ts'
import { changesOf, goldenMatrix, keepMatrix } from '../proof/golden.ts'
import { needsBrowser } from '../proof/mutation.ts'
import { prove as proveScenarios } from '../proof/prove.ts'
import type { Proof } from '../proof/summary.ts'
import { knownBut, type Untried, untriedWithoutBrowser } from '../proof/without-browser.ts'
import { type Entry, loadSuites } from '../scenario/catalog.ts'
import { runningBrowser, whyMissing } from '../user-agent/browser/screens.ts'
import { faultNames, findFault } from './faults-of.ts'
import { openPoints, proofText, untriedText } from './proof-text.ts'
import { select } from './select.ts'

/** `grantproof prove`: runs the kill matrix of the selected scenarios and faults. Returns the exit code: 0 when everything is proved. */
export async function prove(
  selection: string[],
  options: { json?: boolean; full?: boolean; all?: boolean; update?: boolean },
): Promise<number> {
  const all = await loadSuites()
  const named = selection.filter((word): word is FaultName => findFault(word) !== undefined)
  const words = selection.filter((word) => !findFault(word))
  const chosen = select(all, words)
  const lack = await lackOfBrowser(chosen)
  const untried = lack === undefined ? nothing : untriedWithoutBrowser(all)
  const isTried = (entry: Entry) => !untried.scenarios.includes(entry)
  const [suites, entries] = [all.filter(isTried), chosen.filter(isTried)]
  const names = (named.length > 0 ? named : faultNames).filter((name) => !untried.faults.includes(name))
  const started = performance.now()
  const extent = { allScenarios: entries.length === suites.length, allFaults: named.length === 0 }
  const whole = extent.allScenarios && extent.allFaults
  const cells = options.all ? 'all' : whole && !options.full && goldenMatrix() ? 'known' : 'reached'
  const proof = await proveScenarios(entries, names, { cells, onFault: progress(names.length) })
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  const open = [...openPoints(proof, entries, extent), ...(whole ? news(proof, entries, untried, options.update) : [])]
  if (lack !== undefined) process.stderr.write(`${untriedText(untried, lack)}\n`)
  process.stdout.write(options.json ? `${JSON.stringify(proof, null, 2)}\n` : proofText(proof, open, extent, performance.now() - started))
  return open.length === 0 ? exitCodes.clean : exitCodes.gateNotMet
}

const nothing: Untried = { scenarios: [], faults: [] }

/** Why no browser shows pages, where one of the scenarios needs one. */
async function lackOfBrowser(entries: readonly Entry[]): Promise<string | undefined> {
  if (!entries.some(needsBrowser)) return undefined
  const browser = runningBrowser({})
  const lack = await whyMissing(browser)
  await browser.close()
  return lack
}

const progress = (total: number) => (name: string, done: number) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${done} of ${total} faults: ${name}`)
}

/** Sources are run in a checkout only: the published package is compiled, and has no known matrix. */
const inCheckout = extname(import.meta.url) === '.ts'

/** How the matrix differs from the known one, which `update` makes this one. */
function news({ matrix }: Proof, entries: readonly Entry[], untried: Untried, update = false): string[] {
  if (update && untried.scenarios.length > 0) return ['matrix: --update needs a browser, since what only a browser shows is part of it']
  if (update) keepMatrix(matrix, entries)
  const known = goldenMatrix()
  if (known) return changesOf(matrix, knownBut(known, untried))
  return inCheckout ? ['matrix: the known one, fixtures/golden/kill-matrix.json, is missing: --update writes it'] : []
}
