import { describe, expect, it } from 'vitest'
import { hostileRun } from '../../fixtures/runs/hostile-run.ts'
import { cleanRun, exchange, mixedRun, result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import { ctrfSchema } from '../../fixtures/schemas/third-party/validate.ts'
import { renderCtrf } from './ctrf.ts'
import type { AppliedWaiver, Run } from './run.ts'

interface Ctrf {
  reportId: string
  results: {
    summary: Record<'tests' | 'passed' | 'failed' | 'skipped' | 'pending' | 'other' | 'start' | 'stop', number>
    tests: {
      testId?: string
      name: string
      status: string
      rawStatus: string
      message?: string
      trace?: string
      steps?: { extra: object }[]
    }[]
    environment: { healthy: boolean }
  }
}

const validate = ctrfSchema()
const ctrf = (run: Run): Ctrf => JSON.parse(renderCtrf(run))

describe('CTRF', () => {
  it.each([
    ['mixed', mixedRun()],
    ['clean', cleanRun()],
    ['hostile', hostileRun()],
    ['killed', runOf([], { complete: false })],
    ['without a flow', runOf([], { noFlow: { reason: 'a captcha', exchanges: [exchange(1)] } })],
  ])('is valid for a run that is %s', (_, run) => expect(validate(ctrf(run))).toEqual([]))

  it('has a test for each scenario, and counts what it holds', () => {
    const { tests, summary } = ctrf(mixedRun()).results
    expect(tests.map(({ testId, status, rawStatus }) => `${testId} ${status} ${rawStatus}`)).toEqual([
      'authorization-code/binds-code-to-client skipped skip',
      'authorization-code/redeems-code-once failed fail',
      'client-authentication/rejects-wrong-secret passed warn',
      'redirect-uri/compares-exactly passed pass',
      'redirect-uri/ignores-loopback-port other blocked',
      'refresh-token/rotates passed info',
      'scope/rejects-unknown-scope other error',
    ])
    expect(summary).toMatchObject({ tests: 7, passed: 3, failed: 1, skipped: 1, other: 2, pending: 0, duration: 2500 })
  })

  it('says what was expected and seen, and how to provide what a skip lacks', () => {
    const [skipped, failed, warned] = ctrf(mixedRun()).results.tests
    expect(failed).toMatchObject({ message: 'a token was issued', trace: expect.stringContaining('seen: status 200 with an access token') })
    expect(skipped!.trace).toContain('provide: clients.second_client')
    expect(warned!.message).toBe('refused, but with status 500')
  })

  it('fails where nothing was judged', () => {
    const { tests, summary, environment } = ctrf(runOf([], { noFlow: { reason: 'a captcha', exchanges: [] } })).results
    expect(tests).toMatchObject([{ status: 'failed', message: expect.stringContaining('a captcha') }])
    expect([summary.failed, environment.healthy]).toEqual([1, false])
    expect(ctrf(cleanRun({ complete: false })).results.summary).toMatchObject({ tests: 3, failed: 1 })
  })

  it('names one run once, and another otherwise', () => {
    expect(ctrf(mixedRun()).reportId).toBe(ctrf(mixedRun()).reportId)
    expect(ctrf(mixedRun()).reportId).not.toBe(ctrf(mixedRun({ startedAt: '2026-12-01T00:00:00.000Z' })).reportId)
  })

  it('says which rows are new and which are waived', () => {
    const waiver = {
      expect: 'fail',
      reason: 'known',
      owner: 'x',
      created: '2026-11-01',
      expires: '2026-12-01',
      state: 'used',
      findings: 1,
    } as AppliedWaiver
    const run = runOf([result('a/b', [row('fail', { waived: 0 }), row('fail', { name: 'b', new: true })])], { waivers: [waiver] })
    expect(ctrf(run).results.tests[0]!.steps!.map(({ extra }) => extra)).toEqual([
      { outcome: 'fail', waiver },
      { outcome: 'fail', new: true },
    ])
  })
})
