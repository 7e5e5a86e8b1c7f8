import { gate } from '../gate/gate.ts'
import type { GateOptions, Run } from '../report/run.ts'
import { alone, problemText } from '../report/terminal/alone.ts'
import type { ScenarioResult } from '../scenario/result.ts'

/** Whether the gate of a run lets pass what it has of this scenario, with its marks of what is new and what is waived. */
export const passes = (run: Run, result: ScenarioResult): boolean => gate({ ...alone(run, result), complete: true }, ofScenarios(run)).met

/** Why the gate stops a run apart from its scenarios, each of which has a test that tells. */
export function besidesScenarios(run: Run): string[] {
  const { met, why } = run.gate!
  if (met || run.results.length === 0) return met ? [] : why
  const judged = { ...run, complete: true, selection: { ...run.selection, scenarios: run.results.length } }
  const { why: told } = gate(judged, ofScenarios(run))
  return why.filter((reason) => !told.includes(reason))
}

/** What a gate asks of scenarios one by one. Coverage and strict waivers are about a run as a whole. */
function ofScenarios({ gate }: Run): GateOptions {
  const { failOn, allowBlocked, severity } = gate!
  return { failOn, allowBlocked, ...(severity !== undefined && { severity }) }
}

/** What a failing test says: everything that somebody has to know to mend it, and where the rest is. */
export const failureText = (run: Run, result: ScenarioResult, files: readonly string[]): string =>
  `${problemText(run, result)}\n  all       ${files[0]}`

/** An error that is all message: a stack would only lead into this library. By its name Allure tells a failure from a test that broke. */
export function told(name: 'AssertionError' | 'NoVerdict', text: string): Error {
  return Object.assign(new Error(text), { name, stack: '' })
}
