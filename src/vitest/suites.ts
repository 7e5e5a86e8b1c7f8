import { describe, type TestContext, test } from 'vitest'
import type { Conducted } from '../cli/conduct.ts'
import { suiteOfId } from '../report/shown.ts'
import type { Entry } from '../scenario/catalog.ts'
import { hosted } from './hosted.ts'
import type { SuitesOptions } from './options.ts'
import { type Plan, planned } from './plan.ts'
import { idsToRun } from './tasks.ts'
import { tellError, tellRun, tellScenario } from './telling.ts'

/** A run has limits of its own, and a verdict is no other for being asked again. */
const asItComes = { timeout: 0, retry: 0, repeats: 0 } as const
const ofTheRun = 'judges the target'

/** Hosts grantproof in Vitest: a test for the run itself, and one for each scenario. Called at the top of a test file. */
export function grantproofSuites(options: SuitesOptions = {}): void {
  describe('grantproof', asItComes, async () => {
    try {
      register(await planned(options), options)
    } catch (error) {
      test(ofTheRun, () => tellError(error))
    }
  })
}

function register(plan: Plan, options: SuitesOptions): void {
  const ask = asking(plan, options)
  describe(plan.name, asItComes, () => {
    test(ofTheRun, async (context) => tellRun(await ask(context), context))
    for (const [folder, entries] of Map.groupBy(plan.entries, ({ id }) => suiteOfId(id)))
      describe(folder, () => {
        for (const entry of entries) test(nameOf(entry), async (context) => tellScenario(entry, await ask(context), context))
      })
  })
}

const nameOf = ({ id, scenario }: Entry): string => `${id}: ${scenario.title}`

/** Hands out the run. Where nothing was judged, the first who asks tells why, and all others are skipped: one cause is told once. */
function asking(plan: Plan, options: SuitesOptions): (context: TestContext) => Promise<Conducted> {
  const run = hosted(plan, options)
  const ids = new Map(plan.entries.map((entry) => [nameOf(entry), entry.id]))
  let teller: string | undefined
  return async ({ task, skip }) => {
    teller ??= task.id
    const outcome = await run(idsToRun(task, ids)).catch((error: unknown) => ({ error }))
    if (teller !== task.id && ('error' in outcome || outcome.run.noFlow)) skip('nothing was judged')
    return 'error' in outcome ? tellError(outcome.error) : outcome
  }
}
