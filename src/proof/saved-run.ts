import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FaultName } from '../authorization-server/index.ts'
import { openEmbeddedSite, openTwin, startEmbedded } from '../cli/embedded-target.ts'
import { readRun } from '../report/read.ts'
import type { Run } from '../report/run.ts'
import { openRun } from '../report/write.ts'
import type { Entry } from '../scenario/catalog.ts'
import { factsOf, run } from '../scenario/engine.ts'
import type { RunOutput } from '../scenario/result.ts'

/** Judges the embedded server by the profile bcp, saves the run as a command would, and reads the file again. */
export async function savedRun(entries: readonly Entry[], faults: readonly FaultName[] = []): Promise<{ live: RunOutput; saved: Run }> {
  const { server, target } = await startEmbedded('bcp', faults)
  const site = openEmbeddedSite(server, target)
  const dir = mkdtempSync(join(tmpdir(), 'grantproof-'))
  try {
    const live = await run({ site, entries, profile: 'bcp', ownSite: () => openTwin(site, 'bcp', faults) })
    const { name, issuer, embedded } = target
    const writer = openRun({
      dir,
      meta: {
        tool: { name: 'grantproof', version: '0.0.0' },
        target: { name, issuer, embedded },
        profile: 'bcp',
        startedAt: '2026-01-01T00:00:00.000Z',
        warnings: [],
        selection: { asked: [], scenarios: entries.length },
        facts: factsOf(site, 0),
      },
      reclose: (text) => site.vault.reclose(text),
    })
    for (const result of live.results) writer.add(result)
    writer.update({ facts: live.facts, requests: live.requests })
    writer.finish()
    return { live, saved: readRun(writer.file, dir).run }
  } finally {
    rmSync(dir, { recursive: true })
    await site.close()
  }
}
