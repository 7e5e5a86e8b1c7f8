import { compare } from '../gate/compare.ts'
import { exitCodes } from '../gate/gate.ts'
import { renderDiff, renderDiffMarkdown } from '../report/diff.ts'
import { readRun } from '../report/read.ts'
import { terminalStyle } from '../report/terminal-style.ts'
import { withTodaysIds } from './gating.ts'
import { loadKnown } from './load-entries.ts'
import { printJson } from './show-run.ts'

export interface DiffOptions {
  format: 'text' | 'markdown' | 'json'
  config?: string
  /** The folder of reports, in which runs are looked for. */
  reportsDir: string
  exitCode?: boolean
}

/** Compares two saved runs: new, changed, lost, mended. Contacts nobody; with `exitCode` something new, lost coverage, or a second run that judged nothing exits 1. */
export async function diff(before: string, after: string, { format, config, reportsDir, exitCode = false }: DiffOptions): Promise<number> {
  const entries = await loadKnown({ config })
  const [old, young] = [before, after].map((where) => withTodaysIds(readRun(where, reportsDir).run, entries)) as [never, never]
  const comparison = compare(old, young)
  if (format === 'json') printJson(comparison)
  else if (format === 'markdown') process.stdout.write(renderDiffMarkdown(comparison))
  else process.stdout.write(renderDiff(comparison, terminalStyle(process.stdout, process.env)))
  const worse = comparison.new.length > 0 || comparison.lost.length > 0 || comparison.after.noFlow !== undefined
  return exitCode && worse ? exitCodes.gateNotMet : exitCodes.clean
}
