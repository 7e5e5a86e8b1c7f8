import type { Run } from '../report/run.ts'
import type { ShownRun } from '../report/shown.ts'
import { remarksOn } from '../report/waived.ts'
import { whole } from '../scenario/record.ts'

/** What a reporter shows beside a test that passes. */
export interface Note {
  type: 'warning' | 'notice'
  text: string
}

/** What is to be said of a scenario's rows although they fail nothing: of one that is let pass also what the gate overlooks. */
export const notesOf = (shown: ShownRun, isLetPass: boolean): Note[] =>
  shown.results.flatMap(({ rows, outcome }) =>
    rows.flatMap((row): Note[] => {
      const remarks = remarksOn(shown, row).map(([name, remark]) => `; ${name} ${remark}`)
      const text = `${row.outcome}: ${row.name === whole ? '' : `${row.name}: `}${row.reason}${remarks.join('')}`
      if (row.outcome === 'warn' || (isLetPass && ['fail', 'blocked'].includes(row.outcome))) return [{ type: 'warning', text }]
      return row.outcome === 'info' || (row.outcome === 'skip' && outcome !== 'skip') ? [{ type: 'notice', text }] : []
    }),
  )

/** What is to be said of a run as a whole: what every report warns of, what a met gate overlooked, where the files are. */
export const notesOfRun = ({ warnings, gate, target }: Pick<Run, 'warnings' | 'gate' | 'target'>, files: readonly string[]): Note[] => [
  ...(target.embedded ? [{ type: 'notice' as const, text: 'this is the server that comes with grantproof' }] : []),
  ...warnings.map((text): Note => ({ type: 'warning', text })),
  ...(gate?.met ? gate.why : []).map((text): Note => ({ type: 'notice', text })),
  { type: 'notice', text: `all of it: ${files.join(' and ')}` },
]
