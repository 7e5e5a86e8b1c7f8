import { describe, expect, it } from 'vitest'
import { exchange, mixedRun, result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import { gate } from '../gate/gate.ts'
import type { GateOptions, Run } from '../report/run.ts'
import { noFlowText } from '../report/terminal/alone.ts'
import type { Outcome } from '../scenario/contract.ts'
import type { RowResult, ScenarioResult } from '../scenario/result.ts'
import { besidesScenarios, failureText, passes, told } from './verdict.ts'

const gated = (results: ScenarioResult[], options: GateOptions, more: Partial<Run> = {}): Run => {
  const run = runOf(results, more)
  return { ...run, gate: gate(run, options) }
}
const lenient = { failOn: 'fail', allowBlocked: true } as const
const usual = { failOn: 'fail', allowBlocked: false } as const
const strict = { failOn: 'warn', allowBlocked: false } as const

describe('the gate before one scenario', () => {
  const outcomes: Outcome[] = ['pass', 'info', 'skip', 'warn', 'blocked', 'fail', 'error']
  const letPass = (options: GateOptions) =>
    outcomes.filter((outcome) => {
      const one = result('a/b', [row(outcome)])
      return passes(gated([one, result('a/other', [row('fail')])], options), one)
    })

  it.each([
    ['lenient', lenient, ['pass', 'info', 'skip', 'warn', 'blocked']],
    ['usual', usual, ['pass', 'info', 'skip', 'warn']],
    ['strict', strict, ['pass', 'info', 'skip']],
  ])('%s: lets pass what a run of it alone would be let pass', (_, options, expected) => {
    expect(letPass(options)).toEqual(expected)
  })

  it('sees a blocked row behind a warning', () => {
    const one = result('a/b', [row('warn'), row('blocked', { name: 'two' })])
    expect(passes(gated([one], usual), one)).toBe(false)
    expect(passes(gated([one], lenient), one)).toBe(true)
  })

  it('overlooks what is waived, what is not new and what is not grave', () => {
    const passesWith = (found: Partial<RowResult>, options: GateOptions, severity: 'high' | 'low' = 'high') => {
      const one = { ...result('a/b', [row('fail', found)]), severity }
      return passes(gated([one], options), one)
    }
    expect(passesWith({ waived: 0 }, usual)).toBe(true)
    expect([passesWith({}, { ...usual, failOn: 'new' }), passesWith({ new: true }, { ...usual, failOn: 'new' })]).toEqual([true, false])
    expect([passesWith({}, { ...usual, severity: 'high' }), passesWith({}, { ...usual, severity: 'high' }, 'low')]).toEqual([false, true])
  })

  it('leaves to the run what is about the run', () => {
    const skipped = result('a/b', [row('skip')])
    const asked = { ...usual, coverage: 50, strictWaivers: true }
    const waiver = { scenario: 'c/*', expect: 'fail', reason: 'r', owner: 'o', created: '2026-11-01', expires: '2026-12-01' } as const
    const run = gated(
      [skipped, result('a/c', [row('fail')])],
      { ...asked, coverage: 60 },
      { waivers: [{ ...waiver, state: 'unused', findings: 0 }] },
    )
    expect(passes(run, skipped)).toBe(true)
    expect(besidesScenarios(run)).toEqual([
      expect.stringContaining('60 % are asked for'),
      expect.stringContaining('1 waiver covers nothing'),
    ])
  })

  it('tells of a run nothing that a scenario tells, and everything where none was judged', () => {
    expect(besidesScenarios(gated([result('a/b', [row('fail')]), result('a/c', [row('blocked')])], usual))).toEqual([])
    expect(besidesScenarios(gated([result('a/b', [row('pass')])], usual))).toEqual([])
    expect(besidesScenarios(gated([], usual))).toEqual(['nothing was selected, so nothing was judged'])
    expect(besidesScenarios(gated([result('a/b', [row('fail')])], usual, { complete: false }))).toEqual([
      expect.stringContaining('not complete'),
    ])
  })
})

describe('the message of a test that fails', () => {
  const run = mixedRun()
  const one = run.results.find(({ id }) => id === 'authorization-code/redeems-code-once')!
  const text = failureText(run, one, ['reports/acme/run.json'])

  it('says what was expected and seen, of which text, why it matters and how to mend it', () => {
    expect(text).toBe(`✗ FAIL  authorization-code/redeems-code-once  critical
  A code is redeemed once
  RFC 6749 4.1.3 MUST  https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3
  ✗ replayed
    expected  token error "invalid_grant"
    seen      status 200 with an access token
    exchange  2 in run.json: POST https://as.example/token → 400 "invalid_grant"
  other rows: 1 pass
  why       A code that leaked in a log or a Referer can be redeemed a second time by whoever reads
            it (RFC 6749 10.5).
  fix       Delete the code, or mark it used, in the same transaction that issues the token.
  more      grantproof explain authorization-code/redeems-code-once
  all       reports/acme/run.json`)
  })

  it('has every row, however many', () => {
    const rows = Array.from({ length: 30 }, (_, i) => row('fail', { name: `row ${i} of many` }))
    const many = result('a/b', rows)
    expect(failureText(runOf([many]), many, []).match(/row \d+ of many/g)).toHaveLength(30)
  })

  it('gives the advice of the command line when the first flow failed', () => {
    const noFlow = { reason: 'the token endpoint refused with status 401: "invalid_client"', exchanges: [exchange(1, 401)] }
    expect(noFlowText(runOf([], { noFlow }))).toContain('Check client_secret')
  })

  it('comes without a stack', () => {
    expect(told('AssertionError', 'a\n  b')).toMatchObject({ name: 'AssertionError', message: 'a\n  b', stack: '' })
  })
})
