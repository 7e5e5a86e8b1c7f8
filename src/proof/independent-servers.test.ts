import { describe, expect, it } from 'vitest'
import { type SetUp, servers } from '../../fixtures/servers/servers.ts'
import { loadSuites } from '../scenario/catalog.ts'
import type { Profile } from '../scenario/contract.ts'
import { differences, type Judged, readExpectations } from './expectations.ts'
import { inProfile } from './in-profile.ts'
import { careless, runSetUp, withoutBrowser } from './set-ups.ts'

const profiles: readonly Profile[] = ['classic', 'bcp', 'oauth21']
const entries = await loadSuites()

/** One run of one set-up, judged in every profile: evidence does not depend on who grades it. */
async function judged(setUp: SetUp): Promise<Judged[]> {
  const output = await runSetUp(setUp, entries)
  return profiles.map((profile) => ({ profile, results: inProfile(output, entries, profile) }))
}

describe.concurrent.each(Object.entries(servers))('%s', (server, setUps) => {
  const expectations = readExpectations(server)

  it.each(Object.entries(setUps))('is judged as it deserves: %s', { timeout: 300_000 }, async (name, setUp) => {
    expect(differences(withoutBrowser(expectations, entries), name, await judged(setUp))).toEqual([])
  })

  it('has expectations with reasons, of set-ups that exist', () => {
    expect(careless(expectations, setUps)).toEqual([])
  })
})
