import type { ScenarioResult } from '../../scenario/result.ts'
import { type Run, summarise } from '../run.ts'
import { type ShownRun, shownRun } from '../shown.ts'
import { noFlow } from './no-flow.ts'
import { type Paper, paper } from './paper.ts'
import { problems } from './problem.ts'

/** A run of one scenario alone, as the gate and the reports see it. */
export const alone = (run: Run, result: ScenarioResult): Run => ({
  ...run,
  results: [result],
  summary: summarise([result]),
  selection: { ...run.selection, scenarios: 1 },
})

/** One result as reports show it: printable, without evidence. */
export const shownAlone = (run: Run, result: ScenarioResult): ShownRun => shownRun(alone(run, result), 2000)

const plain: Paper = paper({ color: false, width: 100, verbose: true })

/** Everything that somebody has to know to mend what a scenario found, in the words of the terminal; nothing for one without a problem. */
export const problemText = (run: Run, result: ScenarioResult): string => problems(plain, shownAlone(run, result)).slice(1).join('\n')

/** Why nothing was judged, and what to do. */
export const noFlowText = (run: Run): string => noFlow(plain, shownRun({ ...run, results: [] }, 2000).noFlow!).join('\n')
