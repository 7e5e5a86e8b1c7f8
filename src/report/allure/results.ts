import type { Stage, Status, StepResult, TestResult } from 'allure-js-commons'
import { inOneWord } from '../../scenario/outcome.ts'
import type { ScenarioResult } from '../../scenario/result.ts'
import { headline, shortfall } from '../headline.ts'
import { jsonText } from '../json.ts'
import { printable } from '../printable.ts'
import type { Run } from '../run.ts'
import { shownRun, suiteOfId } from '../shown.ts'
import { noFlowText, problemText, shownAlone } from '../terminal/alone.ts'
import { uuidOf } from '../uuid.ts'
import { environmentFile, environmentOf, joinedEnvironment } from './environment.ts'
import { allureOfRun, allureOfScenario } from './mapping.ts'
import type { AllureMessage, AllureMetadata, AllureStatus } from './message.ts'
import { statuses } from './steps.ts'

/** Files by their names. */
type Files = Record<string, string>

/** One test of Allure's before it is told in files. */
interface Told {
  /** What stays the same from run to run. */
  id: string
  name: string
  suites: string[]
  status: AllureStatus
  /** For whoever has to mend it. */
  details: string
  start: number
  stop: number
  messages: readonly AllureMessage[]
}

/** A run as a folder of Allure results: what `grantproof/vitest` tells Allure, from any run. The same run has the same files; several may share a
 *  folder, of which `former` tells what it holds. */
export function allureFiles(run: Run, former: (name: string) => string | undefined = () => undefined): Files {
  const environment = joinedEnvironment(former(environmentFile) ?? '', environmentOf(run))
  const tests = [...ofRun(run), ...run.results.map((result) => ofScenario(run, result))]
  return Object.assign({ [environmentFile]: environment }, ...tests.map((test) => filesOf(run, test)))
}

function ofScenario(run: Run, result: ScenarioResult): Told {
  const { id, title, outcome, reason } = shownAlone(run, result).results[0]!
  const spans = result.exchanges.map(({ sentAt, ms }) => [sentAt, sentAt + ms] as const)
  const start = spans.length === 0 ? Date.parse(run.startedAt) : Math.min(...spans.map(([from]) => from))
  return {
    id,
    name: `${id}: ${title}`,
    suites: [...suitesOf(run), suiteOfId(id)],
    status: statuses[inOneWord(result)],
    details: problemText(run, result) || (outcome === 'skip' ? reason : ''),
    start,
    stop: spans.length === 0 ? start + result.durationMs : Math.max(...spans.map(([, to]) => to)),
    messages: allureOfScenario(run, result),
  }
}

/** The run itself is a test only where it says something that no scenario does. */
function ofRun(run: Run): Told[] {
  const start = Date.parse(run.startedAt)
  if (!shortfall(run)) return []
  const details = run.noFlow ? noFlowText(run) : headline(shownRun({ ...run, results: [] }, 2000))
  const about = { id: 'judges the target', name: 'judges the target', suites: suitesOf(run), status: 'broken' as const }
  return [{ ...about, details, start, stop: start + run.durationMs, messages: allureOfRun(run) }]
}

const suitesOf = ({ target }: Run): string[] => ['grantproof', printable(target.name)]

function filesOf(run: Run, test: Told): Files {
  const uuid = uuidOf([run.target.name, run.profile, run.startedAt, test.id])
  const { metadata, steps, attachments } = gathered(test.messages, uuid)
  const [parentSuite, suite, subSuite] = test.suites
  const labels = { parentSuite, suite, ...(subSuite !== undefined && { subSuite }), framework: 'grantproof' }
  const result: TestResult = {
    uuid,
    historyId: uuidOf([test.id, run.target.name, run.profile]),
    testCaseId: uuidOf([test.id]),
    fullName: test.id,
    name: test.name,
    titlePath: test.suites,
    status: test.status as Status,
    statusDetails: test.details === '' ? {} : { message: test.details },
    stage: finished,
    description: metadata.description ?? '',
    labels: [...(metadata.labels ?? []), ...Object.entries(labels).map(([name, value]) => ({ name, value: value ?? '' }))],
    links: metadata.links ?? [],
    parameters: metadata.parameters ?? [],
    steps,
    attachments: [],
    start: test.start,
    stop: test.stop,
  }
  return { [`${uuid}-result.json`]: jsonText(result), ...attachments }
}

const finished = 'finished' as Stage

/** Messages as what they amount to. Steps are never nested. */
function gathered(messages: readonly AllureMessage[], uuid: string): { metadata: AllureMetadata; steps: StepResult[]; attachments: Files } {
  let metadata: AllureMetadata = {}
  const steps: StepResult[] = []
  const attachments: Files = {}
  for (const message of messages) {
    if (message.type === 'metadata') metadata = message.data
    else if (message.type === 'step_start')
      steps.push({ ...message.data, statusDetails: {}, stage: finished, steps: [], attachments: [], parameters: [] })
    else if (message.type === 'step_stop') Object.assign(steps.at(-1)!, message.data)
    else {
      const { name, content, encoding, contentType, fileExtension } = message.data
      const source = `${uuidOf([uuid, String(Object.keys(attachments).length)])}-attachment${fileExtension}`
      steps.at(-1)!.attachments.push({ name, source, type: contentType })
      attachments[source] = Buffer.from(content, encoding).toString()
    }
  }
  return { metadata, steps, attachments }
}
