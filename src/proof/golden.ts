import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Proof } from './mutation.ts'

type Matrix = Proof['matrix']

const file = fileURLToPath(new URL('../../fixtures/golden/kill-matrix.json', import.meta.url))

/** The kill matrix as it is known; undefined in the published package, which has none. */
export const goldenMatrix = (): Matrix | undefined => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Matrix) : undefined)

/** Makes this matrix the known one. */
export const keepMatrix = (matrix: Matrix): void => writeFileSync(file, `${JSON.stringify(sorted(matrix), null, 2)}\n`)

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
