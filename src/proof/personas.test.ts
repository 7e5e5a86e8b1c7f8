import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { personas, type SetUp } from '../../fixtures/personas/personas.ts'
import { fetchJson } from '../cli/fetch-json.ts'
import { openSite } from '../cli/open-site.ts'
import { resolveTarget } from '../config/index.ts'
import { loadSuites } from '../scenario/catalog.ts'
import { run } from '../scenario/engine.ts'
import { differences, type Expectation, type Judged } from './expectations.ts'

const entries = await loadSuites()

const expectationsOf = (name: string): readonly Expectation[] =>
  JSON.parse(readFileSync(new URL(`../../fixtures/personas/${name}.expected.json`, import.meta.url), 'utf8'))

async function judged({ start, topics }: SetUp): Promise<Judged[]> {
  const running = await start()
  const site = openSite(await resolveTarget(running.config, { dir: import.meta.dirname, fetchJson }))
  try {
    const chosen = entries.filter(({ id }) => topics?.includes(id.split('/')[0]!) ?? true)
    const output = await run({ site: { ...site, ...(running.advance && { advance: running.advance }) }, entries: chosen, profile: 'bcp' })
    expect(output.noFlow?.reason).toBeUndefined()
    return [{ profile: 'bcp', results: output.results }]
  } finally {
    await site.close()
    await running.close()
  }
}

describe.each(Object.entries(personas))('%s', (name, setUps) => {
  const expectations = expectationsOf(name)

  it.each(Object.entries(setUps))('is found out in exactly what it is known for: %s', { timeout: 300_000 }, async (setUp, how) => {
    expect(differences(expectations, setUp, await judged(how))).toEqual([])
  })

  it('has expectations with reasons, of set-ups that exist', () => {
    const strange = expectations.filter(
      ({ reason, setUps: of = [] }) => reason.length < 40 || of.some((one) => !Object.hasOwn(setUps, one)),
    )
    expect(strange).toEqual([])
  })
})
