import { performance } from 'node:perf_hooks'
import type { LabServer } from '../../fixtures/servers/laboratory.ts'
import type { RunningServer } from '../../fixtures/servers/thread.ts'
import { conduct } from '../cli/conduct.ts'
import { CliError } from '../cli/failure.ts'
import { fetchJson } from '../cli/fetch-json.ts'
import { plainGating } from '../cli/gating.ts'
import { openSite } from '../cli/open-site.ts'
import { resolveTarget } from '../config/index.ts'
import { compared, explained, type Known, said } from '../proof/expectations.ts'
import { inProfile } from '../proof/in-profile.ts'
import type { Run } from '../report/run.ts'
import type { Entry } from '../scenario/catalog.ts'
import { isFound } from '../scenario/outcome.ts'
import { countAreas, type Summary } from './summary.ts'

/** What came of a server in the laboratory. */
export interface Examined {
  /** Where it differs from what it is known for. Empty when all is as expected. */
  differences: string[]
  summary: Summary
  /** How long it took until the server answered. */
  startSeconds: number
  /** How long the server itself took, all exchanges together. */
  serverSeconds: number
  files: string[]
}

const profile = 'bcp'

/** Starts a server, judges it in `bcp` by all scenarios, and compares what is seen with what it is known for. */
export async function examine(server: LabServer, known: Known, entries: readonly Entry[], out: string): Promise<Examined> {
  const begun = performance.now()
  const running = await started(server)
  const startSeconds = secondsSince(begun)
  try {
    const target = await resolveTarget(running.config, { dir: import.meta.dirname, fetchJson })
    const site = { ...openSite(target), ...(running.advance && { advance: running.advance }) }
    const { run, files } = await conduct({ site, entries, asked: [], profile, out, gating: plainGating({ allowBlocked: true }) })
    return { ...report(server, known, entries, run), startSeconds, files }
  } finally {
    await running.close()
  }
}

/** What keeps a server from starting lies with this machine or with its packages: whoever is told so can act upon it. */
async function started(server: LabServer): Promise<RunningServer> {
  try {
    return await server.start()
  } catch (error) {
    throw new CliError(2, `${server.title} did not start: ${(error as Error).message.trimEnd()}`, [
      'what each server needs is said in fixtures/servers/README.md, at "The laboratory"',
    ])
  }
}

function report(
  server: LabServer,
  known: Known,
  entries: readonly Entry[],
  run: Run,
): Pick<Examined, 'differences' | 'summary' | 'serverSeconds'> {
  const { profiles = [profile], setUp = 'laboratory', title, version, about } = server
  const judged = profiles.map((each) => ({ profile: each, results: inProfile(run, entries, each) }))
  const { differences, withheld } = weigh(known, setUp, judged)
  const { requests, durationMs } = run
  const summary: Summary = {
    ...{ title, version, about, setUp, date: run.startedAt.slice(0, 10), profile, scenarios: run.results.length, requests },
    seconds: Math.round(durationMs / 1000),
    withheld: known.withheld,
    areas: countAreas(run.results, withheld),
    explained: explained(known.expectations, setUp, { profile, results: run.results }),
  }
  const exchanges = run.results.flatMap((result) => result.exchanges)
  const serverSeconds = exchanges.reduce((sum, { ms }) => sum + ms, 0) / 1000
  return { differences: [...(run.noFlow ? [`nothing was judged: ${run.noFlow.reason}`] : []), ...differences], summary, serverSeconds }
}

/** Findings that nobody foresees are what is withheld, when there are just as many of them, or fewer by races alone. */
export function weigh({ expectations, withheld, withheldSometimes = 0 }: Known, ...[setUp, judged]: Tail<Parameters<typeof compared>>) {
  const { rows, unmet } = compared(expectations, setUp, judged)
  const secret = new Set(rows.filter(({ unforeseen, outcome }) => unforeseen && isFound(outcome)).map(({ key }) => key))
  const asSaid = secret.size <= withheld && secret.size >= withheld - withheldSometimes
  const wrong = rows.filter(({ key }) => !asSaid || !secret.has(key)).map(said)
  const count = asSaid ? [] : [`${withheld} findings are said to be withheld, and ${secret.size} are not foreseen`]
  return { differences: [...wrong, ...unmet, ...(withheld > 0 ? count : [])], withheld: asSaid ? secret : new Set<string>() }
}

type Tail<T extends unknown[]> = T extends [unknown, ...infer R] ? R : never

const secondsSince = (begun: number): number => (performance.now() - begun) / 1000
