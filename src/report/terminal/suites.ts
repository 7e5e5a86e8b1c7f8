import type { Outcome } from '../../scenario/contract.ts'
import { outcomes } from '../schema.ts'
import { labelled, lasting, type Paper, several, signs, tinted } from './paper.ts'
import { bySuite, type ShownResult, type ShownRun } from './shown.ts'

/** One line for each suite: a sign for each scenario, and how many rows stand behind them. Verbose: one line for each scenario and each of its rows. */
export function suites(on: Paper, { results }: ShownRun): string[] {
  const groups = bySuite(results)
  const nameWidth = Math.max(0, ...groups.map(([suite]) => suite.length))
  const signWidth = Math.min(Math.max(0, on.width - nameWidth - 34), Math.max(0, ...groups.map(([, members]) => members.length)))
  return groups.flatMap(([suite, members]) => [
    `${suite.padEnd(nameWidth)}  ${strip(on, members, signWidth)}  ${on.paint.dim(sizes(members))}`,
    ...(on.verbose ? members.flatMap((result) => [single(on, suite, result), ...rowsOf(on, result)]) : []),
  ])
}

/** More scenarios than columns: their counts instead. */
function strip(on: Paper, members: readonly ShownResult[], width: number): string {
  if (members.length <= width)
    return `${members.map(({ outcome }) => tinted(on, outcome, signs[outcome])).join('')}${' '.repeat(width - members.length)}`
  const count = (outcome: Outcome) => members.filter((result) => result.outcome === outcome).length
  return outcomes
    .filter((outcome) => count(outcome) > 0)
    .map((outcome) => tinted(on, outcome, `${signs[outcome]}${count(outcome)}`))
    .join(' ')
}

function sizes(members: readonly ShownResult[]): string {
  const rows = members.reduce((sum, result) => sum + result.rows.length, 0)
  return `${several(members.length, 'scenario')}, ${several(rows, 'row')}`
}

function single(on: Paper, suite: string, { id, outcome, rows, durationMs }: ShownResult): string {
  const name = id.startsWith(`${suite}/`) ? id.slice(suite.length + 1) : id
  return `  ${tinted(on, outcome, `${signs[outcome]} ${outcome.padEnd(7)}`)}  ${name}  ${on.paint.dim(`${several(rows.length, 'row')}, ${lasting(durationMs)}`)}`
}

/** Rows by name; what was only recorded says what it was. The rest of what is to be said of a row stands with its problem or with the skips. */
const rowsOf = (on: Paper, { rows }: ShownResult): string[] =>
  rows
    .filter(({ name, outcome }) => name !== 'whole' || outcome === 'info')
    .flatMap(({ name, outcome, reason }) => [
      ...(name === 'whole' ? [] : [`    ${tinted(on, outcome, signs[outcome])} ${name}`]),
      ...(outcome === 'info' ? labelled(on, '', reason, 6, 0).map((line) => on.paint.dim(line)) : []),
    ])
