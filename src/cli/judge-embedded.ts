import type { startInThread } from '../authorization-server/in-thread.ts'
import type { Entry } from '../scenario/catalog.ts'
import { conduct } from './conduct.ts'
import type { DemoOptions } from './demo.ts'
import { openEmbeddedSite, openTwin, withTarget } from './embedded-target.ts'
import { plainGating } from './gating.ts'
import { loadEntries } from './load-entries.ts'
import { select } from './select.ts'
import { printJson, showRun } from './show-run.ts'

/** Judges an embedded server that is starting in a thread of its own, while scenarios are loaded in this one. */
export async function judgeEmbedded(
  starting: ReturnType<typeof startInThread>,
  asked: string[],
  { profile, json, reportsDir: out, report: reports, evidence, verbose = false }: DemoOptions,
): Promise<number> {
  const entries = await selected(asked).catch(async (error) => {
    await (await starting).close()
    throw error
  })
  const { server, target } = await withTarget(starting)
  const site = openEmbeddedSite(server, target)
  const ownSite = () => openTwin(site, profile)
  const { run, files } = await conduct({ site, entries, asked, profile, out, reports, evidence, gating: plainGating(), ownSite, verbose })
  if (json) printJson(run)
  else showRun(run, { files, verbose })
  return run.gate!.exitCode
}

const selected = async (asked: string[]): Promise<Entry[]> => select(await loadEntries(), asked)
