import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placed, someRuns, tenants } from '../../../fixtures/runs/compared-runs.ts'
import { result, row, runOf } from '../../../fixtures/runs/sample-run.ts'
import type { Outcome } from '../../scenario/contract.ts'
import type { Run } from '../run.ts'
import type { Line } from './lines.ts'
import type { PlacedRun } from './placed.ts'
import { groupsOf, isJudged, type SideBySide, sideBySide } from './side-by-side.ts'

const groupNames = (comparison: SideBySide) =>
  Object.fromEntries(Object.entries(groupsOf(comparison)).map(([name, lines]) => [name, lines.map(({ id }: Line) => id)]))
const shown = ({ cells }: Line) => cells.map((cell) => (isJudged(cell) ? cell.outcome : cell.absent))
const lineOf = (comparison: SideBySide, id: string) => comparison.scenarios.find((line) => line.id === id)!
/** One scenario in as many runs as there are outcomes. */
const of = (...outcomes: (Outcome | undefined)[]) =>
  sideBySide(outcomes.map((outcome, i) => placed(`${i}`, runOf(outcome === undefined ? [] : [result('a/b', [row(outcome)])]))))

describe('three tenants', () => {
  const comparison = sideBySide(tenants())

  it('have each scenario in one group', () => {
    expect(groupNames(comparison)).toEqual({
      different: ['authorization-code/redeems-code-once', 'redirect-uri/compares-exactly'],
      common: ['state/returns-state-unchanged'],
      single: [],
      otherwise: ['scope/rejects-unknown'],
      alike: ['pkce/rejects-wrong-code-verifier'],
      alone: [],
    })
  })

  it('have a cell for each run, which says what was found or why there is nothing', () => {
    expect(shown(lineOf(comparison, 'authorization-code/redeems-code-once'))).toEqual(['fail', 'pass', 'not asked for'])
    const [berlin, madrid] = lineOf(comparison, 'redirect-uri/compares-exactly').cells
    expect(berlin).toMatchObject({ outcome: 'warn', rows: [{ name: 'other path', outcome: 'warn' }], said: 'status 500' })
    expect(madrid).toMatchObject({ outcome: 'warn', rows: [{ name: 'other port', outcome: 'warn' }] })
  })

  it('are as grave as the gravest finding', () => {
    expect(lineOf(comparison, 'authorization-code/redeems-code-once').severity).toBe('critical')
  })

  it('are counted by area', () => {
    expect(comparison.areas.find(({ area }) => area === 'redirect-uri')!.runs.map(({ warn }) => warn)).toEqual([1, 1, 0])
  })

  it('are told apart where they cannot be compared', () => {
    const text = comparison.remarks.join('\n')
    expect(text).toContain('OAuth 2.0 Security BCP (berlin; madrid), OAuth 2.1 (oslo)')
    expect(text).toContain('oslo is of a part: pkce.')
    expect(text).toContain('oslo kept no evidence')
    expect(text).toContain('1 scenario was rewritten between the runs')
    expect(lineOf(comparison, 'pkce/rejects-wrong-code-verifier').rewritten).toBe(true)
  })
})

describe('one scenario', () => {
  it.each<[(Outcome | undefined)[], string]>([
    [['fail', 'fail'], 'common'],
    [['fail', 'warn'], 'different'],
    [['fail', 'pass'], 'different'],
    [['fail', undefined], 'different'],
    [['pass', undefined], 'otherwise'],
    [['pass', 'skip'], 'otherwise'],
    [['blocked', 'error'], 'otherwise'],
    [['pass', 'pass'], 'alike'],
    [['skip', 'skip', 'skip'], 'alike'],
  ])('%j is %s', (outcomes, group) => {
    expect(groupNames(of(...outcomes))[group]).toEqual(['a/b'])
  })

  it('in which other rows were found is different', () => {
    const [a, b] = ['one', 'two'].map((name) => [row('fail', { name }), row('pass', { name: name === 'one' ? 'two' : 'one' })])
    const comparison = sideBySide([placed('a', runOf([result('a/b', a!)])), placed('b', runOf([result('a/b', b!)]))])
    expect(groupNames(comparison)['different']).toEqual(['a/b'])
  })

  it.each<[string, Partial<Run>, string]>([
    ['was not asked for', { selection: { asked: ['x'], scenarios: 0 } }, 'not asked for'],
    ['was not reached', { complete: false }, 'not reached'],
    [
      'an interrupted selection may not have asked for',
      { complete: false, selection: { asked: ['pkce'], scenarios: 3 } },
      'not asked for or not reached',
    ],
    ['could not be judged', { noFlow: { reason: 'a captcha', exchanges: [] } }, 'nothing was judged'],
  ])('that %s is compared with nobody', (_, more, absent) => {
    const comparison = sideBySide([placed('a', runOf([result('a/b', [row('fail')])])), placed('b', runOf([], more))])
    expect(groupNames(comparison)['single']).toEqual(['a/b'])
    expect(shown(comparison.scenarios[0]!)).toEqual(['fail', absent])
    const sound = sideBySide([placed('a', runOf([result('a/b', [row('pass')])])), placed('b', runOf([], more))])
    expect(groupNames(sound)).toMatchObject({ alike: [], alone: ['a/b'] })
    expect(comparison.remarks.some((remark) => remark.startsWith('b'))).toBe(true)
  })

  it('whose findings are all waived says so', () => {
    const waived = runOf([result('a/b', [row('fail', { waived: 0 })])])
    const partly = runOf([result('a/b', [row('fail', { waived: 0 }), row('warn', { name: 'two' })])])
    const [a, b] = sideBySide([placed('a', waived), placed('b', partly)]).scenarios[0]!.cells
    expect([a, b]).toMatchObject([{ waived: true }, {}])
    expect(b).not.toHaveProperty('waived')
  })

  it('that was renamed stays one, and is found in its own report by its former name', () => {
    const runs = [placed('old', runOf([result('a/former', [row('fail')])])), placed('new', runOf([result('a/b', [row('fail')])]))]
    const comparison = sideBySide(runs, (id) => (id === 'a/former' ? 'a/b' : id))
    expect(groupNames(comparison)['common']).toEqual(['a/b'])
    expect(comparison.scenarios[0]!.cells).toMatchObject([{ formerly: 'a/former' }, {}])
  })

  it('whose name of today a run has beside the former one is two', () => {
    const both = placed('both', runOf([result('a/b', [row('pass')]), result('a/former', [row('fail')])]))
    const comparison = sideBySide([both, placed('new', runOf([]))], (id) => (id === 'a/former' ? 'a/b' : id))
    expect(comparison.scenarios.map(({ id }) => id).toSorted()).toEqual(['a/b', 'a/former'])
  })
})

describe('whatever the runs are', () => {
  const counts = (runs: readonly PlacedRun[], i: number) => runs[i]!.run.results.map(({ id, outcome }) => `${id} ${outcome}`).toSorted()

  it('every scenario of any run is there exactly once, in one group, and counted in one area', () => {
    fc.assert(
      fc.property(someRuns, (runs) => {
        const comparison = sideBySide(runs)
        const grouped = Object.values(groupsOf(comparison)).flat()
        expect(grouped.map(({ id }) => id).toSorted()).toEqual(
          [...new Set(runs.flatMap(({ run }) => run.results.map(({ id }) => id)))].sort(),
        )
        for (const i of runs.keys()) {
          const judged = grouped.flatMap(({ id, cells }) => (isJudged(cells[i]!) ? [`${id} ${cells[i].outcome}`] : []))
          expect(judged.toSorted()).toEqual(counts(runs, i))
          const inAreas = comparison.areas.map(({ runs }) => Object.values(runs[i]!).reduce((a, b) => a + b, 0))
          expect(inAreas.reduce((a, b) => a + b, 0)).toBe(judged.length)
        }
      }),
    )
  })

  it('their order only moves the columns', () => {
    const someOrder = someRuns.chain((runs) =>
      fc.tuple(fc.constant(runs), fc.shuffledSubarray([...runs.keys()], { minLength: runs.length })),
    )
    fc.assert(
      fc.property(someOrder, ([runs, order]) => {
        const [before, after] = [sideBySide(runs), sideBySide(order.map((i) => runs[i]!))]
        const moved = <T>(cells: readonly T[]): T[] => order.map((i) => cells[i]!)
        expect(after.runs).toEqual(moved(before.runs))
        expect(after.scenarios).toEqual(before.scenarios.map((line) => ({ ...line, cells: moved(line.cells) })))
        expect(after.areas).toEqual(before.areas.map(({ area, runs }) => ({ area, runs: moved(runs) })))
        expect(after.remarks).toHaveLength(before.remarks.length)
      }),
    )
  })

  it('each has a label of its own', () => {
    fc.assert(
      fc.property(someRuns, (runs) => {
        expect(new Set(sideBySide(runs).runs.map(({ label }) => label)).size).toBe(runs.length)
      }),
    )
  })
})
