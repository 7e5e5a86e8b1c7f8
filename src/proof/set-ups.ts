import type { SetUp } from '../../fixtures/servers/servers.ts'
import { fetchJson } from '../cli/fetch-json.ts'
import { openSite } from '../cli/open-site.ts'
import { type HarnessConfig, resolveTarget } from '../config/index.ts'
import type { Entry } from '../scenario/catalog.ts'
import { run } from '../scenario/engine.ts'
import type { RunOutput } from '../scenario/result.ts'
import type { Expectation } from './expectations.ts'
import { needsBrowser } from './mutation.ts'

/** Starts a set-up and judges it in `bcp` by the scenarios of its topics, with what else its owner might configure. What only a browser shows is
 *  left out: it takes longer than all the rest. */
export async function runSetUp({ start, topics }: SetUp, entries: readonly Entry[], more: Partial<HarnessConfig> = {}): Promise<RunOutput> {
  const running = await start()
  const site = openSite(await resolveTarget({ ...running.config, ...more }, { dir: import.meta.dirname, fetchJson }))
  try {
    const chosen = entries.filter((entry) => !needsBrowser(entry) && (topics?.includes(entry.id.split('/')[0]!) ?? true))
    const output = await run({ site: { ...site, ...(running.advance && { advance: running.advance }) }, entries: chosen, profile: 'bcp' })
    if (output.noFlow) throw new Error(output.noFlow.reason)
    return output
  } finally {
    await site.close()
    await running.close()
  }
}

/** Expectations without the rows that only a browser shows, which `runSetUp` leaves to the laboratory. */
export function withoutBrowser(expectations: readonly Expectation[], entries: readonly Entry[]): Expectation[] {
  const left = new Set(entries.filter(needsBrowser).map(({ id }) => id))
  const kept = expectations.map((one) => ({ ...one, rows: one.rows.filter((row) => !left.has(row.split(' › ')[0]!)) }))
  return kept.filter(({ rows }) => rows.length > 0)
}

/** Expectations that say hardly why, or speak of a set-up that does not exist. */
export const careless = (expectations: readonly Expectation[], setUps: Readonly<Record<string, SetUp>>): Expectation[] =>
  expectations.filter(({ reason, setUps: of = [] }) => reason.length < 40 || of.some((name) => !Object.hasOwn(setUps, name)))
