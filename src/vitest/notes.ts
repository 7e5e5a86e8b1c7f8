import type { Run } from '../report/schema.ts'
import type { ShownResult } from '../report/terminal/shown.ts'
import { whole } from '../scenario/record.ts'

/** What a reporter shows beside a test that passes. */
export interface Note {
  type: 'warning' | 'notice'
  text: string
}

/** What is to be said of a scenario's rows although they fail nothing. */
export const notesOf = ({ rows, outcome }: ShownResult): Note[] =>
  rows.flatMap((row): Note[] => {
    const text = `${row.outcome}: ${row.name === whole ? '' : `${row.name}: `}${row.reason}`
    if (row.outcome === 'warn') return [{ type: 'warning', text }]
    return row.outcome === 'info' || (row.outcome === 'skip' && outcome !== 'skip') ? [{ type: 'notice', text }] : []
  })

/** What is to be said of a run as a whole: what every report warns of, what a met gate overlooked, where the files are. */
export const notesOfRun = ({ warnings, gate, target }: Pick<Run, 'warnings' | 'gate' | 'target'>, files: readonly string[]): Note[] => [
  ...(target.embedded ? [{ type: 'notice' as const, text: 'this is the server that comes with grantproof' }] : []),
  ...warnings.map((text): Note => ({ type: 'warning', text })),
  ...(gate?.met ? gate.why : []).map((text): Note => ({ type: 'notice', text })),
  { type: 'notice', text: `all of it: ${files.join(' and ')}` },
]
