import { describe, expect, it } from 'vitest'
import { hostile } from '../../fixtures/runs/hostile-run.ts'
import { result, row } from '../../fixtures/runs/sample-run.ts'
import type { Outcome } from '../scenario/contract.ts'
import type { Progress } from '../scenario/result.ts'
import { renderProgress } from './progress.ts'

const finished = (outcome: Outcome, done = 1, id = `a/${outcome}`): Progress => ({
  is: 'finished',
  result: result(id, [row(outcome)]),
  done,
  total: 4,
})

describe('progress without a terminal', () => {
  const { next, end } = renderProgress({ live: false, color: false, width: 80 })

  it('tells only of what fails or has no verdict', () => {
    expect(next({ is: 'flow', ok: true })).toBe('')
    expect(next({ is: 'started', id: 'a/fail' })).toBe('')
    for (const outcome of ['pass', 'info', 'warn', 'skip'] as const) expect(next(finished(outcome))).toBe('')
    expect(next(finished('fail'))).toBe('✗ fail a/fail: a token was issued\n')
    expect(next(finished('blocked'))).toMatch(/^\? blocked a\/blocked: the unchanged request/)
    expect(next({ is: 'flow', ok: false, reason: 'a captcha' })).toBe('the first honest flow failed\n')
    expect(end()).toBe('')
  })

  it('is not moved by a hostile target', () => {
    for (const text of hostile) {
      const lines = [
        next({ is: 'flow', ok: false, reason: text }),
        next({ is: 'finished', result: result(text, [row('fail', { reason: text })]), done: 1, total: 1 }),
      ]
      for (const line of lines) expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u)
    }
  })
})

describe('progress on a terminal', () => {
  const visible = (text: string) => text.replace('\r\x1b[2K', '')

  it('rewrites one line', () => {
    const { next, end } = renderProgress({ live: true, color: false, width: 80 })
    expect(visible(next({ is: 'flow', ok: true }))).toBe('the honest flow works')
    expect(visible(next({ is: 'started', id: 'a/one' }))).toBe('────────────────────  a/one')
    next(finished('pass', 1))
    expect(visible(next(finished('fail', 2)))).toBe('━━━━━━━━━━──────────  2/4  ✓ 1  ✗ 1  a/one')
    expect(end()).toBe('\r\x1b[2K')
  })

  it('never wraps, and nobody else moves the cursor', () => {
    for (const width of [12, 30, 50, 80]) {
      const { next } = renderProgress({ live: true, color: false, width })
      for (const [i, text] of hostile.entries()) {
        const lines = [next({ is: 'started', id: text }), next(finished('fail', i + 1, `b/${text}`))]
        for (const line of lines) {
          expect(visible(line).length).toBeLessThan(width)
          expect(visible(line)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u)
        }
      }
    }
  })
})
