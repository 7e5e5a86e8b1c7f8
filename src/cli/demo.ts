import type { Policy } from '../authorization-server/index.ts'
import { conduct } from './conduct.ts'
import { openEmbeddedSite, openTwin, startEmbeddedInThread } from './embedded-target.ts'
import { loadEntries } from './load-entries.ts'
import { printJson, showRun } from './show-run.ts'

/** Starts the server that comes with grantproof on a free port and judges it. Resolves with the exit code of the gate. */
export async function demo(options: { profile: Policy; json?: boolean; out: string; verbose?: boolean }): Promise<number> {
  const { profile, json, out, verbose = false } = options
  const [entries, { server, target }] = await Promise.all([loadEntries(), startEmbeddedInThread(profile)])
  const site = openEmbeddedSite(server, target)
  const ownSite = () => openTwin(site, profile)
  const { run, files } = await conduct({ site, entries, asked: [], profile, out, failOn: 'fail', allowBlocked: false, ownSite })
  if (json) printJson(run)
  else showRun(run, { files, verbose })
  return run.gate!.exitCode
}
