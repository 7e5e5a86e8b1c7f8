import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { exitCodes } from '../gate/gate.ts'
import { type ComparisonFormat, comparisonFormats } from '../report/comparison/formats.ts'
import type { PlacedRun } from '../report/comparison/placed.ts'
import { sideBySide } from '../report/comparison/side-by-side.ts'
import { type FormatName, formats } from '../report/formats.ts'
import { pathBelow } from '../report/paths.ts'
import { readRun } from '../report/read.ts'
import { CliError } from './failure.ts'
import { loadKnown } from './load-entries.ts'
import { entryOf } from './rejudge.ts'

export interface SeveralOptions {
  format: FormatName
  /** Where the comparison will stand: from there it leads to the page of each run. */
  out?: string
  /** What the runs are called, in their order. */
  label?: string[]
  reportsDir: string
}

/** Several saved runs side by side, as text. Throws when one cannot be read, is named twice, or the format shows one run alone. */
export async function severalRuns(wheres: readonly string[], { format: name, out, label, reportsDir }: SeveralOptions): Promise<string> {
  const format = formatOf(name)
  const labels = labelsFor(wheres, label)
  const files = new Map<string, string>()
  const placed = wheres.map((where, i): PlacedRun => {
    const { run, file } = readRun(where, reportsDir)
    const twice = files.get(realpathSync(file))
    if (twice !== undefined) throw new CliError(exitCodes.usage, `"${where}" and "${twice}" are one run, ${file}`, ['name each run once'])
    files.set(realpathSync(file), where)
    const [called, page] = [labels?.[i], pageOf(file, out)]
    return { run, file: shortPath(file), ...(called !== undefined && { label: called }), ...(page !== undefined && { page }) }
  })
  const entries = await loadKnown({})
  return format.render(sideBySide(placed, (id) => entryOf(id, entries)?.id ?? id))
}

function formatOf(name: FormatName): ComparisonFormat {
  const format = (comparisonFormats as Partial<Record<FormatName, ComparisonFormat>>)[name]
  if (format) return format
  throw new CliError(
    exitCodes.usage,
    `the format ${name} shows one run; several are shown side by side as ${Object.keys(comparisonFormats).join(', ')}`,
    ['name one run, or --format html'],
  )
}

function labelsFor(wheres: readonly string[], labels: readonly string[] | undefined): readonly string[] | undefined {
  if (labels === undefined || (labels.length === wheres.length && new Set(labels).size === labels.length)) return labels
  throw new CliError(exitCodes.usage, `${wheres.length} runs and the labels ${labels.join(', ')}: which is which cannot be told`, [
    'give each run a label of its own, in their order, or none',
  ])
}

/** The page of a run that stands beside it, as seen from the comparison; undefined where nobody knows where that will be, or on another drive. */
function pageOf(file: string, out: string | undefined): string | undefined {
  const page = resolve(dirname(file), formats.html.file)
  if (out === undefined || basename(file) !== formats.json.file || page === resolve(out) || !existsSync(page)) return undefined
  const way = relative(dirname(resolve(out)), page)
  return isAbsolute(way) ? undefined : way.split(sep).map(encodeURIComponent).join('/')
}

/** What tells a file from others, without the way to somebody's home. */
const shortPath = (file: string): string => pathBelow(process.cwd(), resolve(file)) ?? join(basename(dirname(file)), basename(file))
