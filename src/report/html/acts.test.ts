import { expect, it } from 'vitest'
import { exchange, held, result, row } from '../../../fixtures/runs/sample-run.ts'
import { actsOf } from './acts.ts'

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => exchange(from + i))
const rests = (n: number) => ({ evidence: { answer: { $exchange: n } }, exchange: n })
const outline = (of: Parameters<typeof actsOf>[0]) => actsOf(of).map(({ name, exchanges }) => [name, ...exchanges.map(({ n }) => n)])

it('what leads to an exchange that an act rests on belongs to it, and the rest is afterwards', () => {
  const rows = [row('fail', { name: 'late', ...rests(7) }), row('pass', { name: 'early', ...rests(4) })]
  expect(outline(result('a/b', rows, { controls: { before: held(2) }, exchanges: numbers(1, 9) }))).toEqual([
    ['The honest request, before', 1, 2],
    ['early', 3, 4],
    ['late', 5, 6, 7],
    ['The honest request, afterwards', 8, 9],
  ])
})

it('every exchange is in one act, even where no row rests on any', () => {
  const error = row('error', { evidence: {}, steps: [] })
  expect(outline(result('a/b', [error], { controls: {}, exchanges: numbers(1, 3) }))).toEqual([['Exchanges', 1, 2, 3]])
  expect(outline(result('a/b', [row('skip')]))).toEqual([])
})
