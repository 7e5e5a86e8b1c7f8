import { curlOf } from '../http/curl.ts'
import { jsonText } from '../report/json.ts'
import type { Run } from '../report/run.ts'
import { renderTerminal } from '../report/terminal.ts'
import { terminalStyle } from '../report/terminal-style.ts'

/** Prints a run for a person, with where its files are. */
export function showRun(run: Run, { files, verbose }: { files: readonly string[]; verbose: boolean }): void {
  const { color, width } = terminalStyle(process.stdout, process.env)
  process.stdout.write(renderTerminal(run, { color, width, verbose, reports: files, command: curlOf }))
}

/** Prints a value as JSON on stdout, where nothing else is written then. Nothing in it deceives a terminal. */
export const printJson = (value: unknown): void => void process.stdout.write(jsonText(value))
