import { describe, expect, it } from 'vitest'
import { hostileRun } from '../../fixtures/runs/hostile-run.ts'
import { cleanRun, mixedRun, result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import { writtenSchema } from '../../fixtures/schemas/third-party/validate.ts'
import { renderCodeQuality } from './code-quality.ts'
import type { AppliedWaiver, Run } from './run.ts'

interface Entry {
  description: string
  check_name: string
  fingerprint: string
  severity: string
  location: { path: string }
}

const validate = writtenSchema('code-quality')
const entries = (run: Run): Entry[] => JSON.parse(renderCodeQuality(run))

describe('code quality', () => {
  it.each([
    ['mixed', mixedRun()],
    ['clean', cleanRun()],
    ['hostile', hostileRun()],
    ['killed', runOf([], { complete: false })],
  ])('is valid for a run that is %s', (_, run) => expect(validate(entries(run))).toEqual([]))

  it('has what fails, warns or came to no verdict, the gravest first', () => {
    expect(entries(mixedRun()).map(({ severity, check_name }) => `${severity} ${check_name}`)).toEqual([
      'blocker authorization-code/redeems-code-once',
      'info scope/rejects-unknown-scope',
      'info redirect-uri/ignores-loopback-port',
      'minor client-authentication/rejects-wrong-secret',
    ])
  })

  it('says in one line what was seen, or that there is no verdict', () => {
    expect(entries(mixedRun()).map(({ description }) => description)).toEqual([
      'A code is redeemed once Seen: status 200 with an access token',
      'No verdict: An unknown scope is refused or left out (TypeError: answer is undefined)',
      'No verdict: The port of a loopback redirect URI may differ (the unchanged request was refused too: status 429)',
      'A wrong client secret is refused Seen: status 500',
    ])
  })

  it('has fingerprints that stay, and that differ between scenarios and targets', () => {
    const prints = (run: Run) => entries(run).map(({ fingerprint }) => fingerprint)
    expect(prints(mixedRun({ startedAt: '2026-12-01T00:00:00.000Z' }))).toEqual(prints(mixedRun()))
    expect(
      new Set([...prints(mixedRun()), ...prints(mixedRun({ target: { name: 'b', issuer: 'https://b', embedded: false } }))]).size,
    ).toBe(8)
  })

  it('is never empty where nothing was judged', () => {
    expect(entries(cleanRun())).toEqual([])
    expect(entries(runOf([], { complete: false }))).toMatchObject([
      { severity: 'blocker', description: expect.stringContaining('not complete') },
    ])
    expect(entries(runOf([], { noFlow: { reason: 'a captcha', exchanges: [] } }))).toMatchObject([
      { description: expect.stringContaining('a captcha') },
    ])
  })

  it('keeps what is waived, as information', () => {
    const waivers = [
      { expect: 'fail', reason: 'known', owner: 'x', created: '2026-11-01', expires: '2026-12-01', state: 'used', findings: 1 },
    ]
    const run = (rows: Parameters<typeof row>[1][]) =>
      runOf(
        [
          result(
            'a/b',
            rows.map((more) => row('fail', more)),
          ),
        ],
        { waivers: waivers as AppliedWaiver[] },
      )
    expect(entries(run([{ waived: 0 }]))[0]!.severity).toBe('info')
    expect(entries(run([{ waived: 0 }, { name: 'open' }]))[0]!.severity).toBe('critical')
  })
})
