import { hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FaultName } from '../authorization-server/index.ts'
import type { Entry } from '../scenario/catalog.ts'
import type { Kill, Matrix } from './mutation.ts'

/** A kill matrix, and of what it was made: a scenario or fault whose digest is another by now is tried with everything again. */
export interface Known {
  scenarios: Readonly<Record<string, string>>
  faults: Readonly<Record<string, string>>
  matrix: Matrix
}

const file = fileURLToPath(new URL('../../fixtures/golden/kill-matrix.json', import.meta.url))

let read: Known | undefined

/** The kill matrix as it is known; undefined in the published package, which has none, and where the file is of another form. */
export function goldenMatrix(): Known | undefined {
  if (read || !existsSync(file)) return read
  const { scenarios, faults, matrix } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Omit<Known, 'matrix'> & { matrix: Written }>
  if (scenarios && faults && matrix) read = { scenarios, faults, matrix: readMatrix(matrix) }
  return read
}

/** Makes this matrix the known one. */
export function keepMatrix(matrix: Matrix, entries: readonly Entry[]): void {
  const names = Object.keys(matrix) as FaultName[]
  const known = {
    scenarios: Object.fromEntries(entries.map((entry) => [entry.id, digestOf(entry)])),
    faults: Object.fromEntries(names.sort().map((name) => [name, digestOf(name)])),
    matrix: writtenMatrix(matrix),
  }
  writeFileSync(file, `${JSON.stringify(known, null, 2)}\n`)
  read = { ...known, matrix }
}

/** Of a scenario's file, or of what a fault's file puts in the place of its steps: what is only said of a fault changes no kill. */
export function digestOf(of: Entry | FaultName): string {
  if (typeof of !== 'string') return of.source.slice(0, 12)
  const digest = digests.get(of) ?? hash('sha256', deedsOf(of)).slice(0, 12)
  digests.set(of, digest)
  return digest
}

const digests = new Map<FaultName, string>()

function deedsOf(name: FaultName): string {
  sources ??= readdirSync(faultsFolder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(`${faultsFolder}/${file}`, 'utf8'))
    .join('\n')
  const [text = ''] = new RegExp(`^  '?${name}'?: [\\s\\S]*?(?=^ {0,2}\\S)`, 'm').exec(sources) ?? []
  return text.replace(/^ {4}(?:summary|seen|also|unlike):[\s\S]*?(?=^ {4}\w|$(?![\s\S]))/gm, '')
}

const faultsFolder = fileURLToPath(new URL('../authorization-server/faults', import.meta.url))
let sources: string | undefined

/** What differs from the known matrix, a sentence each. */
export function changesOf(matrix: Matrix, known: Matrix): string[] {
  const faults = [...new Set([...Object.keys(matrix), ...Object.keys(known)])].sort()
  return faults.flatMap((fault) => {
    const [now, before] = [matrix[fault] ?? {}, known[fault] ?? {}]
    const gained = Object.entries(now).filter(([row]) => !before[row])
    const other = Object.entries(now).filter(([row, kill]) => before[row] && before[row] !== kill)
    const lost = Object.keys(before).filter((row) => !now[row])
    return [
      ...gained.map(([row, kill]) => `matrix: ${fault} is now killed by ${row}${kill === 'fail' ? '' : ` (${kill})`}`),
      ...other.map(([row, kill]) => `matrix: ${fault} is now killed as ${kill} instead of ${before[row]} by ${row}`),
      ...lost.map((row) => `matrix: ${fault} is no longer killed by ${row}`),
    ]
  })
}

/** By fault, the rows in their order; before those that do not fail stands what they do instead. */
type Written = Record<string, string[]>

/** A matrix as the file has it. */
export const writtenMatrix = (matrix: Matrix): Written =>
  Object.fromEntries(
    Object.entries(matrix)
      .sort(byKey)
      .map(([fault, kills]) => [fault, Object.entries(kills).sort(byKey).map(writtenKill)]),
  )

/** A matrix of what the file has. */
export const readMatrix = (written: Written): Matrix =>
  Object.fromEntries(Object.entries(written).map(([fault, rows]) => [fault, Object.fromEntries(rows.map(readKill))]))

const writtenKill = ([row, kill]: [string, Kill]) => (kill === 'fail' ? row : `${kill}: ${row}`)

function readKill(text: string): [string, Kill] {
  const [, kill, row] = /^(warn|info): (.*)$/.exec(text) ?? []
  return kill && row ? [row, kill as Kill] : [text, 'fail']
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1)
