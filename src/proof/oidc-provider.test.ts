import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type OidcProviderOptions, startOidcProvider } from '../../fixtures/servers/oidc-provider/start.ts'
import { fetchJson } from '../cli/fetch-json.ts'
import { openSite } from '../cli/open-site.ts'
import { resolveTarget } from '../config/index.ts'
import { loadSuites } from '../scenario/catalog.ts'
import type { Outcome, Profile } from '../scenario/contract.ts'
import { run } from '../scenario/engine.ts'
import type { RunOutput } from '../scenario/result.ts'

/** What is not a pass, with the sentence that upholds it; `only` and `unless` name a set-up. */
type Expected = Record<string, { outcome: Outcome; reason: string; only?: string; unless?: string }>

const setUps: Record<string, { profile: Profile; server?: OidcProviderOptions }> = {
  'opaque tokens': { profile: 'bcp' },
  'pages for development': { profile: 'classic', server: { pages: 'dev' } },
  'JWT access tokens': { profile: 'oauth21', server: { tokens: 'jwt', method: 'client_secret_post' } },
}

const expected: Expected = JSON.parse(readFileSync(new URL('../../fixtures/servers/oidc-provider/expected.json', import.meta.url), 'utf8'))

async function judged({ server, profile }: (typeof setUps)[string]): Promise<RunOutput> {
  const running = await startOidcProvider(server)
  const site = openSite(await resolveTarget(running.config, { dir: import.meta.dirname, fetchJson }))
  try {
    return await run({ site: { ...site, advance: running.advance }, entries: await loadSuites(), profile })
  } finally {
    await site.close()
    await running.close()
  }
}

/** Every row that is neither pass nor info, but for those that a profile does not ask for. */
const notable = ({ results }: RunOutput): Record<string, Outcome> =>
  Object.fromEntries(
    results.flatMap(({ id, rows }) =>
      rows
        .filter(({ outcome, reason }) => outcome !== 'pass' && outcome !== 'info' && !/^the profile \w+ does not ask/.test(reason))
        .map(({ name, outcome }) => [`${id} › ${name}`, outcome] as const),
    ),
  )

/** What the file expects of one set-up. */
const expectedOf = (setUp: string): Record<string, Outcome> =>
  Object.fromEntries(
    Object.entries(expected)
      .filter(([, { only = setUp, unless }]) => only === setUp && unless !== setUp)
      .map(([key, { outcome }]) => [key, outcome]),
  )

const explained = ({ results }: Pick<RunOutput, 'results'>): string =>
  results
    .flatMap(({ id, rows }) => rows.map(({ name, outcome, reason }) => `${outcome} ${id} › ${name}: ${reason}`))
    .filter((line) => !line.startsWith('pass'))
    .join('\n')

describe.concurrent('oidc-provider', () => {
  for (const [name, setUp] of Object.entries(setUps))
    it(`is judged as it deserves: ${name} (${setUp.profile})`, async () => {
      const output = await judged(setUp)
      expect(output.noFlow?.reason).toBeUndefined()
      expect(notable(output), explained(output)).toEqual(expectedOf(name))
    }, 180_000)

  it('is found out where it is weakened, and nowhere else', async () => {
    const { results } = await judged({ profile: 'oauth21', server: { lax: true } })
    const failed = results.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id)
    expect(failed, explained({ results })).toEqual([
      'authorization-code/redeems-code-once',
      'authorization-code/redeems-code-once-in-parallel',
      'pkce/requires-challenge-of-public-clients',
      'redirect-uri/compares-path-exactly',
      'redirect-uri/compares-query-exactly',
      'redirect-uri/refuses-parser-confusion',
      'redirect-uri/varies-only-the-loopback-port',
      'refresh-token/replaces-refresh-tokens-of-public-clients',
    ])
  }, 180_000)

  it('expects only what there is to judge', async () => {
    const rows = (await loadSuites()).flatMap(({ id, scenario }) =>
      Object.keys(scenario.cases ?? { whole: {} }).map((row) => `${id} › ${row}`),
    )
    expect(Object.keys(expected).filter((key) => !rows.includes(key))).toEqual([])
    for (const { only, unless, reason } of Object.values(expected)) {
      expect([...Object.keys(setUps), undefined]).toContain(only ?? unless)
      expect(reason.length).toBeGreaterThan(40)
    }
  })
})
