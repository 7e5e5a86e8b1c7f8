import { isFound } from '../../scenario/outcome.ts'
import { profiles } from '../../spec/profiles.ts'
import { byGravity, isToBeLookedAt } from '../gravity.ts'
import { places, type ShownResult, type ShownRun } from '../shown.ts'
import { remarksOn } from '../waived.ts'
import { several, signs } from '../words.ts'
import { labelled, type Paper, tinted, wrapped } from './paper.ts'

const rowsShown = 5
const exchangesShown = 12

/** Everything that somebody has to look at, the gravest first. */
export const problems = (on: Paper, run: ShownRun): string[] =>
  byGravity(run.results).flatMap((result) => ['', ...problem(on, run, result)])

function problem(on: Paper, run: ShownRun, result: ShownResult): string[] {
  const { profile } = run
  const { id, outcome, severity, title, why, fix, requirements } = result
  const draft = profiles[profile].draft && isFound(outcome)
  return [
    `${tinted(on, outcome, `${signs[outcome]} ${on.paint.bold(outcome.toUpperCase())}`)}  ${on.paint.bold(id)}  ${on.paint.dim(severity)}${draft ? '  (by a draft)' : ''}`,
    ...wrapped(title, on.width - 2).map((line) => `  ${line}`),
    ...places(requirements).map(({ document, section, level, url }) => `  ${document} ${section} ${level}  ${on.paint.dim(url)}`),
    ...rowLines(on, run, result),
    ...labelled(on, 'why', why),
    ...labelled(on, 'fix', fix),
    ...labelled(on, 'more', `grantproof explain ${id}`),
  ]
}

/** The rows that made it what it is; in brief the first few of them. */
function rowLines(on: Paper, run: ShownRun, result: ShownResult): string[] {
  const meant = result.rows.filter(({ outcome }) => isToBeLookedAt(outcome))
  if (meant.length === 0) return labelled(on, 'reason', result.reason)
  const listed = on.verbose ? meant : meant.slice(0, rowsShown)
  const left = meant.length - listed.length
  const fine = result.rows.length - meant.length
  return [
    ...listed.flatMap((row) => rowBlock(on, run, result, row)),
    ...(left > 0 ? [`  ${on.paint.dim(`… and ${several(left, 'more row')} like this (--verbose shows them)`)}`] : []),
    ...(fine > 0 ? [`  ${on.paint.dim(`other rows: ${othersOf(result)}`)}`] : []),
  ]
}

function rowBlock(on: Paper, run: ShownRun, { exchanges, commands, rows }: ShownResult, row: ShownResult['rows'][number]): string[] {
  const only = rows.length === 1 && row.name === 'whole'
  const beside = (label: string, text: string) => labelled(on, label, text, only ? 2 : 4)
  const { expected, seen, lesser, exchange } = row
  return [
    ...(only ? [] : [`  ${tinted(on, row.outcome, signs[row.outcome])} ${row.name}`]),
    ...(expected !== undefined && seen !== undefined
      ? [...beside('expected', expected), ...beside('seen', seen)]
      : beside('reason', row.reason)),
    ...(lesser === undefined ? [] : beside('warn only', lesser)),
    ...remarksOn(run, row).flatMap(([name, text]) => beside(name, text)),
    ...(exchange === undefined ? [] : beside('exchange', `${exchange} in run.json: ${exchanges[exchange] ?? 'lost'}`)),
    ...row.rests.slice(-exchangesShown).flatMap((n) => again(on, `${n}: ${exchanges[n] ?? 'lost'}`, commands[n] ?? [])),
  ]
}

/** A request as a command, whole and unwrapped, so that it can be copied; of the answer nothing but its status and error code. */
const again = ({ paint }: Paper, outline: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', `    ${paint.dim(`# ${outline}`)}`, ...lines.map((line) => `    ${line}`)]

const othersOf = ({ rows }: ShownResult): string =>
  (['pass', 'info', 'skip'] as const)
    .map((outcome) => [rows.filter((row) => row.outcome === outcome).length, outcome] as const)
    .filter(([count]) => count > 0)
    .map(([count, outcome]) => `${count} ${outcome}`)
    .join(', ')
