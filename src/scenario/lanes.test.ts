import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Lanes, Room } from './lanes.ts'
import type { Site } from './site.ts'

const site = {} as Site
const turns = async (n: number) => {
  for (let i = 0; i < n; i++) await new Promise((resolve) => setImmediate(resolve))
}

test('never more work than lanes, and never two works in one lane', () =>
  fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 12 }), async (count, works) => {
      const lanes = new Lanes(site, count)
      const busy = new Set<unknown>()
      await Promise.all(
        works.map((length) =>
          lanes.use(async (lane) => {
            expect(busy.has(lane)).toBe(false)
            busy.add(lane)
            await turns(length)
            busy.delete(lane)
            await lanes.lend(lane, () => turns(length))
            expect(busy.has(lane)).toBe(false)
            busy.add(lane)
            await turns(1)
            busy.delete(lane)
          }),
        ),
      )
    }),
  ))

test('who waits for time to pass lends the lane to others', async () => {
  const lanes = new Lanes(site, 1)
  const order: string[] = []
  const first = lanes.use(async (lane) => {
    await lanes.lend(lane, () => turns(5))
    order.push('first')
  })
  const second = lanes.use(async () => {
    order.push('second')
  })
  await Promise.all([first, second])
  expect(order).toEqual(['second', 'first'])
})

test('who is alone is alone', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 3 })), { maxLength: 12 }), async (works) => {
      const room = new Room()
      let inside = 0
      await Promise.all(
        works.map(([alone, length]) =>
          room.enter(alone, async () => {
            inside++
            if (alone) expect(inside).toBe(1)
            await turns(length)
            if (alone) expect(inside).toBe(1)
            inside--
          }),
        ),
      )
      expect(inside).toBe(0)
    }),
  ))
