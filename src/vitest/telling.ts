import type { TestContext } from 'vitest'
import type { Conducted } from '../cli/conduct.ts'
import { failureOf } from '../cli/failure.ts'
import { allureOfRun, allureOfScenario } from '../report/allure/mapping.ts'
import { printableDeep } from '../report/printable.ts'
import type { ShownResult } from '../report/shown.ts'
import { noFlowText, shownAlone } from '../report/terminal/alone.ts'
import type { Entry } from '../scenario/catalog.ts'
import { isFound } from '../scenario/outcome.ts'
import { tellAllure } from './allure-runtime.ts'
import { type Note, notesOf, notesOfRun } from './notes.ts'
import { besidesScenarios, failureText, passes, told } from './verdict.ts'

/** The test of the run itself. It fails when nothing was judged, or by what no scenario's test tells. */
export async function tellRun({ run, files }: Conducted, context: TestContext): Promise<void> {
  await tellAllure(() => allureOfRun(run))
  await annotate(context, printableDeep(notesOfRun(run, files)))
  if (run.noFlow) throw told('NoVerdict', noFlowText(run))
  const why = besidesScenarios(run)
  if (why.length > 0) throw told('NoVerdict', why.join('\n'))
}

/** The test of a scenario, as the gate would decide on it alone. */
export async function tellScenario({ id }: Entry, { run, files }: Conducted, context: TestContext): Promise<void> {
  if (run.noFlow) throw told('NoVerdict', noFlowText(run))
  const result = run.results.find((one) => one.id === id)
  if (!result) throw told('NoVerdict', `the run has no result of ${id}, since Vitest chose its tests after it began: run them again`)
  const shown = shownAlone(run, result)
  const isLetPass = passes(run, result)
  await tellAllure(() => allureOfScenario(run, result))
  await annotate(context, notesOf(shown, isLetPass))
  if (!isLetPass) throw told(isFound(result.outcome) ? 'AssertionError' : 'NoVerdict', failureText(run, result, files))
  if (result.outcome === 'skip') context.skip(skipText(shown.results[0]!))
}

/** Fails a test by an error of a configuration, or of grantproof itself, as the command line tells it. */
export function tellError(error: unknown): never {
  throw told('NoVerdict', failureOf(error, Boolean(process.env['GRANTPROOF_DEBUG'])).text.trimEnd())
}

const skipText = ({ rows, reason }: ShownResult): string =>
  [reason, ...new Set(rows.flatMap(({ provide }) => (provide === undefined ? [] : [`provide: ${provide}`])))].join('; ')

async function annotate(context: TestContext, notes: readonly Note[]): Promise<void> {
  for (const { text, type } of notes) await context.annotate(text, type)
}
