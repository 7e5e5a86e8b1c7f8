import { describe, expect, it } from 'vitest'
import { hostileRun } from '../../fixtures/runs/hostile-run.ts'
import { cleanRun, exchange, mixedRun, result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import { writtenSchema } from '../../fixtures/schemas/third-party/validate.ts'
import type { Outcome } from '../scenario/contract.ts'
import { renderBadge } from './badge.ts'
import type { Run } from './run.ts'

const validate = writtenSchema('badge')
const badge = (run: Run) => JSON.parse(renderBadge(run)) as { label: string; message: string; color: string; isError?: boolean }
const of = (...all: Outcome[]): Run => runOf(all.map((outcome, i) => result(`a/${i}`, [row(outcome)])))

describe('a badge', () => {
  it.each([
    ['all met', of('pass', 'pass'), '2 of 2 met', 'brightgreen'],
    ['a warning', of('pass', 'warn'), '2 of 2 met', 'yellow'],
    ['a failure', of('pass', 'fail', 'skip'), '1 of 2 met', 'red'],
    ['no verdict', of('pass', 'blocked', 'error'), '1 of 1 met, 2 without verdict', 'orange'],
    ['only skips and notes', of('skip', 'info'), 'nothing graded', 'lightgrey'],
    ['only blocked', of('blocked'), 'nothing graded, 1 without verdict', 'orange'],
    ['a killed run', { ...of('pass'), complete: false }, 'not complete', 'lightgrey'],
    ['no honest flow', runOf([], { noFlow: { reason: 'x', exchanges: [exchange(1)] } }), 'not judged', 'lightgrey'],
    ['nothing selected', runOf([]), 'not judged', 'lightgrey'],
    ['one suite', cleanRun({ selection: { asked: ['pkce'], scenarios: 2 } }), '2 of 2 met, pkce only', 'brightgreen'],
    ['two suites', cleanRun({ selection: { asked: ['pkce', 'state'], scenarios: 2 } }), '2 of 2 met, a selection only', 'brightgreen'],
  ])('says of %s what is true', (_, run, message, color) => {
    expect(badge(run)).toMatchObject({ label: 'OAuth bcp', message, color })
    expect(validate(badge(run))).toEqual([])
  })

  it('is an error where the run says nothing of its server', () => {
    expect(badge(runOf([])).isError).toBe(true)
    expect(badge(mixedRun())).not.toHaveProperty('isError')
  })

  it('never lets the embedded server pass for another', () => {
    expect(badge(cleanRun({ target: { name: 'x', issuer: 'http://127.0.0.1', embedded: true } })).label).toBe(
      'OAuth bcp of the embedded server',
    )
  })

  it('stays short, whatever was selected', () => {
    expect(validate(badge(hostileRun()))).toEqual([])
    expect(badge(hostileRun()).message.length).toBeLessThan(200)
  })
})
