import { expect, test } from 'vitest'
import type { Landing } from '../user-agent/landing.ts'
import { ranNothing } from './executed.ts'
import { answer } from './testing.ts'

const landing = (...executed: string[][]): Landing => ({
  at: 'error_page',
  hops: [answer(400, '<p>No such client</p>')],
  params: [],
  views: executed.map((songs, i) => ({ n: i + 1, displayed: true, executed: songs, foreign: [] })),
})

test('a canary that sang on any page is an effect, with the page', () => {
  expect(ranNothing(landing([], ['1']))).toMatchObject([{ is: 'violated', part: 'effect', n: 2 }])
})

test('silence on shown pages holds, and so does a request that no page shows', () => {
  expect(ranNothing(landing([], []))).toMatchObject([{ is: 'held', seen: 'nothing of it ran on 2 pages' }])
  expect(ranNothing({ ...landing(), at: 'redirect_uri', url: 'https://client.example/cb' })).toMatchObject([{ is: 'held' }])
})

test('a rate limit is no silence, also after a page', () => {
  const limited = { hops: [answer(429, '<p>Later</p>')] }
  for (const one of [landing(), landing([])]) expect(ranNothing({ ...one, ...limited })).toMatchObject([{ is: 'undecided' }])
})

test('a window that came to nothing decides nothing', () => {
  expect(ranNothing({ ...landing([]), at: 'nowhere', why: 'the page did not come to rest' })).toMatchObject([{ is: 'undecided' }])
})
