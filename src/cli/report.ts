import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exitCodes } from '../gate/gate.ts'
import { type FolderFormat, type Format, type FormatName, formats } from '../report/formats.ts'
import { readRun } from '../report/read.ts'
import type { Run } from '../report/schema.ts'
import { CliError } from './failure.ts'

export interface ReportOptions {
  format: FormatName
  /** Where to; stdout when nobody says. */
  out?: string
  /** The folder of reports, in which a run is looked for. */
  reportsDir: string
}

/** Shows a saved run in a format. Contacts nobody and decides nothing: the exit code is that of a command that did its work. */
export async function report(where: string, { format: name, out, reportsDir }: ReportOptions): Promise<number> {
  const format: Format | FolderFormat = formats[name]
  if ('files' in format && out === undefined)
    throw new CliError(exitCodes.usage, `the format ${name} is a folder of files, which stdout cannot hold`, [
      `name it: --out ${format.folder}`,
    ])
  const { run } = readRun(where, reportsDir)
  if ('files' in format) await writeFolder(format, run, out!)
  else await writeOne(format, run, out)
  return exitCodes.clean
}

async function writeOne(format: Format, run: Run, out: string | undefined): Promise<void> {
  const text = await format.render(run)
  if (out === undefined) process.stdout.write(text)
  else written(out, () => writeFileSync(out, text))
}

async function writeFolder(format: FolderFormat, run: Run, out: string): Promise<void> {
  const files = Object.entries(await format.files(run))
  written(out, () => {
    mkdirSync(out, { recursive: true })
    for (const [name, text] of files) writeFileSync(join(out, name), text)
  })
}

function written(place: string, deed: () => void): void {
  try {
    deed()
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    throw new CliError(exitCodes.usage, `the report cannot be written to ${place} (${code})`, ['name another place by --out'])
  }
}
