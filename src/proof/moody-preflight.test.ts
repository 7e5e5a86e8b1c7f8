import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Entry, loadSuites } from '../scenario/catalog.ts'
import { type MoodyBed, openMoodyBed } from './moody-bed.ts'
import { type MoodName, moods } from './moody-moods.ts'

let bed: MoodyBed
let entries: Entry[]
beforeAll(async () => {
  bed = await openMoodyBed({ timeoutMs: 300 })
  entries = await loadSuites()
})
afterAll(() => bed.close())

/** What the reason says, and how many requests it takes to know: retries of a rate limit and the steps of an honest flow counted. */
const deaf: Partial<Record<MoodName, { reason: RegExp; requests: number }>> = {
  'always 200 with a page': { reason: /an error page of the server \(status 200\)/, requests: 1 },
  'always 200 with empty JSON': { reason: /status 200/, requests: 1 },
  'always 400 with invalid_grant': { reason: /an error page of the server \(status 400\)/, requests: 1 },
  'always 400 with a page': { reason: /an error page of the server \(status 400\)/, requests: 1 },
  'always 401 with invalid_client': { reason: /an error page of the server \(status 401\)/, requests: 1 },
  'always 403 of a gateway': { reason: /an error page of the server \(status 403\)/, requests: 1 },
  'always 500': { reason: /an error page of the server \(status 500\)/, requests: 1 },
  'a redirect to itself': { reason: /in a circle/, requests: 2 },
  'a redirect to the sign-in of a proxy': { reason: /sent to https:\/\/proxy\.example\/sign-in/, requests: 1 },
  hanging: { reason: /no answer .*after 300 ms/, requests: 1 },
  resetting: { reason: /no answer .*closed before an answer came/, requests: 1 },
  'endless bodies': { reason: /status 200/, requests: 1 },
  'dripping bodies': { reason: /status 400/, requests: 1 },
  'garbage instead of HTTP': { reason: /not HTTP/, requests: 1 },
  'a rate limit by 429': { reason: /status 429/, requests: 4 },
  'a rate limit by a 200 page that passes': { reason: /an error page of the server \(status 200\)/, requests: 1 },
  'a rate limit by a 200 page': { reason: /an error page of the server \(status 200\)/, requests: 1 },
  'a deaf token endpoint': { reason: /gave no token: status 400 with error "invalid_grant"/, requests: 4 },
  'a deaf authorization endpoint': { reason: /an error page of the server \(status 400\)/, requests: 1 },
}

test.each(Object.entries(deaf))('a server that is deaf from the start is not judged: %s', async (name, { reason, requests }) => {
  const output = await bed.runAll(entries, { after: 0, mood: moods[name as MoodName]() })
  expect(output.results).toEqual([])
  expect(output.noFlow?.reason).toMatch(reason)
  expect(output.noFlow?.exchanges.length).toBeGreaterThan(0)
  expect(output.seen).toBe(requests)
})

test('every mood that is heard by the first honest flow is here', () => {
  const unheard = ['a cached answer', 'a client locked after three failures', 'a deaf introspection endpoint']
  expect([...Object.keys(deaf), ...unheard].sort()).toEqual(Object.keys(moods).sort())
})

test.each(['always 400 with invalid_grant', 'hanging', 'resetting'] as const)(
  'a whole run against a server that turns ends with a result for every scenario: %s',
  async (name) => {
    const { results } = await bed.runAll(entries, { after: 150, mood: moods[name]() })
    expect(results.map(({ id }) => id)).toEqual(entries.map(({ id }) => id))
    expect(results.flatMap(({ rows }) => rows).filter(({ outcome }) => outcome === 'error' || outcome === 'fail')).toEqual([])
  },
)
