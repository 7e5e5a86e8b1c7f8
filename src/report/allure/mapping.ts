import type { Severity } from '../../scenario/contract.ts'
import type { ScenarioResult } from '../../scenario/result.ts'
import { printable } from '../printable.ts'
import type { Run } from '../run.ts'
import { places, type ShownResult, suiteOfId } from '../shown.ts'
import { noFlowText, shownAlone } from '../terminal/alone.ts'
import { remarksOn } from '../waived.ts'
import type { AllureMessage, AllureMetadata } from './message.ts'
import { step, stepsOf } from './steps.ts'

const severities: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'normal',
  low: 'minor',
  info: 'trivial',
}

/** What Allure is told of a scenario: where it belongs, what it rests on, each row as a step with its exchanges. Of the closed run only. */
export function allureOfScenario(run: Run, result: ScenarioResult): AllureMessage[] {
  const alone = shownAlone(run, result)
  const shown = alone.results[0]!
  return [{ type: 'metadata', data: ofScenario(run, shown) }, ...stepsOf(alone, result, shown, Date.parse(run.startedAt))]
}

/** What Allure is told of the run as a whole. */
export function allureOfRun(run: Run): AllureMessage[] {
  const { noFlow, profile, tool } = run
  const labels = [
    ['epic', epicOf(run)],
    ['feature', 'the run'],
    ['severity', 'blocker'],
  ] as const
  const description = `${tool.name} ${tool.version}, profile ${profile}. The first honest flow has to work before a refusal means anything.`
  const metadata: AllureMetadata = { labels: labels.map(([name, value]) => ({ name, value })), parameters: parametersOf(run), description }
  const steps = noFlow
    ? step({ name: noFlowText(run).split('\n')[0]!, status: 'broken', exchanges: noFlow.exchanges }, Date.parse(run.startedAt))
    : []
  return [{ type: 'metadata', data: metadata }, ...steps]
}

const epicOf = ({ profile }: Run): string => `grantproof, profile ${profile}`

/** Two targets, or two profiles, are two histories. */
const parametersOf = ({ target, profile }: Run) => [
  { name: 'target', value: printable(target.name) },
  { name: 'profile', value: profile },
]

function ofScenario(run: Run, shown: ShownResult): AllureMetadata {
  const { id, title, why, fix, severity, outcome, requirements, rows, durationMs } = shown
  const labels = [
    ['epic', epicOf(run)],
    ['feature', suiteOfId(id)],
    ['story', title],
    ['severity', severities[severity]],
    ['tag', outcome],
    ...[...new Set(rows.flatMap((row) => remarksOn(run, row).map(([name]) => name)))].map((name) => ['tag', name] as const),
    ['outcome', outcome],
    ...requirements.map((requirement) => ['requirement', requirement.id] as const),
  ] as const
  return {
    labels: labels.map(([name, value]) => ({ name, value })),
    links: places(requirements).map(({ document, section, level, url }) => ({
      url,
      name: `${document} ${section} ${level}`,
      type: 'requirement',
    })),
    parameters: [...parametersOf(run), { name: 'took', value: `${durationMs} ms`, excluded: true }],
    description: `**Why:** ${why}\n\n**Fix:** ${fix}\n\n**More:** \`grantproof explain ${id}\``,
  }
}
