import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEmbeddedSite, openTwin, startEmbedded } from '../cli/embedded-target.ts'
import { type Entry, loadSuites } from '../scenario/catalog.ts'
import { run } from '../scenario/engine.ts'

type Embedded = Awaited<ReturnType<typeof startEmbedded>>
let embedded: Embedded
let entries: Entry[]
let expected: Record<string, string>

beforeAll(async () => {
  embedded = await startEmbedded('bcp')
  entries = await loadSuites()
  expected = await outcomes(entries, 1)
})
afterAll(() => embedded.server.close())

/** Every row's outcome in one run against the living server, by browsers that are signed in nowhere yet. */
async function outcomes(of: readonly Entry[], concurrency: number): Promise<Record<string, string>> {
  const { server, target } = embedded
  const site = openEmbeddedSite(server, { ...target, pace: { ...target.pace, concurrency } })
  try {
    const { results } = await run({ site, entries: of, profile: 'bcp', ownSite: () => openTwin(site, 'bcp') })
    return Object.fromEntries(results.flatMap(({ id, rows }) => rows.map((row) => [`${id} › ${row.name}`, verdict(row)])))
  } finally {
    await site.wire.close()
  }
}

/** A pass needs no reason; whatever else comes of a disturbance should say why. */
const verdict = ({ outcome, reason }: { outcome: string; reason: string }) =>
  outcome === 'pass' || outcome === 'info' ? outcome : `${outcome}: ${reason}`

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

function shuffled<T>(values: readonly T[], next: () => number): T[] {
  const left = [...values]
  return values.map(() => left.splice(Math.floor(next() * left.length), 1)[0]!)
}

test('each row has a verdict', () => {
  expect(Object.keys(expected).length).toBeGreaterThanOrEqual(entries.length)
  expect(Object.values(expected).filter((outcome) => outcome.startsWith('blocked') || outcome.startsWith('error'))).toEqual([])
})

test('a second run against the same server has the same verdicts', async () => {
  expect(await outcomes(entries, 1)).toEqual(expected)
})

test.each([
  [1, 11],
  [16, 13],
])('shuffled scenarios in %i lanes, answers delayed at random (seed %i), have the same verdicts', async (concurrency, seed) => {
  const next = random(seed)
  const order = shuffled(entries, next)
  expect(order.map(({ id }) => id)).not.toEqual(entries.map(({ id }) => id))
  embedded.server.delay = () => sleep(next() * 3)
  try {
    expect(await outcomes(order, concurrency)).toEqual(expected)
  } finally {
    embedded.server.delay = undefined
  }
})
