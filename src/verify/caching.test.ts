import { expect, test } from 'vitest'
import { notMadeCacheable } from './caching.ts'
import { answer, kinds, landing } from './testing.ts'

const date: [string, string] = ['date', 'Sun, 06 Nov 2022 08:49:37 GMT']
const judged = (status: number, ...headers: [string, string][]) =>
  kinds(notMadeCacheable(landing('redirect_uri', {}, answer(status, '', { headers: [date, ...headers] }))))

test.each<[string, [string, string][]]>([
  ['nothing', []],
  ['no-store', [['cache-control', 'no-store, max-age=60']]],
  ['no-cache', [['Cache-Control', 'private, no-cache, max-age=60']]],
  ['a max-age of none', [['cache-control', 'public, max-age=0']]],
  ['an Expires of long ago', [['expires', 'Thu, 01 Jan 1970 00:00:00 GMT']]],
  ['an Expires that is no date', [['expires', '-1']]],
])('%s makes nothing cacheable', (_, headers) => expect(judged(302, ...headers)).toEqual(['held']))

test.each<[string, [string, string][]]>([
  ['max-age', [['cache-control', 'max-age=60']]],
  ['s-maxage', [['cache-control', 'max-age=0, s-maxage=60']]],
  ['Expires', [['expires', 'Sun, 06 Nov 2022 08:59:37 GMT']]],
])('%s makes an answer cacheable', (_, headers) => expect(judged(302, ...headers)).toEqual(['signal']))

test('an error is no answer that anybody waits for, and no hop at all decides nothing', () => {
  expect(judged(404, ['cache-control', 'max-age=60'])).toEqual(['held'])
  expect(kinds(notMadeCacheable(undefined))).toEqual(['undecided'])
})
