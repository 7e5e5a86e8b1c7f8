import { availableParallelism } from 'node:os'
import { loadEntries } from '../cli/load-entries.ts'
import type { HarnessConfig } from '../config/index.ts'
import { flowRounds, type Measured, rateOf } from './flow-rounds.ts'
import { type Overhead, overhead } from './overhead.ts'
import { type Helper, start } from './processes.ts'
import type { ServerName } from './server.ts'

// `npm run bench`: ratios within one run on one machine, never times to compare between machines. `-- --json` prints one object.

const runs = 5
const names: readonly ServerName[] = ['embedded', 'oidcProvider', 'oauth2MockServer']

type Servers = Readonly<Record<ServerName, Helper<never, HarnessConfig>>>

const json = process.argv.includes('--json')
const say = (line: string): void => void (json || process.stdout.write(`${line}\n`))

async function startAll(): Promise<Servers> {
  const file = new URL('./server.ts', import.meta.url)
  const started = names.map(async (name) => [name, await start<never, HarnessConfig>(file, [name])] as const)
  return Object.fromEntries(await Promise.all(started)) as Servers
}

async function measure({ embedded, oidcProvider, oauth2MockServer }: Servers): Promise<void> {
  const entries = await loadEntries()
  say(`medians of ${runs} runs, ${availableParallelism()} processors, Node ${process.versions.node}\n`)
  say('the suite against a tape, and the same requests by undici alone')
  const tapes = { embedded: await overhead(embedded.ready, entries, runs), oidcProvider: await overhead(oidcProvider.ready, entries, runs) }
  for (const [name, tape] of Object.entries(tapes)) say(overheadLine(name, tape))
  say('\nflows a second, as far as the token')
  const configs = { embedded: embedded.ready, oidcProvider: oidcProvider.ready, oauth2MockServer: oauth2MockServer.ready }
  const flows = await flowRounds(configs, runs)
  for (const flow of flows) say(flowLine(flow))
  for (const connections of [1, 8]) say(comparison(flows, connections))
  if (json) process.stdout.write(`${JSON.stringify(report(tapes, flows), null, 2)}\n`)
}

function report(tapes: Record<'embedded' | 'oidcProvider', Overhead>, flows: readonly Measured[]): object {
  const { suiteMs, bareMs, ratio, requests, equalAnswers, scenarios } = tapes.embedded
  const flowsPerSecond = {
    embedded: rateOf(flows, 'embedded', 'fresh', 8),
    oidcProvider: rateOf(flows, 'oidcProvider', 'fresh', 8),
    oauth2MockServer: rateOf(flows, 'oauth2MockServer', 'session', 8),
  }
  const scenariosPerSecond = (scenarios * 1000) / suiteMs
  return { suiteMs, bareMs, ratio, requests, equalAnswers, scenariosPerSecond, flowsPerSecond, runs, tapes, flows }
}

function overheadLine(of: string, { suiteMs, bareMs, ratio, requests, equalAnswers, scenarios, serviceMs, lanes }: Overhead): string {
  const parts = [
    `suite ${suiteMs.toFixed(0)} ms`,
    `bare ${bareMs.toFixed(0)} ms`,
    `ratio ${ratio.toFixed(2)}`,
    `${equalAnswers} of ${requests} answers equal`,
    `${((scenarios * 1000) / suiteMs).toFixed(0)} scenarios a second`,
    `${lanes} at once`,
    `the server takes ${(serviceMs / requests).toFixed(2)} ms a request`,
  ]
  return `  ${of.padEnd(17)} ${parts.join(', ')}`
}

const flowLine = ({ server, kind, connections, flowsPerSecond }: Measured): string =>
  `  ${server.padEnd(17)} ${kind.padEnd(8)} ${connections} at once ${flowsPerSecond.toFixed(0).padStart(6)}`

function comparison(flows: readonly Measured[], connections: number): string {
  const ours = (kind: Measured['kind']) => rateOf(flows, 'embedded', kind, connections)
  const fresh = (ours('fresh') / rateOf(flows, 'oidcProvider', 'fresh', connections)).toFixed(1)
  const session = (ours('session') / rateOf(flows, 'oauth2MockServer', 'session', connections)).toFixed(1)
  return `  ${connections} at once: ${fresh} times oidc-provider's fresh flows, ${session} times oauth2-mock-server's with a living session`
}

const servers = await startAll()
try {
  await measure(servers)
} finally {
  for (const server of Object.values(servers)) server.close()
}
process.exit()
