import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exitCodes } from '../gate/gate.ts'
import { beside } from '../report/beside.ts'
import { type FolderFormat, type Format, type FormatName, formats } from '../report/formats.ts'
import { readRun } from '../report/read.ts'
import type { Run } from '../report/run.ts'
import { CliError } from './failure.ts'

export interface ReportOptions {
  format: FormatName
  /** Where to; stdout when nobody says. */
  out?: string
  /** What several runs are called, in their order. */
  label?: string[]
  /** The folder of reports, in which runs are looked for. */
  reportsDir: string
}

/** Shows a saved run in a format, or several side by side. Contacts nobody and decides nothing: the exit code is that of a command that did its work. */
export async function report(runs: readonly string[], options: ReportOptions): Promise<number> {
  if (runs.length > 1) writeText(await (await import('./report-several.ts')).severalRuns(runs, options), options.out)
  else await reportOne(runs[0]!, options)
  return exitCodes.clean
}

async function reportOne(where: string, { format: name, out, label, reportsDir }: ReportOptions): Promise<void> {
  if (label)
    throw new CliError(exitCodes.usage, 'a label tells several runs apart, and this is one', ['leave --label out, or name further runs'])
  const format: Format | FolderFormat = formats[name]
  if ('files' in format && out === undefined)
    throw new CliError(exitCodes.usage, `the format ${name} is a folder of files, which stdout cannot hold`, [
      `name it: --out ${format.folder}`,
    ])
  const { run, file } = readRun(where, reportsDir)
  if ('files' in format) await writeFolder(format, run, out!)
  else writeText(await format.render(run, beside(file)), out)
}

function writeText(text: string, out: string | undefined): void {
  if (out === undefined) process.stdout.write(text)
  else written(out, () => writeFileSync(out, text))
}

async function writeFolder(format: FolderFormat, run: Run, out: string): Promise<void> {
  const files = Object.entries(await format.files(run, (name) => readIfThere(join(out, name))))
  written(out, () => {
    mkdirSync(out, { recursive: true })
    for (const [name, text] of files) writeFileSync(join(out, name), text)
  })
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function written(place: string, deed: () => void): void {
  try {
    deed()
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    throw new CliError(exitCodes.usage, `the report cannot be written to ${place} (${code})`, ['name another place by --out'])
  }
}
