import { EventEmitter } from 'node:events'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { FrameOfAnotherSite } from './place.ts'
import type { Traffic } from './traffic.ts'

/** A frame that arrives at this URL when it is sent anywhere; undefined: it never does. */
async function arrival(at: string | undefined) {
  const frame = { url: () => at }
  const page = new EventEmitter()
  const evaluate = async () => at && page.emit('framenavigated', frame)
  const traffic = { host: () => {}, watch: () => {} } as unknown as Traffic
  Object.assign(page, { goto: async () => {}, mainFrame: () => ({ childFrames: () => [frame], evaluate }) })
  const place = new FrameOfAnotherSite(page as unknown as Page, traffic, 'frame', 50)
  await place.prepare('https://as.example/')
  return place.bring('https://as.example/authorize')
}

test.each([
  ['https://as.example/authorize', 'shown'],
  ['chrome-error://chromewebdata/', 'refused'],
  [undefined, 'late'],
])('a frame that arrives at %s: %s', async (at, expected) => {
  expect(await arrival(at)).toBe(expected)
})
