import { describe, expect, it } from 'vitest'
import { cleanRun, mixedRun, result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import type { Run } from '../report/run.ts'
import { shownAlone } from '../report/terminal/alone.ts'
import type { RowResult } from '../scenario/result.ts'
import { notesOf, notesOfRun } from './notes.ts'

const notesIn = (isLetPass: boolean, rows: RowResult[], more: Partial<Run> = {}) => {
  const one = result('a/b', rows)
  return notesOf(shownAlone(runOf([one], more), one), isLetPass)
}
const notes = (...rows: RowResult[]) => notesIn(false, rows)

describe('what is annotated', () => {
  it('of a scenario: warnings, what was only recorded, and rows that were skipped among others', () => {
    expect(notes(row('warn', { name: 'one' }), row('pass', { name: 'two' }), row('skip', { name: 'three' }))).toEqual([
      { type: 'warning', text: 'warn: one: refused, but with status 500' },
      { type: 'notice', text: 'skip: three: there is no second client' },
    ])
    expect(notes(row('info'))).toEqual([{ type: 'notice', text: 'info: the server rotates refresh tokens' }])
  })
  it('nothing that the test itself says: pass, fail, no verdict, a whole skip', () => {
    expect(notes(row('fail'), row('pass'))).toEqual([])
    expect(notes(row('blocked'))).toEqual([])
    expect(notes(row('skip'))).toEqual([])
  })
  it('of a scenario that is let pass what the gate overlooks, and who answers for it', () => {
    const waiver = {
      scenario: 'a/b',
      expect: 'fail',
      reason: 'replaced soon',
      owner: 'gateway team',
      created: '2026-11-01',
      expires: '2026-12-01',
    }
    const more = { waivers: [{ ...waiver, expect: 'fail' as const, state: 'used' as const, findings: 1 }] }
    expect(notesIn(true, [row('fail', { waived: 0 }), row('blocked', { name: 'two' })], more)).toEqual([
      { type: 'warning', text: 'fail: a token was issued; waived by gateway team until 2026-12-01: replaced soon' },
      { type: 'warning', text: 'blocked: two: the unchanged request was refused too: status 429' },
    ])
  })
  it('never what a terminal would act on', () => {
    expect(notes(row('warn', { reason: 'a\x1b[2Jb' }))[0]!.text).toBe('warn: a\\x1b[2Jb')
  })
  it('of a run: its warnings, what a met gate overlooked, the embedded server, its files', () => {
    const gate = { met: true, exitCode: 0, why: ['1 scenario warned'], failOn: 'fail', allowBlocked: false } as const
    const run = mixedRun({ warnings: ['INSECURE'], gate: { ...gate, why: [...gate.why] } })
    expect(notesOfRun(run, ['reports/acme/run.json', 'reports/acme/junit.xml'])).toEqual([
      { type: 'warning', text: 'INSECURE' },
      { type: 'notice', text: '1 scenario warned' },
      { type: 'notice', text: 'all of it: reports/acme/run.json and reports/acme/junit.xml' },
    ])
    const embedded = cleanRun({ target: { name: 'e', issuer: 'http://127.0.0.1', embedded: true } })
    expect(notesOfRun(embedded, [])[0]!.text).toContain('comes with grantproof')
    expect(notesOfRun(cleanRun({ gate: { ...gate, met: false, why: ['1 scenario failed'] } }), []).join()).not.toContain('failed')
  })
})
