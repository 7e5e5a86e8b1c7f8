import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostile } from '../../../fixtures/runs/hostile-run.ts'
import { result, row } from '../../../fixtures/runs/sample-run.ts'
import { TinyTerminal } from '../../../fixtures/terminal/tiny-terminal.ts'
import { paper } from '../terminal/paper.ts'
import { block, withinRoom } from './block.ts'
import { cellsOf } from './cells.ts'
import { type Area, Tally } from './tally.ts'

const tallyOf = (ids: readonly string[]): Tally => new Tally(ids)

/** Areas of four scenarios: how many of each are done, and whether one more runs. */
function areasOf(states: readonly (readonly [done: number, runs: boolean])[]): readonly Area[] {
  const idsOf = (i: number) => Array.from({ length: 4 }, (_, n) => `area-${i}/${n}`)
  const tally = tallyOf(states.flatMap((_, i) => idsOf(i)))
  for (const [i, [done, runs]] of states.entries()) {
    const ids = idsOf(i)
    for (const id of ids.slice(0, done)) tally.note({ is: 'finished', result: result(id, [row('pass')]), done: 0, total: 0 }, 0)
    if (runs && done < 4) tally.note({ is: 'started', id: ids[done]! }, 0)
  }
  return tally.areas
}

const names = (areas: readonly Area[]): string[] => areas.map(({ name, done, total }) => `${name} ${done}/${total}`)

describe('areas in a low terminal', () => {
  const areas = areasOf([
    [4, false],
    [2, true],
    [4, false],
    [1, true],
    [0, false],
    [0, false],
  ])

  it('are all there where they fit', () => {
    expect(withinRoom(areas, 6)).toEqual(areas)
  })

  it('come together: finished ones, then those that have not begun, then the last', () => {
    expect(names(withinRoom(areas, 5))).toEqual(['2 areas done 8/8', 'area-1 2/4', 'area-3 1/4', 'area-4 0/4', 'area-5 0/4'])
    expect(names(withinRoom(areas, 4))).toEqual(['2 areas done 8/8', 'area-1 2/4', 'area-3 1/4', '2 areas more 0/8'])
    expect(names(withinRoom(areas, 3))).toEqual(['2 areas done 8/8', 'area-1 2/4', '3 areas more 1/12'])
    expect(names(withinRoom(areas, 2))).toEqual(['2 areas done 8/8', '4 areas more 3/16'])
  })

  it('lose nothing on the way', () => {
    const state = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.boolean())
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 40 }), fc.integer({ min: 2, max: 60 }), (states, room) => {
        const areas = areasOf(states)
        const shown = withinRoom(areas, room)
        const sum = (of: readonly Area[], what: (area: Area) => number) => of.reduce((all, area) => all + what(area), 0)
        expect(shown.length).toBeLessThanOrEqual(room)
        for (const what of [
          ({ total }: Area) => total,
          ({ done }: Area) => done,
          ({ counts }: Area) => counts.pass,
          ({ running }: Area) => running.size,
        ])
          expect(sum(shown, what)).toBe(sum(areas, what))
      }),
    )
  })
})

describe('lines of the block', () => {
  const drawn = (tally: Tally, columns: number, rows: number) =>
    block({ tally, pace: undefined, requests: 1, startedAt: 0 }, { on: paper({ color: true, width: columns }), columns, rows, now: 61_000 })

  it('are not moved by hostile names, nor too long, and know how wide they are', () => {
    for (const columns of [10, 12, 30, 50, 80, 200]) {
      const tally = tallyOf([...hostile.map((text) => `${text}/one`), 'own/漢字漢字漢字漢字/two'])
      for (const text of hostile) tally.note({ is: 'started', id: `${text}/one` }, 0)
      tally.note({ is: 'finished', result: result(`${hostile[0]}/one`, [row('fail')]), done: 1, total: 9 }, 0)
      const lines = drawn(tally, columns, 60)
      expect(lines.length).toBeGreaterThan(hostile.length)
      for (const { text, cells } of lines) {
        const terminal = new TinyTerminal(columns, 5)
        terminal.write(text)
        expect(terminal.lines).toHaveLength(1)
        expect(cells).toBeLessThan(columns)
        expect(cells).toBeGreaterThanOrEqual(cellsOf(terminal.lines[0]!))
        expect(terminal.lines[0]).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u)
      }
    }
  })

  it('show who waits behind who works', () => {
    const tally = tallyOf(['a/waits', 'a/works', 'b/one'])
    tally.note({ is: 'started', id: 'a/waits' }, 0)
    tally.note({ is: 'waits', id: 'a/waits', seconds: 90 }, 31_000)
    tally.note({ is: 'started', id: 'a/works' }, 0)
    const [first] = drawn(tally, 100, 24)
    expect(first!.text.replace(/\x1b\[\d+m/g, '')).toBe('a  ──────────  0/2  works  waits (waits 1 min)')
  })
})
