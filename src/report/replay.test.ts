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

it('shows hostile text as text', () => {
  const text = renderReplay(replayed(hostileRun(), hostileRun()), plain)
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}\p{Zl}\p{Zp}]/u)
  expect(text).not.toMatch(/^no longer happens/m)
})
