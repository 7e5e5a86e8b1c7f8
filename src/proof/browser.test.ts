import { describe, expect, test } from 'vitest'
import type { FaultName } from '../authorization-server/index.ts'
import { openEmbeddedSite, startEmbedded } from '../cli/embedded-target.ts'
import { loadSuites } from '../scenario/catalog.ts'
import { run } from '../scenario/engine.ts'
import type { RunOutput } from '../scenario/result.ts'
import { usualBrowser } from '../user-agent/browser/launch.ts'

const missing = (await usualBrowser()) === undefined ? ' (skipped: no Chrome, Chromium or Edge is installed)' : ''
const ids = [
  'pkce/rejects-wrong-code-verifier',
  'scope/keeps-unticked-scopes-away',
  'state/binds-consent-to-the-browser',
  'state/keeps-requests-of-two-tabs-apart',
  'state/returns-state-with-errors',
  'state/withstands-forged-consent',
]
const entries = (await loadSuites()).filter(({ id }) => ids.includes(id))

/** A run of the embedded server whose pages a real browser shows. */
async function shown(some: readonly string[], faults: readonly FaultName[] = []): Promise<RunOutput> {
  const { server, target } = await startEmbedded('bcp', faults)
  const site = openEmbeddedSite(server, { ...target, userAgent: 'browser' })
  try {
    return await run({ site, entries: entries.filter(({ id }) => some.includes(id)), profile: 'bcp' })
  } finally {
    await site.close()
  }
}

const outcomes = ({ results }: RunOutput) =>
  results.flatMap(({ id, rows }) => rows.map(({ name, outcome, reason }) => ({ id, name, outcome, reason })))

describe.skipIf(missing !== '')(`judged with a real browser${missing}`, () => {
  test('the sound server is sound, also where a scenario forges what no browser sends', { timeout: 180_000 }, async () => {
    const rows = outcomes(await shown(ids))
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(ids))
    expect(rows.filter(({ outcome }) => outcome !== 'pass')).toEqual([])
  })

  test('a fault is found', { timeout: 180_000 }, async () => {
    const [found, sound] = ['pkce/rejects-wrong-code-verifier', 'state/returns-state-with-errors'] as const
    const failed = outcomes(await shown([found, sound], ['accepts-wrong-code-verifier'])).filter(({ outcome }) => outcome === 'fail')
    expect(new Set(failed.map(({ id }) => id))).toEqual(new Set([found]))
  })
})
