import type { Exchange, Outcome } from '../../scenario/contract.ts'
import type { ControlRun, ScenarioResult } from '../../scenario/result.ts'
import { references } from '../invariants.ts'
import { printable } from '../printable.ts'
import type { Run } from '../run.ts'
import { outlined, type ShownResult } from '../shown.ts'
import { remarksOn } from '../waived.ts'
import { signs } from '../words.ts'
import { httpAttachment } from './http-exchange.ts'
import type { AllureMessage, AllureStatus } from './message.ts'

/** What Allure calls an outcome: `broken` is what came to no verdict. */
export const statuses: Readonly<Record<Outcome, AllureStatus>> = {
  pass: 'passed',
  warn: 'passed',
  info: 'passed',
  fail: 'failed',
  skip: 'skipped',
  blocked: 'broken',
  error: 'broken',
}

/** The rows between their honest twins, each with the exchanges that it rests on, and then what else was said. `began`: when the run did. */
export function stepsOf(run: Pick<Run, 'waivers'>, result: ScenarioResult, shown: ShownResult, began: number): AllureMessage[] {
  const { before, after } = result.controls
  const steps = [
    controlStep(result, 'before', before),
    rowSteps(run, result, shown),
    controlStep(result, 'afterwards', after),
    others(result, shown),
  ]
  return steps.flat().flatMap((one) => step(one, began))
}

/** One step of a test. */
export interface Step {
  name: string
  status: AllureStatus
  exchanges: readonly Exchange[]
}

/** A step with its exchanges as attachments, and with their times. */
export function step({ name, status, exchanges }: Step, began: number): AllureMessage[] {
  const quiet = exchanges.length === 0
  const start = quiet ? began : Math.min(...exchanges.map(({ sentAt }) => sentAt))
  const stop = quiet ? began : Math.max(...exchanges.map(({ sentAt, ms }) => sentAt + ms))
  return [{ type: 'step_start', data: { name, start } }, ...exchanges.map(attached), { type: 'step_stop', data: { stop, status } }]
}

const attached = (exchange: Exchange): AllureMessage => ({
  type: 'attachment_content',
  data: httpAttachment(`${exchange.n}: ${printable(outlined(exchange))}`, exchange),
})

const chosen = ({ exchanges }: ScenarioResult, numbers: readonly number[]): Exchange[] => exchanges.filter(({ n }) => numbers.includes(n))

const rowSteps = (run: Pick<Run, 'waivers'>, result: ScenarioResult, { rows }: ShownResult): Step[] =>
  rows.map((row) => {
    const { name, outcome, reason, provide, rests } = row
    const more = [
      ...(provide === undefined ? [] : [`provide: ${provide}`]),
      ...remarksOn(run, row).map(([word, text]) => `${word}: ${text}`),
    ]
    const label = name === 'whole' ? '' : `${name}: `
    return {
      name: `${signs[outcome]} ${label}${[reason, ...more].join('; ')}`,
      status: statuses[outcome],
      exchanges: chosen(result, rests),
    }
  })

function controlStep(result: ScenarioResult, when: string, control: ControlRun | undefined): Step[] {
  if (!control) return []
  const { held, reason, evidence } = control
  const name = held
    ? `the honest request worked ${when}`
    : `the honest request did not work ${when}${reason ? `: ${printable(reason)}` : ''}`
  return [{ name, status: held ? 'passed' : 'broken', exchanges: chosen(result, references(evidence)) }]
}

/** Where somebody has to look: pages on the way, and whatever else no row rests on. Elsewhere they would be most of the report. */
function others(result: ScenarioResult, { rows, outcome }: ShownResult): Step[] {
  if (outcome === 'pass' || outcome === 'info' || outcome === 'skip') return []
  const controls = Object.values(result.controls).flatMap((control) => references(control?.evidence))
  const shown = new Set([...rows.flatMap(({ rests }) => rests), ...controls])
  const left = result.exchanges.filter(({ n }) => !shown.has(n))
  return left.length === 0 ? [] : [{ name: 'on the way: sign-in, consent, preparation', status: 'passed', exchanges: left }]
}
