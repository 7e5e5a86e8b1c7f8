import { describe, expect, it } from 'vitest'
import { Pace } from './pace.ts'

/** A run that has had a result every so many milliseconds, and the time now. */
function ranFor(results: number, every: number): { pace: Pace; now: number } {
  const pace = new Pace(0)
  for (let i = 1; i <= results; i++) pace.heard(i * every, { result: true })
  return { pace, now: results * every }
}

describe('time left', () => {
  it('is not told before there is something to go by', () => {
    expect(new Pace(0).left(100, 60_000, [])).toBeUndefined()
    expect(ranFor(4, 1000).pace.left(100, 4000, [])).toBeUndefined()
    expect(ranFor(100, 1).pace.left(100, 100, [])).toBeUndefined()
    expect(ranFor(5, 1000).pace.left(100, 5000, [])).toBeDefined()
  })

  it('is what is left at the pace so far', () => {
    const { pace, now } = ranFor(50, 400)
    expect(pace.left(30, now, [])).toBeCloseTo(30 * 400)
    expect(pace.left(0, now, [])).toBe(0)
  })

  it('follows the last results', () => {
    const pace = new Pace(0)
    for (let i = 1; i <= 100; i++) pace.heard(i * 100, { result: true })
    for (let i = 1; i <= 100; i++) pace.heard(10_000 + i * 1000, { result: true })
    expect(pace.left(10, 110_000, [])).toBeGreaterThan(10 * 850)
  })

  it('is not moved much by a single one, however long that took', () => {
    const { pace, now } = ranFor(50, 100)
    pace.heard(now + 60_000, { result: true })
    expect(pace.left(100, now + 60_000, [])).toBeLessThan(15_000)
    expect(pace.left(100, now + 60_000, [])).toBeGreaterThan(10_000)
  })

  it('is expected to be as long again where one takes long', () => {
    const { pace, now } = ranFor(50, 100)
    const last = (ms: number) => pace.left(1, now + ms, [])!
    expect(last(60_000)).toBeGreaterThan(58_000)
    expect(last(60_000)).toBeLessThan(62_000)
    expect(last(500)).toBeLessThan(1000)
  })

  it('is at least as long as somebody waits', () => {
    const { pace, now } = ranFor(50, 100)
    expect(pace.left(2, now, [now + 45_000, undefined, now - 5])).toBe(45_000)
    expect(pace.left(2000, now, [now + 45_000])).toBeCloseTo(200_000)
  })

  it('does not take for work that everybody waits', () => {
    const { pace, now } = ranFor(50, 100)
    pace.heard(now, { result: false, idleUntil: now + 600_000 })
    expect(pace.left(30, now + 60_000, [])).toBeCloseTo(540_000 + 3000)
    expect(pace.left(30, now + 600_000, [])).toBeCloseTo(3000)
    pace.heard(now + 600_100, { result: true })
    expect(pace.left(30, now + 600_100, [])).toBeCloseTo(3000)
  })
})
