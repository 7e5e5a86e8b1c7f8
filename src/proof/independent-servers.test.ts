import { describe, expect, it } from 'vitest'
import { type SetUp, servers } from '../../fixtures/servers/servers.ts'
import { fetchJson } from '../cli/fetch-json.ts'
import { openSite } from '../cli/open-site.ts'
import { resolveTarget } from '../config/index.ts'
import { loadSuites } from '../scenario/catalog.ts'
import type { Profile } from '../scenario/contract.ts'
import { run } from '../scenario/engine.ts'
import { differences, type Judged, readExpectations } from './expectations.ts'
import { inProfile } from './in-profile.ts'

const profiles: readonly Profile[] = ['classic', 'bcp', 'oauth21']
const entries = await loadSuites()

/** One run of one set-up, judged in every profile: evidence does not depend on who grades it. */
async function judged({ start, topics }: SetUp): Promise<Judged[]> {
  const running = await start()
  const site = openSite(await resolveTarget(running.config, { dir: import.meta.dirname, fetchJson }))
  try {
    const chosen = entries.filter(({ id }) => topics?.includes(id.split('/')[0]!) ?? true)
    const output = await run({ site: { ...site, ...(running.advance && { advance: running.advance }) }, entries: chosen, profile: 'bcp' })
    expect(output.noFlow?.reason).toBeUndefined()
    return profiles.map((profile) => ({ profile, results: inProfile(output, entries, profile) }))
  } finally {
    await site.close()
    await running.close()
  }
}

describe.concurrent.each(Object.entries(servers))('%s', (server, setUps) => {
  const expectations = readExpectations(server)

  it.each(Object.entries(setUps))('is judged as it deserves: %s', { timeout: 300_000 }, async (name, setUp) => {
    expect(differences(expectations, name, await judged(setUp))).toEqual([])
  })

  it('has expectations with reasons, of set-ups that exist', () => {
    const strange = expectations.filter(
      ({ reason, setUps: of = [] }) => reason.length < 40 || of.some((name) => !Object.hasOwn(setUps, name)),
    )
    expect(strange).toEqual([])
  })
})
