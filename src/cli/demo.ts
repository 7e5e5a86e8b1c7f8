import type { Policy } from '../authorization-server/index.ts'
import type { EvidenceKind } from '../report/evidence.ts'
import type { FormatName } from '../report/formats.ts'
import type { Entry } from '../scenario/catalog.ts'
import { conduct } from './conduct.ts'
import { openEmbeddedSite, openTwin, startEmbeddedInThread } from './embedded-target.ts'
import { plainGating } from './gating.ts'
import { loadEntries } from './load-entries.ts'
import { select } from './select.ts'
import { printJson, showRun } from './show-run.ts'

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
  const { profile, json, reportsDir: out, report: reports, evidence, verbose = false } = options
  const starting = startEmbeddedInThread(profile)
  // What keeps it from starting is told where it is waited for.
  starting.catch(() => undefined)
  const entries = await selected(asked).catch(async (error) => {
    await (await starting).server.close()
    throw error
  })
  const { server, target } = await starting
  const site = openEmbeddedSite(server, target)
  const ownSite = () => openTwin(site, profile)
  const { run, files } = await conduct({ site, entries, asked, profile, out, reports, evidence, gating: plainGating(), ownSite, verbose })
  if (json) printJson(run)
  else showRun(run, { files, verbose })
  return run.gate!.exitCode
}

const selected = async (asked: string[]): Promise<Entry[]> => select(await loadEntries(), asked)
