import { type GateOptions, gate } from '../gate/gate.ts'
import { type Run, summarise } from '../report/schema.ts'
import { noFlow } from '../report/terminal/no-flow.ts'
import { type Paper, paper } from '../report/terminal/paper.ts'
import { problems } from '../report/terminal/problem.ts'
import { type ShownRun, shownRun } from '../report/terminal/shown.ts'
import type { ScenarioResult } from '../scenario/result.ts'

/** A run of one scenario alone, as the gate and the reports see it. */
const alone = (run: Run, result: ScenarioResult): Run => ({
  ...run,
  results: [result],
  summary: summarise([result]),
  selection: { ...run.selection, scenarios: 1 },
})

/** Whether the gate would let a run of this scenario alone pass. */
export const passes = (run: Run, result: ScenarioResult, options: GateOptions): boolean => gate(alone(run, result), options).met

/** One result as reports show it: printable, without evidence. */
export const shownAlone = (run: Run, result: ScenarioResult): ShownRun => shownRun(alone(run, result), 2000)

const plain: Paper = paper({ color: false, width: 100, verbose: true })

/** Everything that somebody has to know to mend what a scenario found, in the words of the terminal. */
export function problemText(run: Run, result: ScenarioResult, files: readonly string[]): string {
  const lines = problems(plain, shownAlone(run, result))
  return [...lines.slice(1), `  all       ${files[0]}`].join('\n')
}

/** Why nothing was judged, and what to do. */
export const noFlowText = (run: Run): string => noFlow(plain, shownRun({ ...run, results: [] }, 2000).noFlow!).join('\n')

/** An error that is all message: a stack would only lead into this library. By its name Allure tells a failure from a test that broke. */
export function told(name: 'AssertionError' | 'NoVerdict', text: string): Error {
  return Object.assign(new Error(text), { name, stack: '' })
}
