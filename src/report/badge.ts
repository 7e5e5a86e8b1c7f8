import { openIn } from '../scenario/outcome.ts'
import { graded, shortfall } from './headline.ts'
import { jsonText } from './json.ts'
import type { Run } from './run.ts'
import { shownRun } from './shown.ts'

/** A run as a badge of shields.io: how many graded scenarios are met, and how many have what came to no verdict. Skips are neither, so that they raise no number. */
export function renderBadge(run: Run): string {
  const { profile, target, selection } = shownRun({ ...run, results: [] }, 60)
  const part = selection.asked.length > 0 ? `, ${selection.asked.length === 1 ? selection.asked[0] : 'a selection'} only` : ''
  const of = target.embedded ? ' of the embedded server' : ''
  const message = messageOf(run)
  return jsonText({
    schemaVersion: 1,
    label: `OAuth ${profile}${of}`,
    message: `${message}${part}`,
    color: colorOf(run),
    ...(shortfall(run) && { isError: true }),
  })
}

function messageOf(run: Run): string {
  if (shortfall(run)) return run.results.length > 0 ? 'not complete' : 'not judged'
  const { all, met } = graded(run)
  const open = openOf(run)
  return `${all === 0 ? 'nothing graded' : `${met} of ${all} met`}${open > 0 ? `, ${open} without verdict` : ''}`
}

/** Counted as the gate counts them: a warning hides no row that came to no verdict. */
const openOf = ({ results }: Run): number => results.filter((result) => openIn(result) !== undefined).length

function colorOf(run: Run): string {
  const { fail, warn } = run.summary
  if (shortfall(run)) return 'lightgrey'
  if (fail > 0) return 'red'
  if (openOf(run) > 0) return 'orange'
  if (graded(run).all === 0) return 'lightgrey'
  return warn > 0 ? 'yellow' : 'brightgreen'
}
