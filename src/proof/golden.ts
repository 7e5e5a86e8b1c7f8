import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type FaultName, faults } from '../authorization-server/index.ts'
import type { Entry } from '../scenario/catalog.ts'
import type { Proof } from './mutation.ts'

type Matrix = Proof['matrix']

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
  const found = JSON.parse(readFileSync(file, 'utf8')) as Partial<Known>
  if (found.scenarios && found.faults && found.matrix) read = found as Known
  return read
}

/** Makes this matrix the known one. */
export function keepMatrix(matrix: Matrix, entries: readonly Entry[]): void {
  const names = Object.keys(matrix) as FaultName[]
  const known: Known = {
    scenarios: Object.fromEntries(entries.map((entry) => [entry.id, digestOf(entry)])),
    faults: Object.fromEntries(names.sort().map((name) => [name, digestOf(name)])),
    matrix: sorted(matrix),
  }
  writeFileSync(file, `${JSON.stringify(known, null, 2)}\n`)
  read = known
}

/** Of a scenario's file, or of what a fault puts in the place of its steps. */
export function digestOf(of: Entry | FaultName): string {
  if (typeof of !== 'string') return of.source.slice(0, 12)
  const text = JSON.stringify(faults[of], (_, value: unknown) => (typeof value === 'function' ? String(value) : value))
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/** What differs from the known matrix, a sentence each. */
export function changesOf(matrix: Matrix, known: Matrix): string[] {
  const faults = [...new Set([...Object.keys(matrix), ...Object.keys(known)])].sort()
  return faults.flatMap((fault) => {
    const [now, before] = [new Set(matrix[fault] ?? []), new Set(known[fault] ?? [])]
    const gained = [...now].filter((row) => !before.has(row)).map((row) => `matrix: ${fault} is now killed by ${row}`)
    const lost = [...before].filter((row) => !now.has(row)).map((row) => `matrix: ${fault} is no longer killed by ${row}`)
    return [...gained, ...lost]
  })
}

const sorted = (matrix: Matrix): Matrix =>
  Object.fromEntries(
    Object.entries(matrix)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([fault, rows]) => [fault, [...rows].sort()]),
  )
