import type { Outcome } from '../../scenario/contract.ts'
import type { ShownRun } from '../shown.ts'
import { lasting, several, signs } from '../words.ts'
import { badge, labelled, type Paper, tinted, wrapped } from './paper.ts'

/** What was not judged for want of something, grouped by what would provide it. */
export function skips(on: Paper, { results }: ShownRun): string[] {
  const skipped = results.flatMap(({ id, rows }) => rows.filter(({ outcome }) => outcome === 'skip').map((row) => ({ id, ...row })))
  if (skipped.length === 0) return []
  const groups = [...Map.groupBy(skipped, ({ provide, reason }) => provide ?? reason)]
  return ['', on.paint.bold('Not judged'), ...groups.flatMap(([provide, rows]) => skipGroup(on, provide, rows))]
}

function skipGroup(on: Paper, provide: string, rows: readonly { id: string; reason: string }[]): string[] {
  const ids = [...new Set(rows.map(({ id }) => id))]
  const listed = on.verbose ? ids : ids.slice(0, 3)
  const more = ids.length > listed.length ? ` and ${ids.length - listed.length} more` : ''
  const reasons = [...new Set(rows.map(({ reason }) => reason))].slice(0, 2).join('; ')
  return [
    ...wrapped(reasons, on.width - 4).map((line, i) => `  ${i === 0 ? tinted(on, 'skip', signs.skip) : ' '} ${line}`),
    ...labelled(on, 'provide', provide, 4),
    ...labelled(on, 'for', `${listed.join(', ')}${more}`, 4),
  ]
}

/** The result in a few lines: what was covered, what came out, whether the build passes, and where to read on. */
export function closing(on: Paper, run: ShownRun, reports: readonly string[]): string[] {
  const spent = `${several(run.requests, 'request')} in ${lasting(run.durationMs)}`
  const judged = `${run.results.length} of ${several(run.selection.scenarios, 'scenario')} judged`
  return [
    '',
    ...beside(on, 'coverage', [coverage(run)]),
    ...beside(on, 'result', [counted(on, run), on.paint.dim(spent), ...(run.complete ? [] : [`${badge(on, 'NOT COMPLETE')} ${judged}`])]),
    ...beside(on, 'gate', verdict(on, run)),
    ...beside(on, 'reports', reports),
  ]
}

/** Lines as they are, since they hold colours or paths, under one label. */
const beside = ({ paint }: Paper, label: string, lines: readonly string[]): string[] =>
  lines.map((line, i) => `${i === 0 ? paint.dim(label.padEnd(10)) : ' '.repeat(10)}${line}`)

/** Graded, applicable, all: skipped and merely recorded scenarios never count as coverage. */
function coverage({ summary, results, selection }: ShownRun): string {
  const total = Math.max(results.length, selection.scenarios)
  const graded = summary.pass + summary.fail + summary.warn
  return `${graded} graded of ${results.length - summary.skip} applicable, ${several(total, 'scenario')} in all`
}

const display: readonly Outcome[] = ['pass', 'fail', 'warn', 'blocked', 'error', 'info', 'skip']

const counted = (on: Paper, { summary }: ShownRun): string =>
  display
    .filter((outcome) => summary[outcome] > 0)
    .map((outcome) => tinted(on, outcome, `${signs[outcome]} ${summary[outcome]} ${outcome}`))
    .join('  ') || 'nothing judged'

function verdict({ paint, width }: Paper, { gate }: ShownRun): string[] {
  if (!gate) return []
  const word = gate.met ? paint.green('met') : paint.red(`NOT MET (exit ${gate.exitCode})`)
  return [paint.bold(word), ...gate.why.flatMap((why) => wrapped(why, width - 10))]
}
