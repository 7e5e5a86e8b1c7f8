import { type GateOptions, gate } from '../gate/gate.ts'
import type { Run } from '../report/schema.ts'
import { alone, problemText } from '../report/terminal/alone.ts'
import type { ScenarioResult } from '../scenario/result.ts'

/** Whether the gate would let a run of this scenario alone pass. */
export const passes = (run: Run, result: ScenarioResult, options: GateOptions): boolean => gate(alone(run, result), options).met

/** What a failing test says: everything that somebody has to know to mend it, and where the rest is. */
export const failureText = (run: Run, result: ScenarioResult, files: readonly string[]): string =>
  `${problemText(run, result)}\n  all       ${files[0]}`

/** An error that is all message: a stack would only lead into this library. By its name Allure tells a failure from a test that broke. */
export function told(name: 'AssertionError' | 'NoVerdict', text: string): Error {
  return Object.assign(new Error(text), { name, stack: '' })
}
