import { references } from '../report/invariants.ts'
import { printable } from '../report/printable.ts'
import type { Run } from '../report/schema.ts'
import { signs } from '../report/terminal/paper.ts'
import { outlined, places, type ShownResult, suiteOfId } from '../report/terminal/shown.ts'
import type { Exchange, Outcome, Severity } from '../scenario/contract.ts'
import { whole } from '../scenario/record.ts'
import type { ControlRun, ScenarioResult } from '../scenario/result.ts'
import type { AllureMessage, AllureMetadata, AllureStatus } from './allure-message.ts'
import { httpAttachment } from './http-exchange.ts'
import { noFlowText, shownAlone } from './verdict.ts'

const severities: Readonly<Record<Severity, string>> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'normal',
  low: 'minor',
  info: 'trivial',
}

const statuses: Readonly<Record<Outcome, AllureStatus>> = {
  pass: 'passed',
  warn: 'passed',
  info: 'passed',
  fail: 'failed',
  skip: 'skipped',
  blocked: 'broken',
  error: 'broken',
}

/** What Allure is told of a scenario: where it belongs, what it rests on, each row as a step with its exchanges. Of the closed run only. */
export function allureOfScenario(run: Run, result: ScenarioResult, { why, fix }: { why: string; fix: string }): AllureMessage[] {
  const shown = shownAlone(run, result).results[0]!
  return [
    { type: 'metadata', data: ofScenario(run, shown, { why, fix }) },
    ...controlled(result, rowSteps(result, shown)),
    ...others(result, shown),
  ]
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
  const steps = noFlow ? step({ name: noFlowText(run).split('\n')[0]!, status: 'broken', exchanges: noFlow.exchanges }) : []
  return [{ type: 'metadata', data: metadata }, ...steps]
}

const epicOf = ({ profile }: Run): string => `grantproof, profile ${profile}`

/** Two targets, or two profiles, are two histories. */
const parametersOf = ({ target, profile }: Run) => [
  { name: 'target', value: printable(target.name) },
  { name: 'profile', value: profile },
]

function ofScenario(run: Run, shown: ShownResult, { why, fix }: { why: string; fix: string }): AllureMetadata {
  const { id, title, severity, outcome, requirements, durationMs } = shown
  const labels = [
    ['epic', epicOf(run)],
    ['feature', suiteOfId(id)],
    ['story', title],
    ['severity', severities[severity]],
    ['tag', outcome],
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

interface Step {
  name: string
  status: AllureStatus
  exchanges: readonly Exchange[]
  message?: string
}

function step({ name, status, exchanges, message }: Step): AllureMessage[] {
  const start = Math.min(...exchanges.map(({ sentAt }) => sentAt))
  const stop = Math.max(...exchanges.map(({ sentAt, ms }) => sentAt + ms))
  const timed = exchanges.length > 0 ? { start, stop } : { start: 0, stop: 0 }
  return [
    { type: 'step_start', data: { name, start: timed.start } },
    ...exchanges.map((exchange): AllureMessage => {
      return { type: 'attachment_content', data: httpAttachment(`${exchange.n}: ${printable(outlined(exchange))}`, exchange) }
    }),
    { type: 'step_stop', data: { stop: timed.stop, status, ...(message !== undefined && { statusDetails: { message } }) } },
  ]
}

const chosen = ({ exchanges }: ScenarioResult, numbers: readonly number[]): Exchange[] => exchanges.filter(({ n }) => numbers.includes(n))

const rowSteps = (result: ScenarioResult, { rows }: ShownResult): AllureMessage[] =>
  rows.flatMap(({ name, outcome, reason, provide, rests }) =>
    step({
      name: `${signs[outcome]} ${name === whole ? '' : `${name}: `}${reason}${provide === undefined ? '' : `; provide: ${provide}`}`,
      status: statuses[outcome],
      exchanges: chosen(result, rests),
      ...(outcome === 'pass' ? {} : { message: `${outcome}: ${reason}` }),
    }),
  )

/** The rows between their honest twins. */
function controlled(result: ScenarioResult, rows: readonly AllureMessage[]): AllureMessage[] {
  const { before, after } = result.controls
  return [...controlStep(result, 'before', before), ...rows, ...controlStep(result, 'afterwards', after)]
}

function controlStep(result: ScenarioResult, when: string, control: ControlRun | undefined): AllureMessage[] {
  if (!control) return []
  const name = control.held
    ? `the honest request worked ${when}`
    : `the honest request did not work ${when}: ${printable(control.reason ?? '')}`
  return step({ name, status: control.held ? 'passed' : 'broken', exchanges: chosen(result, references(control.evidence)) })
}

/** Pages on the way, and whatever else nothing rests on. */
function others(result: ScenarioResult, { rows }: ShownResult): AllureMessage[] {
  const { controls, exchanges } = result
  const shown = new Set([
    ...rows.flatMap(({ rests }) => rests),
    ...Object.values(controls).flatMap((control) => references(control?.evidence)),
  ])
  const left = exchanges.filter(({ n }) => !shown.has(n))
  return left.length === 0 ? [] : step({ name: 'on the way: sign-in, consent, preparation', status: 'passed', exchanges: left })
}
