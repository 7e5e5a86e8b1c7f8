import { describe, expect, it } from 'vitest'
import { result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import type { Waiver } from '../report/run.ts'
import { runSchema } from '../report/schema.ts'
import type { Outcome } from '../scenario/contract.ts'
import { gate } from './gate.ts'
import { applyWaivers } from './waivers.ts'

const today = '2026-11-23'
const waiver = (more: Partial<Waiver> = {}): Waiver => ({
  scenario: 'redirect-uri/*',
  expect: 'fail',
  reason: 'the gateway is replaced in March',
  owner: 'gateway team',
  created: '2026-11-01',
  expires: '2027-03-31',
  ...more,
})
const run = runOf([
  result('pkce/rejects-plain', [row('warn')]),
  result('redirect-uri/rejects-suffix', [row('fail', { name: 'dot' }), row('fail', { name: 'slash' }), row('warn', { name: 'case' })]),
])
const usual = { failOn: 'fail', allowBlocked: false } as const
const waivedRows = (waivers: Waiver[]) =>
  applyWaivers(run, waivers, today).results.flatMap(({ rows }) =>
    rows.flatMap(({ name, waived }) => (waived === undefined ? [] : [`${name} ${waived}`])),
  )
const stateOf = (more: Partial<Waiver>, of = run) => applyWaivers(of, [waiver(more)], today).waivers![0]?.state

describe('a waiver', () => {
  it('covers the findings that it expects, and leaves their outcome as it is', () => {
    const marked = applyWaivers(run, [waiver()], today)
    expect(waivedRows([waiver()])).toEqual(['dot 0', 'slash 0'])
    expect(marked.summary).toEqual(run.summary)
    expect(marked.waivers).toMatchObject([{ state: 'used', findings: 2 }])
    expect(runSchema.parse(marked)).toEqual(marked)
    expect(gate(run, usual).met).toBe(false)
    expect(gate(marked, usual)).toMatchObject({ met: true, why: ['1 scenario failed, which is overlooked: waived', '1 scenario warned'] })
  })

  it('may mean a row, a requirement, or a target', () => {
    expect(waivedRows([waiver({ row: 'd*' })])).toEqual(['dot 0'])
    expect(waivedRows([waiver({ scenario: 'redirect-uri/**', requirement: 'rfc6749-4.1.3-*' })])).toEqual(['dot 0', 'slash 0'])
    expect(waivedRows([waiver({ requirement: 'rfc9700-*' })])).toEqual([])
    expect(waivedRows([waiver({ target: 'ac*' })])).toEqual(['dot 0', 'slash 0'])
    expect(applyWaivers(run, [waiver({ target: 'staging' })], today).waivers).toEqual([])
  })

  it('does not cover a row that violates something else too', () => {
    const violated = (requirement: string) => ({ is: 'violated', part: 'effect', expected: 'a', seen: 'b', requirement }) as never
    const twice = runOf([result('redirect-uri/a', [row('fail', { findings: [violated('rfc9700-4.1.3-a'), violated('rfc6749-4.1.3-b')] })])])
    const covered = applyWaivers(twice, [waiver({ requirement: 'rfc9700-*' })], today)
    expect(covered.results[0]!.rows[0]!.waived).toBeUndefined()
  })

  it('does not cover a row that is about another requirement of its scenario', () => {
    const [a, b] = ['rfc9700-4.1.3-a', 'rfc6749-4.1.3-b'].map((id) => ({
      id,
      document: 'RFC',
      section: '4.1.3',
      level: 'MUST',
      url: 'https://a.example',
    }))
    const both = runOf([
      result('redirect-uri/a', [row('fail', { name: 'of a' }), row('fail', { name: 'of b', requirement: b!.id as never })], {
        requirements: [a!, b!],
      }),
    ])
    const waived = (requirement: string) =>
      applyWaivers(both, [waiver({ requirement })], today).results[0]!.rows.map(({ waived }) => waived)
    expect(waived('rfc9700-*')).toEqual([0, undefined])
    expect(waived('rfc6749-*')).toEqual([undefined, 0])
  })

  it('covers one more failure of its scenario only if it means that too', () => {
    const marked = applyWaivers(run, [waiver({ row: 'dot' })], today)
    expect(gate(marked, usual)).toMatchObject({ met: false, why: ['1 scenario failed'] })
  })

  it('of an earlier judgement is forgotten', () => {
    const again = applyWaivers(applyWaivers(run, [waiver()], today), [], today)
    expect(again.results.flatMap(({ rows }) => rows.map(({ waived }) => waived))).toEqual([undefined, undefined, undefined, undefined])
  })
})

describe('a waiver that has its day', () => {
  it('holds on its last one, and no longer', () => {
    expect(stateOf({ expires: today })).toBe('used')
    expect(stateOf({ expires: '2026-11-22' })).toBe('expired')
    const expired = applyWaivers(run, [waiver({ expires: '2026-11-22' })], today)
    expect(gate(expired, usual).met).toBe(false)
    expect(expired.warnings).toEqual(['the waiver of redirect-uri/* (gateway team) expired on 2026-11-22: what it covered counts again'])
  })

  it.each([
    ['2026-12-07', 'expires on 2026-12-07, in 14 days'],
    ['2026-11-24', 'expires on 2026-11-24, in 1 day'],
    [today, 'expires on 2026-11-23, today'],
  ])('warns before %s', (expires, sentence) => {
    expect(applyWaivers(run, [waiver({ expires })], today).warnings.join()).toContain(sentence)
  })

  it('says nothing fifteen days before', () => {
    expect(applyWaivers(run, [waiver({ expires: '2026-12-08' })], today).warnings).toEqual([])
  })
})

describe('a waiver that waives nothing', () => {
  it('is idle where the finding is gone, and unused where nothing is selected', () => {
    expect(stateOf({ scenario: 'pkce/*' })).toBe('idle')
    expect(stateOf({ scenario: 'scope/*' })).toBe('unused')
  })

  it('stops a build that asks for strict waivers', () => {
    const sound = runOf([result('redirect-uri/a', [row('pass')])])
    const marked = applyWaivers(sound, [waiver()], today)
    expect(gate(marked, usual).met).toBe(true)
    expect(gate(marked, { ...usual, strictWaivers: true })).toMatchObject({
      met: false,
      why: ['1 waiver covers nothing, and waivers are to be strict'],
    })
  })

  it.each<Outcome>(['blocked', 'error', 'skip'])("is nobody's to remove while its scenario is %s", (outcome) => {
    const marked = applyWaivers(runOf([result('redirect-uri/a', [row(outcome)])]), [waiver()], today)
    expect(marked.waivers).toMatchObject([{ state: 'open', findings: 0 }])
    expect(marked.warnings).toEqual([])
    expect(gate(marked, { ...usual, allowBlocked: true, strictWaivers: true }).why.join()).not.toContain('waiver')
    expect(runSchema.parse(marked)).toEqual(marked)
  })

  it('is open where one row holds and another came to no verdict', () => {
    const half = runOf([result('redirect-uri/a', [row('blocked', { name: 'dot' }), row('pass', { name: 'slash' })])])
    expect(stateOf({}, half)).toBe('open')
    expect(stateOf({ row: 'slash' }, half)).toBe('idle')
    expect(stateOf({ expires: '2026-11-22' }, half)).toBe('expired')
  })

  it('is open in a part, unless it names a scenario that was judged', () => {
    const part = runOf([result('redirect-uri/a', [row('pass')])], { complete: false })
    expect(stateOf({}, part)).toBe('open')
    expect(stateOf({ scenario: 'redirect-uri/a' }, part)).toBe('idle')
  })

  it('is not asked about by a run without an honest flow', () => {
    expect(stateOf({}, runOf([], { noFlow: { reason: 'a captcha', exchanges: [] } }))).toBeUndefined()
  })

  it('is left alone by a run that judges only a part', () => {
    const part = { ...run, selection: { asked: ['redirect-uri'], scenarios: 2 } }
    expect(stateOf({ scenario: 'scope/*' }, part)).toBeUndefined()
  })
})
