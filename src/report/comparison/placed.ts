import type { Run } from '../run.ts'

/** A run that is to be compared, and where it came from. */
export interface PlacedRun {
  run: Run
  /** Its file, as a person would name it: what tells two runs apart where nothing else does. */
  file: string
  /** What somebody calls it; otherwise it is named after its target. */
  label?: string
  /** The way from the comparison to its own page; absent where it has none there. */
  page?: string
}
