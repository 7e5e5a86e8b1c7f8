import { writeFileSync } from 'node:fs'
import { exitCodes } from '../gate/gate.ts'
import { type Format, type FormatName, formats } from '../report/formats.ts'
import { readRun } from '../report/read.ts'
import { CliError } from './failure.ts'

export interface ReportOptions {
  format: FormatName
  /** Where to; stdout when nobody says. */
  out?: string
  /** The folder of reports, in which a run is looked for. */
  reports: string
}

/** Shows a saved run in a format. Contacts nobody and decides nothing: the exit code is that of a command that did its work. */
export async function report(where: string, { format, out, reports }: ReportOptions): Promise<number> {
  const { run } = readRun(where, reports)
  const { render }: Format = formats[format]
  const text = await render(run)
  if (out === undefined) process.stdout.write(text)
  else write(out, text)
  return exitCodes.clean
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    throw new CliError(exitCodes.usage, `the report cannot be written to ${file} (${code})`, ['name another file by --out'])
  }
}
