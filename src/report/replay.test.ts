import { expect, it } from 'vitest'
import { hostileRun } from '../../fixtures/runs/hostile-run.ts'
import { result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import type { Outcome } from '../scenario/contract.ts'
import { renderReplay, replayed } from './replay.ts'

const plain = { color: false, width: 90 }
const one = (outcome: Outcome) => runOf([result('a/b', [row(outcome)])])

it.each<[Outcome, string]>([
  ['fail', 'still happens'],
  ['warn', 'still happens'],
  ['pass', 'no longer happens'],
  ['info', 'no longer happens'],
  ['skip', 'no verdict'],
  ['blocked', 'no verdict'],
  ['error', 'no verdict'],
])('a finding whose row is %s now: %s', (outcome, again) => {
  expect(replayed(one('fail'), one(outcome))).toMatchObject([{ id: 'a/b', row: 'whole', again }])
})

it('has no verdict where the row is gone, and asks for nothing that was sound', () => {
  expect(replayed(one('fail'), runOf([]))).toMatchObject([{ again: 'no verdict', now: undefined }])
  expect(replayed(one('pass'), one('fail'))).toEqual([])
  expect(renderReplay(replayed(one('fail'), runOf([])), plain)).toContain('there is no such scenario any more')
  expect(renderReplay(replayed(one('fail'), runOf([result('a/b', [])])), plain)).toContain('this row is not there any more')
})

it('has the rows of a scenario together, and counts in good grammar', () => {
  const rows = [row('fail', { name: 'one', reason: 'seen' }), row('warn', { name: 'two', reason: 'seen too' })]
  const saved = runOf([result('a/b', rows), result('c/d', [row('fail', { reason: 'bad' })])])
  const again = runOf([result('a/b', rows), result('c/d', [row('pass', { reason: 'good' })])])
  expect(renderReplay(replayed(saved, again), plain)).toBe(`a/b
  still happens  one
    then      fail: seen
    now       fail: seen
  still happens  two
    then      warn: seen too
    now       warn: seen too
no longer happens  c/d
  then      fail: bad
  now       pass: good

2 still happen, 1 no longer happens
`)
})

it('shows hostile text as text', () => {
  const text = renderReplay(replayed(hostileRun(), hostileRun()), plain)
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}\p{Zl}\p{Zp}]/u)
  expect(text).not.toMatch(/^no longer happens/m)
})
