import { printableDeep } from './printable.ts'
import type { Run } from './run.ts'
import { type Command, shownRun } from './shown.ts'
import { closing, skips } from './terminal/closing.ts'
import { head } from './terminal/head.ts'
import { noFlow } from './terminal/no-flow.ts'
import { paper, type TerminalStyle } from './terminal/paper.ts'
import { problems } from './terminal/problem.ts'
import { suites } from './terminal/suites.ts'

export type { TerminalStyle }

export interface TerminalOptions extends TerminalStyle {
  /** Where the reports are. */
  reports?: readonly string[]
  /** With `verbose`: how the requests of a row that fails are written, to be sent again by hand. */
  command?: Command
}

/** A run for a person at a terminal. Whatever a target sent is printable in it; the only control sequences are our colours. */
export function renderTerminal(run: Run, options: TerminalOptions): string {
  const on = paper(options)
  const shown = shownRun(run, on.verbose ? 2000 : 400, on.verbose ? options.command : undefined)
  const lines = [
    ...head(on, shown),
    '',
    ...(shown.noFlow ? noFlow(on, shown.noFlow) : suites(on, shown)),
    ...problems(on, shown),
    ...skips(on, shown),
    ...closing(on, shown, printableDeep(options.reports ?? [])),
  ]
  return `${lines.join('\n')}\n`
}
