import { isFound, outcomes } from '../scenario/outcome.ts'
import { byGravity } from './gravity.ts'
import { countedOutcomes, headline, profileTitle } from './headline.ts'
import { hiddenIn, outcomeOf } from './hidden.ts'
import { webLink } from './link.ts'
import { areaTable, missingTable } from './markdown-tables.ts'
import { prose } from './markdown-text.ts'
import type { Run } from './run.ts'
import { places, type ShownResult, type ShownRun, shownRun } from './shown.ts'
import { waiverOf, waiverText } from './waived.ts'
import { lasting, several, signs } from './words.ts'

/** GitHub takes 1 MiB for a summary and 65,536 characters for a comment; nobody reads as much. */
const longest = 60_000
const findingsShown = 20
const rowsShown = 3

/** A run as GitHub's Markdown, for the summary of a job or a pull request: the verdict, a table of areas, the gravest findings, what was not judged. */
export function renderMarkdown(run: Run): string {
  const shown = shownRun(run, 300)
  const sections = [verdict(shown), areaTable(shown.results), ...findings(shown), ...missingTable(shown.results)]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

function verdict(run: ShownRun): string {
  const { target, profile, tool, warnings, requests, durationMs, selection, noFlow } = run
  const sign = run.gate?.met && run.complete ? signs.pass : signs.fail
  return [
    `## ${sign} ${prose(target.name)}: ${prose(headline(run))}`,
    `${prose(`${tool.name} ${tool.version}`)} judged ${prose(target.issuer)} by ${prose(profileTitle(profile))}: ${several(requests, 'request')} in ${lasting(durationMs)}.`,
    ...(selection.asked.length > 0 ? [`Selected: ${prose(selection.asked.join(', '))}`] : []),
    ...(target.embedded
      ? [alarm('This is the authorization server that comes with grantproof: the result says nothing about any other.')]
      : []),
    ...warnings.slice(0, 10).map(alarm),
    ...(noFlow ? [`**What to do:** ${prose(noFlow.advice)}`] : []),
  ].join('\n\n')
}

const alarm = (text: string): string => `> [!WARNING]\n> ${prose(text)}`

/** In full as far as there is room, the rest by name: a comment that is too long is not posted at all. */
function findings(run: ShownRun): string[] {
  const found = byGravity(run.results)
  const full: string[] = []
  for (const result of found.slice(0, findingsShown)) {
    const text = finding(run, result)
    if (full.join('').length + text.length > longest / 2) break
    full.push(text)
  }
  const rest = found.slice(full.length)
  return [...(found.length > 0 ? [`### What was found: ${countedOutcomes(countsOf(found), outcomes)}`] : []), ...full, ...others(rest)]
}

const countsOf = (results: readonly ShownResult[]) =>
  Object.fromEntries(outcomes.map((outcome) => [outcome, results.filter((result) => result.outcome === outcome).length])) as Record<
    (typeof outcomes)[number],
    number
  >

function finding(run: ShownRun, result: ShownResult): string {
  const { id, outcome, severity, title, why, fix, rows, reason, requirements } = result
  const found = rows.filter((row) => row.outcome === outcome)
  const left = found.length - rowsShown
  return [
    `#### ${signs[outcome]} ${outcome}, ${severity}: ${prose(title)}`,
    [prose(id), ...places(requirements).slice(0, 3).map(cited)].join(' · '),
    [
      ...(found.length === 0 ? [`- ${prose(reason)}`] : found.slice(0, rowsShown).map((row) => rowLine(run, row))),
      ...(left > 0 ? [`- and ${several(left, 'more row')} like this`] : []),
      ...hiddenIn(result).map((text) => `- ${prose(text)}`),
    ].join('\n'),
    ...(isFound(outcome) ? [`**Why:** ${prose(why)}`, `**Fix:** ${prose(fix)}`] : []),
  ].join('\n\n')
}

function rowLine(run: ShownRun, row: ShownResult['rows'][number]): string {
  const { name, expected, seen, reason } = row
  const said = expected === undefined || seen === undefined ? prose(reason) : `expected ${prose(expected)}; seen: ${prose(seen)}`
  return `- ${name === 'whole' ? '' : `**${prose(name)}:** `}${said}${marked(run, row)}`
}

/** Whether the baseline has it not, and who answers for letting it be. */
function marked(run: ShownRun, row: ShownResult['rows'][number]): string {
  const waiver = waiverOf(run, row)
  return `${row.new ? ' **(new)**' : ''}${waiver ? ` (waived ${prose(waiverText(waiver))})` : ''}`
}

function cited({ document, section, level, url }: ShownResult['requirements'][number]): string {
  const text = prose(`${document} ${section} ${level}`)
  const link = webLink(url)
  return link === undefined ? text : `[${text}](${link})`
}

function others(rest: readonly ShownResult[]): string[] {
  if (rest.length === 0) return []
  const lines: string[] = []
  for (const result of rest) {
    const line = `- ${signs[result.outcome]} ${outcomeOf(result)}, ${result.severity}: ${prose(result.id)}`
    if (lines.join('\n').length + line.length > longest / 5) break
    lines.push(line)
  }
  const left = rest.length - lines.length
  return [`#### And`, [...lines, ...(left > 0 ? [`- and ${several(left, 'more scenario')} in run.json`] : [])].join('\n')]
}
