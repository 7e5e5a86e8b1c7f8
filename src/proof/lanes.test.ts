import { expect, test } from 'vitest'
import { openEmbeddedSite, startEmbedded } from '../cli/embedded-target.ts'
import type { Entry } from '../scenario/catalog.ts'
import { type Scenario, scenario } from '../scenario/contract.ts'
import { run } from '../scenario/engine.ts'
import type { Progress } from '../scenario/result.ts'
import { held, issued } from '../verify/index.ts'

const waiting = (alone: boolean, seconds: number) =>
  scenario({
    title: 'A scenario that waits ends.',
    why: 'It would not, if it lent its lane to one that waits for it.',
    fix: 'None.',
    requirements: ['rfc6749-4.1.2-code-single-use'],
    needs: ['authorization_code'],
    ...(alone && { alone }),
    async act({ client, wait }) {
      const { answer } = await client.tokens()
      await wait(seconds)
      return { answer }
    },
    control: ({ answer }) => issued(answer),
    verify: ({ answer }) => [held('a token', answer.n)],
  }) as unknown as Scenario

/** A server whose clock nobody can move, as every server but the embedded one is. */
async function elsewhere(concurrency: number) {
  const { server, target } = await startEmbedded('bcp')
  const { advance: _, ...site } = openEmbeddedSite(server, { ...target, pace: { ...target.pace, concurrency } })
  return site
}

test.each([1, 2, 3])('scenarios that are alone and wait do not wait for each other, with %i lanes', async (concurrency) => {
  const site = await elsewhere(concurrency)
  const entries = [true, false, true, true, false, false, true].map(
    (alone, i): Entry => ({ id: `test/${i}`, file: '', source: '', scenario: waiting(alone, i % 2 === 0 ? 0 : 0.01) }),
  )
  const { results } = await run({ site, entries, profile: 'bcp' })
  expect(results.map(({ outcome }) => outcome)).toEqual(entries.map(() => 'pass'))
  await site.close()
})

test('who wants to be alone keeps nobody from working while another waits', async () => {
  const site = await elsewhere(1)
  const kinds = [
    { alone: false, seconds: 0.2 },
    { alone: true, seconds: 0 },
    { alone: false, seconds: 0 },
  ]
  const entries = kinds.map(
    ({ alone, seconds }, i): Entry => ({ id: `test/${i}`, file: '', source: '', scenario: waiting(alone, seconds) }),
  )
  const finished: string[] = []
  await run({ site, entries, profile: 'bcp', onProgress: (news) => void (news.is === 'finished' && finished.push(news.result.id)) })
  await site.close()
  expect(finished).toEqual(['test/2', 'test/0', 'test/1'])
})

test('a scenario is told to start when it has its lane, and to wait while others use that', async () => {
  const site = await elsewhere(1)
  const entries = [0.2, 0].map((seconds, i): Entry => ({ id: `test/${i}`, file: '', source: '', scenario: waiting(false, seconds) }))
  const told: Progress[] = []
  await run({ site, entries, profile: 'bcp', onProgress: (news) => void told.push(news) })
  await site.close()
  const inWords = (news: Exclude<Progress, { is: 'flow' }>) => `${news.is} ${news.is === 'finished' ? news.result.id : news.id}`
  expect(told.filter((news) => news.is !== 'flow').map(inWords)).toEqual([
    'started test/0',
    'waits test/0',
    'started test/1',
    'waits test/1',
    'finished test/1',
    'finished test/0',
  ])
})
