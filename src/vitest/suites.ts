import { describe, type RunnerTestCase, type TestContext, test } from 'vitest'
import type { Conducted } from '../cli/conduct.ts'
import { failureOf } from '../cli/failure.ts'
import { printableDeep } from '../report/printable.ts'
import { suiteOfId } from '../report/terminal/shown.ts'
import type { Entry } from '../scenario/catalog.ts'
import { allureOfRun, allureOfScenario } from './allure.ts'
import { tellAllure } from './allure-runtime.ts'
import { gateOf, hosted } from './hosted.ts'
import { type Note, notesOf, notesOfRun } from './notes.ts'
import type { SuitesOptions } from './options.ts'
import { type Plan, planned } from './plan.ts'
import { idsToRun } from './tasks.ts'
import { noFlowText, passes, problemText, shownAlone, told } from './verdict.ts'

/** A run has limits of its own, and a verdict is no other for being asked again. */
const asItComes = { timeout: 0, retry: 0, repeats: 0 } as const

/** Hosts grantproof in Vitest: one test for each scenario, and before them one for the run itself. Called at the top of a test file. */
export function grantproofSuites(options: SuitesOptions = {}): void {
  describe('grantproof', asItComes, async () => {
    try {
      register(await planned(options), options)
    } catch (error) {
      test('judges the target', () => fail(error))
    }
  })
}

function register(plan: Plan, options: SuitesOptions): void {
  const asks = asking(plan, options)
  describe(plan.name, asItComes, () => {
    test('judges the target', async (context) => ofRun(await asks(context), context, options))
    for (const [folder, entries] of Map.groupBy(plan.entries, ({ id }) => suiteOfId(id)))
      describe(folder, () => {
        for (const entry of entries) test(nameOf(entry), async (context) => ofScenario(entry, await asks(context), context, options))
      })
  })
}

const nameOf = ({ id, scenario }: Entry): string => `${id}: ${scenario.title}`

/** Hands out the run. Where there is none, the first who asks fails with the reason, and all others are skipped: one cause is told once. */
function asking(plan: Plan, options: SuitesOptions): (context: TestContext) => Promise<Conducted> {
  const run = hosted(plan, options)
  const ids = new Map(plan.entries.map((entry) => [nameOf(entry), entry.id]))
  let teller: string | undefined
  return async ({ task, skip }) => {
    teller ??= task.id
    const outcome = await run(idsToRun(task as RunnerTestCase, ids)).catch((error: unknown) => ({ error }))
    if (!('error' in outcome) && (!outcome.run.noFlow || teller === task.id)) return outcome
    if (teller !== task.id) skip('nothing was judged')
    return 'error' in outcome ? fail(outcome.error) : outcome
  }
}

async function ofRun({ run, files }: Conducted, context: TestContext, options: SuitesOptions): Promise<void> {
  await tellAllure(() => allureOfRun(run))
  await annotate(context, printableDeep(notesOfRun(run, files)))
  if (run.noFlow) throw told('NoVerdict', noFlowText(run))
  const { met, why } = run.gate!
  const explained = run.results.some((result) => !passes(run, result, gateOf(options)))
  if (!met && !explained) throw told('NoVerdict', why.join('\n'))
}

async function ofScenario(entry: Entry, { run, files }: Conducted, context: TestContext, options: SuitesOptions): Promise<void> {
  if (run.noFlow) throw told('NoVerdict', noFlowText(run))
  const result = run.results.find(({ id }) => id === entry.id)
  if (!result) throw told('NoVerdict', `the run has no result of ${entry.id}: run the tests again`)
  const [shown] = shownAlone(run, result).results
  const { why, fix } = entry.scenario
  await tellAllure(() => allureOfScenario(run, result, entry.scenario))
  await annotate(context, notesOf(shown!))
  if (!passes(run, result, gateOf(options)))
    throw told(isFound(result.outcome) ? 'AssertionError' : 'NoVerdict', problemText(run, result, { [entry.id]: { why, fix } }, files))
  if (result.outcome === 'skip') context.skip(skipText(shown!))
}

const isFound = (outcome: string): boolean => outcome === 'fail' || outcome === 'warn'

const skipText = ({ rows, reason }: ReturnType<typeof shownAlone>['results'][number]): string =>
  [reason, ...new Set(rows.flatMap(({ provide }) => (provide === undefined ? [] : [`provide: ${provide}`])))].join('; ')

async function annotate(context: TestContext, notes: readonly Note[]): Promise<void> {
  for (const { text, type } of notes) await context.annotate(text, type)
}

/** Tells an error of a configuration or of grantproof itself as the command line does. */
function fail(error: unknown): never {
  throw told('NoVerdict', failureOf(error, Boolean(process.env['GRANTPROOF_DEBUG'])).text.trimEnd())
}
