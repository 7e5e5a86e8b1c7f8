import { altered, spliced } from '../client/index.ts'
import type { Exchange, Mark, Recorder } from '../http/exchange.ts'
import { clientWithoutCode, unmet } from '../target/needs.ts'
import type { ClientMetadata, User } from '../target/target.ts'
import type { Browser } from '../user-agent/agent.ts'
import { type ActParts, BenchClient } from './bench-client.ts'
import { BenchSession } from './bench-session.ts'
import type { Alteration, Arbitrary, Bench, Client, Evidence, Race, RealBrowser, Search, Series, Session } from './contract.ts'
import { declaredBy } from './declared.ts'
import { NoVerdict } from './errors.ts'
import { sampled } from './sample.ts'
import { searched } from './search.ts'
import type { Site } from './site.ts'
import { Transport } from './transport.ts'
import { waiting } from './waiting.ts'

/** Whatever any scenario may be handed; which of it a scenario sees is a matter of its `needs`. */
export type WholeBench = Bench & { second?: Client; publicClient?: Client; codeless?: Client; bob?: Session; browser: RealBrowser }

export interface BenchParts {
  site: Site
  recorder: Recorder
  /** The browser to use for a user: the lane's, or one of the scenario's own. */
  browser(user: string): Browser
  /** Lets others use the lane while time passes. */
  pause(seconds: number): Promise<void>
  search: { seed: number; runs: number }
  /** Numbers of exchanges that held in a search: they are counted, not kept. */
  dropped: Set<number>
}

/** What one act is handed: clients, users, and the few deeds that are more than a request. */
export function makeBench(parts: BenchParts): WholeBench {
  const { site, recorder } = parts
  const { target, vault } = site
  const transport = new Transport(recorder)
  const alter = (mark: string, how: Alteration) => alteredMark(site, mark, how)
  const shared: ActParts = { site, transport, tools: { alter, skip }, grants: new Map() }
  const session = (user: string) => new BenchSession(user, target.users[user] as User, parts.browser(user), recorder)
  const [first = 'alice', other] = Object.keys(target.users)
  const alice = session(first)
  const client = (metadata: ClientMetadata) => new BenchClient(shared, metadata, alice)
  const { client: main, second_client, public_client } = target.clients
  const codeless = clientWithoutCode(target.clients)
  return {
    client: client(main as ClientMetadata),
    alice,
    ...(second_client && { second: client(second_client) }),
    ...(public_client && { publicClient: client(public_client) }),
    ...(codeless && { codeless: client(codeless) }),
    ...(other && { bob: session(other) }),
    browser: {
      shows: (client, staging = 'window') => (client as BenchClient).on(staging),
      backAfterSignOut: (client, ...changes) => (client as BenchClient).backAfterSignOut(...changes),
    },
    scopes: { ...target.scopes, ...(target.resource?.scope !== undefined && { resource: target.resource.scope }) },
    graceSeconds: (target.declares.graceMs ?? (target.embedded ? 0 : 60_000)) / 1000,
    idleSeconds: target.declares.refreshTokenIdleS,
    has: (need) => unmet(need, target) === undefined,
    poll: (probe, until) => polled(probe, until, target.declares.propagationMs, parts.pause),
    race: (requests): Promise<Race> => transport.race(requests),
    search: <V extends string, E extends Evidence>(
      values: Arbitrary<V>,
      attempt: (value: V) => Promise<E>,
      bad: (e: E) => boolean,
    ): Promise<Search<V, E>> => searched(values, forgetful(parts, attempt, bad), bad, parts.search),
    sample: (marks: readonly Mark[]) => sampled(marks.map((mark) => vault.open(mark))),
    alter: (mark, how) => alter(mark, how) as Mark,
    splice: (mark, other) => splicedMarks(site, mark, other),
    wait: waiting(parts.pause, site.advance),
    skip,
    declared: declaredBy(target),
    block: (reason) => {
      throw new NoVerdict('block', reason)
    },
  }
}

function skip(reason: string, provide: string): never {
  throw new NoVerdict('skip', reason, provide)
}

function alteredMark({ vault }: Site, mark: string, how: Alteration): string {
  const kind = kindOf(mark)
  if (!kind) return altered(mark, how)
  const made = vault.derive(kind, how, mark as Mark, (open) => altered(open(mark), how))
  if (made === mark)
    throw new NoVerdict('skip', `this ${kind} stays the same with its ${how}`, `a ${kind} in which that makes a difference`)
  return made
}

const splicedMarks = ({ vault }: Site, mark: Mark, other: Mark): Mark[] =>
  spliced(vault.open(mark), vault.open(other)).map((value) => vault.derive(kindOf(mark) ?? 'secret', 'spliced', mark, () => value))

const kindOf = (mark: string): string | undefined => /^‹([a-z_]+):\d+›$/.exec(mark)?.[1]

/** Repeats a probe, slower and slower, until it answers as wanted or the limit is over. */
async function polled(
  probe: () => Promise<Exchange>,
  until: (answer: Exchange) => boolean,
  limitMs: number,
  wait: (seconds: number) => Promise<void>,
): Promise<Series> {
  const started = performance.now()
  const tries: Exchange[] = []
  for (let pause = 200; ; pause = Math.min(pause * 2, 3000)) {
    const answer = await probe()
    tries.push(answer)
    const ms = performance.now() - started
    if (until(answer)) return { tries, settled: true, ms }
    if (ms + pause > limitMs) return { tries, settled: false, ms }
    await wait(pause / 1000)
  }
}

/** An attempt of a search whose exchanges are dropped when it held. */
function forgetful<V, E extends Evidence>(
  { recorder, dropped }: BenchParts,
  attempt: (value: V) => Promise<E>,
  bad: (evidence: E) => boolean,
) {
  return async (value: V): Promise<E> => {
    const from = recorder.exchanges.length
    const evidence = await attempt(value)
    if (!bad(evidence)) for (const { n } of recorder.exchanges.slice(from)) dropped.add(n)
    return evidence
  }
}
