import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Entry, loadSuites } from '../scenario/catalog.ts'
import { held } from '../verify/findings.ts'
import { openMoodyBed } from './moody-bed.ts'
import { type MoodName, moods } from './moody-moods.ts'
import type { Mood } from './moody-server.ts'
import { wrongVerdicts } from './moody-verdicts.ts'

/** One of each kind: these meet each mood at many places, all others in their middle. */
const often = new Set([
  'authorization-code/rejects-unknown-code',
  'authorization-code/revokes-tokens-of-a-replayed-code',
  'authorization-code/redeems-code-once-in-parallel',
  'authorization-code/binds-code-to-its-client',
  'authorization-code/issues-unguessable-codes',
  'client-authentication/rejects-wrong-client-secret',
  'client-authentication/reads-basic-credentials-in-any-notation',
  'pkce/rejects-verifier-without-challenge',
  'redirect-uri/withstands-confusing-authorities',
  'redirect-uri/varies-only-the-loopback-port',
])
const places = 3
/** Every other scenario meets each twelfth mood, its neighbours the moods between; `MOODS=all` lets every scenario meet all. */
const rotation = process.env['MOODS'] === 'all' ? 1 : 12
/** Servers of one mood at a time: much of the time of a silent one is waiting. */
const beds = 4
/** What a silent server costs for each request. */
const patienceMs = 150

const entries: Entry[] = []
const lengths = new Map<string, number>()

beforeAll(async () => {
  const bed = await openMoodyBed({ timeoutMs: 10_000 })
  for (const entry of await loadSuites()) {
    const { result, requests } = await bed.judge(entry, { after: Number.POSITIVE_INFINITY, mood: moods.hanging() })
    if (result.outcome === 'skip' && /the profile bcp does not ask|wants no real browser/.test(result.reason)) continue
    expect(['pass', 'info'], `${entry.id}: ${result.reason}`).toContain(result.outcome)
    entries.push(entry)
    lengths.set(entry.id, requests)
  }
  await bed.close()
})

test('the scenarios that meet each mood often exist', () => expect(entries.map(({ id }) => id)).toEqual(expect.arrayContaining([...often])))

describe.concurrent('no verdict rests on an answer after the turn', () => {
  test.each(Object.keys(moods) as MoodName[])('%s', { timeout: 600_000 }, async (name) => {
    const shares = Map.groupBy(entries.entries(), ([i]) => i % beds)
    const found = await Promise.all(
      [...shares.values()].map((share) =>
        sweep(
          share.map(([, entry]) => entry),
          name,
        ),
      ),
    )
    expect(found.flatMap(({ wrong }) => wrong)).toEqual([])
    expect(found.reduce((sum, { blocked }) => sum + blocked, 0)).toBeGreaterThan(0)
  })
})

/** Judges scenarios one after the other against servers of one mood. */
async function sweep(some: readonly Entry[], name: MoodName): Promise<{ wrong: string[]; blocked: number }> {
  const bed = await openMoodyBed({ timeoutMs: patienceMs })
  const wrong: string[] = []
  let blocked = 0
  for (const entry of some) {
    for (const after of meets(entry, name) ? turnsOf(entry) : []) {
      const mood: Mood = moods[name]()
      const witnessed = await bed.judge(entry, { after, mood })
      blocked += witnessed.result.counts.blocked ?? 0
      wrong.push(...wrongVerdicts(witnessed, name).map((why) => `after ${after} of ${lengths.get(entry.id)}: ${why}`))
    }
  }
  await bed.close()
  return { wrong, blocked }
}

const meets = (entry: Entry, name: MoodName): boolean =>
  often.has(entry.id) || (entries.indexOf(entry) + Object.keys(moods).indexOf(name)) % rotation === 0

/** After how many requests the server turns. */
function turnsOf({ id }: Entry): number[] {
  const length = lengths.get(id) ?? 0
  if (!often.has(id)) return [Math.floor(length / 2)]
  return Array.from({ length: places }, (_, i) => Math.floor((i * (length - 1)) / (places - 1)))
}

describe('the test itself', () => {
  let bed: Awaited<ReturnType<typeof openMoodyBed>>
  beforeAll(async () => {
    bed = await openMoodyBed({ timeoutMs: 10_000 })
  })
  afterAll(() => bed.close())

  test('notices a scenario that believes every answer', async () => {
    const entry = entries.find(({ id }) => id === 'redirect-uri/refuses-look-alike-hosts')!
    const credulous = { ...entry, scenario: { ...entry.scenario, control: () => true, verify: () => [held('whatever came')] } }
    const [name, after] = ['always 200 with a page', Math.floor(lengths.get(entry.id)! / 2)] as const
    const verdictsOf = async (one: Entry) => wrongVerdicts(await bed.judge(one, { after, mood: moods[name]() }), name)
    expect(await verdictsOf(entry)).toEqual([])
    expect(await verdictsOf(credulous)).not.toEqual([])
  })
})
