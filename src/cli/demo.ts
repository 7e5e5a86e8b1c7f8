import { startInThread } from '../authorization-server/in-thread.ts'
import type { Policy } from '../authorization-server/index.ts'
import type { EvidenceKind } from '../report/evidence.ts'
import type { FormatName } from '../report/formats.ts'

export interface DemoOptions {
  profile: Policy
  /** What else is written beside the run. */
  report?: FormatName[]
  evidence?: EvidenceKind
  json?: boolean
  reportsDir: string
  verbose?: boolean
}

/** Starts the server that comes with grantproof on a free port and judges it, by a selection as `run` takes it. Resolves with the exit code of the gate. */
export async function demo(asked: string[], options: DemoOptions): Promise<number> {
  const starting = startInThread({ policy: options.profile })
  // What keeps it from starting is told where it is waited for.
  starting.catch(() => undefined)
  const { judgeEmbedded } = await import('./judge-embedded.ts')
  return judgeEmbedded(starting, asked, options)
}
