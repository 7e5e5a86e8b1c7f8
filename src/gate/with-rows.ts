import type { Run } from '../report/run.ts'

type Result = Run['results'][number]
type RowResult = Result['rows'][number]

/** A result with other rows; the very same one where no row changed, so that whoever keeps it in words need not write it again. */
export function withRows(result: Result, change: (row: RowResult) => RowResult): Result {
  const rows = result.rows.map(change)
  return rows.every((row, i) => row === result.rows[i]) ? result : { ...result, rows }
}
