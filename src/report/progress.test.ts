import { describe, expect, it } from 'vitest'
import { hostile } from '../../fixtures/runs/hostile-run.ts'
import { result, row } from '../../fixtures/runs/sample-run.ts'
import type { Outcome } from '../scenario/contract.ts'
import { outcomes } from '../scenario/outcome.ts'
import type { Progress } from '../scenario/result.ts'
import { liveProgress, plainProgress } from './progress.ts'

const finished = (outcome: Outcome): Progress => ({ is: 'finished', result: result(`a/${outcome}`, [row(outcome)]), done: 1, total: 4 })

describe('progress without a terminal', () => {
  const linesOf = plainProgress({ color: false })

  it('tells only of what fails or has no verdict', () => {
    expect(linesOf({ is: 'flow', ok: true })).toBe('')
    expect(linesOf({ is: 'started', id: 'a/fail' })).toBe('')
    expect(linesOf({ is: 'waits', id: 'a/fail', seconds: 60 })).toBe('')
    for (const outcome of ['pass', 'info', 'warn', 'skip'] as const) expect(linesOf(finished(outcome))).toBe('')
    expect(linesOf(finished('fail'))).toBe('✗ fail a/fail: a token was issued\n')
    expect(linesOf(finished('blocked'))).toMatch(/^\? blocked a\/blocked: the unchanged request/)
    expect(linesOf({ is: 'flow', ok: false, reason: 'a captcha' })).toBe('the first honest flow failed\n')
  })

  it('tells of every scenario if that is asked for', () => {
    const all = plainProgress({ color: false, verbose: true })
    for (const outcome of outcomes) expect(all(finished(outcome))).toMatch(new RegExp(`^. ${outcome} a/${outcome}: [^\\n]+\\n$`))
  })

  it('has colours if that is asked for', () => {
    expect(plainProgress({ color: true })(finished('fail'))).toContain('\x1b[31m✗ fail\x1b[39m')
  })

  it('is not moved by a hostile target', () => {
    for (const text of hostile) {
      const news: Progress[] = [
        { is: 'flow', ok: false, reason: text },
        { is: 'finished', result: result(text, [row('fail', { reason: text })]), done: 1, total: 1 },
      ]
      for (const line of news.map(linesOf)) expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u)
    }
  })
})

it('live progress is there at once, and gone at the end', () => {
  const written: string[] = []
  const live = liveProgress(
    { color: false },
    {
      scenarios: ['a/one', 'b/two'],
      requests: () => 0,
      size: () => ({ columns: 80, rows: 24 }),
      write: (text) => void written.push(text),
    },
  )
  expect(written.join('')).toMatch(/0\/2 {2}0 s {2}the first honest flow/)
  live.end()
  expect(written.at(-1)).toBe('\r\x1b[2K\x1b[A\x1b[2K\x1b[A\x1b[2K')
})
