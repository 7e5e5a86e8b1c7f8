import { openIn, outcomes } from '../scenario/outcome.ts'
import { byGravity } from './gravity.ts'
import { countedOutcomes, headline, shortfall } from './headline.ts'
import { hiddenIn, outcomeOf } from './hidden.ts'
import { placeOf } from './place.ts'
import type { Run } from './run.ts'
import { type ShownResult, type ShownRun, shownRun } from './shown.ts'
import { waiversOf } from './waived.ts'

type Level = 'error' | 'warning' | 'notice'

/** GitHub shows no more of a level in one step, and drops the rest without a word. */
const most = 10

/** A run as workflow commands, which GitHub shows beside the configuration file: failures as errors, warnings and what came to no verdict as warnings,
 *  what is waived as notices, and the verdict as a notice. */
export function renderAnnotations(run: Run): string {
  const shown = shownRun(run, 400)
  const file = placeOf(run)
  const levels = Map.groupBy(byGravity(shown.results), (result) => levelOf(shown, result))
  const first = shortfall(shown) ? 'error' : 'notice'
  const lines = (['error', 'warning', 'notice'] as const).flatMap((level) =>
    limited(levels.get(level) ?? [], level === first ? most - 1 : most).map(({ title, text }) => command(level, file, title, text)),
  )
  return `${[command(first, file, `grantproof: ${shown.target.name}`, summary(shown)), ...lines].join('\n')}\n`
}

const summary = (run: ShownRun): string =>
  [headline(run), countedOutcomes(run.summary, outcomes), ...run.warnings.map((warning) => `warning: ${warning}`)]
    .filter(Boolean)
    .join('\n')

function levelOf(run: ShownRun, result: ShownResult): Level {
  if (waiversOf(run, result).length > 0) return openIn(result) ? 'warning' : 'notice'
  return result.outcome === 'fail' ? 'error' : 'warning'
}

/** The gravest, and at the last place how many there are besides. */
function limited(results: readonly ShownResult[], room: number): { title: string; text: string }[] {
  if (results.length <= room) return results.map(told)
  const rest = results.slice(room - 1)
  const text = rest
    .slice(0, 20)
    .map((result) => `${outcomeOf(result)}: ${result.id}`)
    .join('\n')
  return [...results.slice(0, room - 1).map(told), { title: `grantproof: and ${rest.length} more`, text }]
}

function told(result: ShownResult) {
  const { id, outcome, title, reason, rows, fix } = result
  const row = rows.find((one) => one.outcome === outcome)
  const seen = row?.expected === undefined || row.seen === undefined ? [reason] : [`expected: ${row.expected}`, `seen: ${row.seen}`]
  return { title: `${outcomeOf(result)}: ${id}`, text: [title, ...seen, ...hiddenIn(result), `fix: ${fix}`].join('\n') }
}

/** A command in one line. Within it nothing can end a property, the command or the line. */
const command = (level: Level, file: string, title: string, text: string): string =>
  `::${level} file=${property(file)},line=1,title=${property(title)}::${data(text)}`

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
