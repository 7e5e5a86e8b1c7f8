import { Agent, request } from 'undici'
import { fetchJson } from '../cli/fetch-json.ts'
import { openSite } from '../cli/open-site.ts'
import { type HarnessConfig, resolveTarget } from '../config/index.ts'
import type { Message, Recorder } from '../http/exchange.ts'
import type { Wire } from '../http/wire.ts'
import type { Entry } from '../scenario/catalog.ts'
import { run } from '../scenario/engine.ts'
import type { Site } from '../scenario/site.ts'
import type { Target } from '../target/target.ts'
import { median, milliseconds } from './measure.ts'
import { type Helper, start } from './processes.ts'
import { type Take, takeField } from './tape.ts'
import type { FromTape, ToTape } from './tape-server.ts'

/** What judging a server costs beside the bare requests. Times are medians, in milliseconds. */
export interface Overhead {
  suiteMs: number
  bareMs: number
  ratio: number
  requests: number
  /** How many answers of each replay had the status of the recorded ones: all, or there is no measurement. */
  equalAnswers: number
  scenarios: number
  /** How many scenarios ran at once: as many as any run has against this server. */
  lanes: number
  /** What the server alone took for all answers, one after the other. */
  serviceMs: number
}

const seed = 1

/** Records the suite against a server, then replays the record to the suite and to a bare client in turn. */
export async function overhead(config: HarnessConfig, all: readonly Entry[], runs: number): Promise<Overhead> {
  const entries = all.filter(isRepeatable)
  const target = await resolveTarget(config, { dir: '.', fetchJson })
  const recorder = await openTape(target.issuer)
  const lanes = target.pace.concurrency
  try {
    const alone = new Set(entries.flatMap(({ id, scenario }) => (scenario.alone ? [id] : [])))
    const taped: Target = {
      ...target,
      userAgent: 'direct',
      resolve: { ...target.resolve, [new URL(target.issuer).host]: `127.0.0.1:${portOf(recorder)}` },
    }
    await judged(taped, entries)
    const takes = takesOf(await recorder.ask('takes'))
    const times: { suite: number[]; bare: number[] } = { suite: [], bare: [] }
    for (let i = 0; i < runs; i += 1) {
      await recorder.ask('replay')
      const { ms, statuses } = await judged(taped, entries)
      allEqual(takes, statuses)
      times.suite.push(ms)
      times.bare.push(await milliseconds(() => bare(takes, portOf(recorder), lanes, alone)))
    }
    const [suiteMs, bareMs] = [median(times.suite), median(times.bare)]
    const serviceMs = takes.reduce((sum, take) => sum + take.serviceMs, 0)
    return {
      suiteMs,
      bareMs,
      ratio: suiteMs / bareMs,
      requests: takes.length,
      equalAnswers: takes.length,
      scenarios: entries.length,
      lanes,
      serviceMs,
    }
  } finally {
    recorder.close()
  }
}

/** Not those that wait, nor those in which two users act at once: the order of their requests is another each time. Nor those in a real browser, whose
 *  time is the browser's. */
const isRepeatable = ({ scenario: { tries, needs } }: Entry): boolean =>
  !tries?.includes('slow') && !needs.includes('two_users') && !needs.includes('browser')

/** @throws where the suite did not hear from the tape what it had heard from the server: it asked something else, and a ratio would say nothing. */
export function allEqual(takes: readonly Take[], statuses: ReadonlyMap<string, number | undefined>): void {
  const equal = takes.filter(({ of, answer }) => statuses.get(of) === answer.status).length
  if (equal < takes.length)
    throw new Error(`only ${equal} of ${takes.length} answers of the tape were the recorded ones: a ratio would say nothing`)
}

type TapeProcess = Helper<ToTape, FromTape>

const openTape = (upstream: string): Promise<TapeProcess> => start(new URL('./tape-server.ts', import.meta.url), [upstream])
const portOf = ({ ready }: TapeProcess): number => ('port' in ready ? ready.port : 0)
const takesOf = (said: FromTape): Take[] => ('takes' in said ? said.takes : [])

/** One run of the suite, every request labelled with its take. */
async function judged(target: Target, entries: readonly Entry[]): Promise<{ ms: number; statuses: Map<string, number | undefined> }> {
  const site = openSite(target)
  const statuses = new Map<string, number | undefined>()
  const labelled: Site = { ...site, wire: labelling(site.wire, statuses) }
  try {
    const ms = await milliseconds(() => run({ site: labelled, entries, profile: target.profile, seed }))
    return { ms, statuses }
  } finally {
    await site.close()
  }
}

/** A wire that says of each request which take it is, and notes the status of its answer. */
function labelling(wire: Wire, statuses: Map<string, number | undefined>): Wire {
  const labelled = (of = ''): Recorder => {
    const recorder = wire.recorder(of)
    let n = 0
    const label = (message: Message) => {
      const take = `${of} ${++n}`
      return { take, message: { ...message, headers: [...message.headers, [takeField, take]] } as Message }
    }
    return {
      exchanges: recorder.exchanges,
      async send(message, options) {
        const sent = label(message)
        const exchange = await recorder.send(sent.message, options)
        statuses.set(sent.take, exchange.response?.status)
        return exchange
      },
      async race(messages, options) {
        const sent = messages.map(label)
        const raced = await recorder.race(
          sent.map(({ message }) => message),
          options,
        )
        for (const [i, exchange] of raced.answers.entries()) statuses.set(sent[i]!.take, exchange.response?.status)
        return raced
      },
    }
  }
  return {
    recorder: labelled,
    allow: (origin) => wire.allow(origin),
    close: () => wire.close(),
    get requests() {
      return wire.requests
    },
  }
}

/** The same requests by undici alone, as many at once: scenarios side by side, each one's requests one after the other, and those that are alone at the end. */
async function bare(takes: readonly Take[], port: number, lanes: number, alone: ReadonlySet<string>): Promise<void> {
  const dispatcher = new Agent()
  const send = async ({ method, path, headers, body }: Take): Promise<void> => {
    const sent = { dispatcher, method: method as 'GET', headers: headers.flat(), body: body === '' ? null : Buffer.from(body, 'latin1') }
    const answer = await request(`http://127.0.0.1:${port}${path}`, sent)
    await answer.body.text()
  }
  const scenarios = Map.groupBy(takes, ({ of }) => of.slice(0, of.lastIndexOf(' ')))
  const { true: last = [], false: first = [] } = Object.groupBy(scenarios.keys(), (id) => `${alone.has(id)}`)
  const lane = async (ids: string[]): Promise<void> => {
    for (let id = ids.shift(); id !== undefined; id = ids.shift()) for (const take of scenarios.get(id)!) await send(take)
  }
  await Promise.all(Array.from({ length: lanes }, () => lane(first)))
  await lane(last)
  await dispatcher.close()
}
