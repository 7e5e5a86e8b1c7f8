import type { Outcome } from '../../scenario/contract.ts'
import { outcomes } from '../../scenario/outcome.ts'
import { bySuite, type ShownResult, type ShownRun } from '../shown.ts'
import { lasting, several, signs } from '../words.ts'
import { labelled, type Paper, tinted } from './paper.ts'

/** One line for each suite: a sign for each scenario, and how many rows stand behind them. Verbose: one line for each scenario and each of its rows. */
export function suites(on: Paper, { results }: ShownRun): string[] {
  const groups = bySuite(results)
  const nameWidth = widest(groups.map(([suite]) => suite))
  const room = on.width - nameWidth - widest(groups.map(([, members]) => sizes(members))) - 4
  const strips = groups.map(([, members]) => strip(members, room))
  const stripWidth = widest(strips.map(textOf))
  return groups.flatMap(([suite, members], i) => [
    `${suite.padEnd(nameWidth)}  ${drawn(on, strips[i]!, stripWidth)}  ${on.paint.dim(sizes(members))}`,
    ...(on.verbose ? members.flatMap((result) => [single(on, suite, result), ...rowsOf(on, result)]) : []),
  ])
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length))

/** Signs, each with the outcome that it stands for. */
interface Strip {
  parts: { outcome: Outcome; text: string }[]
  between: string
}

/** A sign for each scenario. More scenarios than room: their counts instead. */
function strip(members: readonly ShownResult[], room: number): Strip {
  if (members.length <= room) return { parts: members.map(({ outcome }) => ({ outcome, text: signs[outcome] })), between: '' }
  const counts = Map.groupBy(members, ({ outcome }) => outcome)
  const seen = outcomes.filter((outcome) => counts.has(outcome))
  return { parts: seen.map((outcome) => ({ outcome, text: `${signs[outcome]}${counts.get(outcome)!.length}` })), between: ' ' }
}

const textOf = ({ parts, between }: Strip): string => parts.map(({ text }) => text).join(between)

const drawn = (on: Paper, of: Strip, width: number): string =>
  of.parts.map(({ outcome, text }) => tinted(on, outcome, text)).join(of.between) + ' '.repeat(width - textOf(of).length)

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
