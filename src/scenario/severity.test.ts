import { describe, expect, it } from 'vitest'
import { catalogue } from '../spec/index.ts'
import type { Finding, RequirementId } from './contract.ts'
import { severityOf } from './severity.ts'

const main: RequirementId = 'rfc6749-4.1.2-code-single-use'
const aboutForm: RequirementId = 'rfc6749-5.2-error-format'
const violated = (part: 'effect' | 'lack' | 'signal', more: object = {}): Finding => ({
  is: 'violated',
  part,
  expected: 'a',
  seen: 'b',
  ...more,
})
const held: Finding = { is: 'held', seen: 'refused' }
const of = (...findings: Finding[]) => severityOf([{ findings }], main, 'bcp')

describe('how grave a finding is', () => {
  it('is what the requirement says where it has an effect, or would have', () => {
    expect(catalogue[main].severity).toBe('critical')
    expect(of(violated('effect'))).toBe('critical')
    expect(of(violated('lack'))).toBe('critical')
    expect(of(held)).toBe('critical')
  })

  it('is low where the form of a right answer is wrong, unless the requirement is about the form', () => {
    expect(of(violated('signal'))).toBe('low')
    expect(of(held, violated('signal'))).toBe('low')
    expect(of(violated('signal'), violated('effect'))).toBe('critical')
    expect(catalogue[aboutForm].about).toBe('signal')
    expect(of(violated('signal', { requirement: aboutForm }))).toBe(catalogue[aboutForm].severity)
  })

  it('is that of the requirement which a finding or its row names', () => {
    const lesser = Object.entries(catalogue).find(
      ([, one]) => one.about === 'effect' && one.severity === 'medium' && one.grade.bcp === 'fail',
    )![0]
    expect(of(violated('effect', { requirement: lesser }))).toBe('medium')
    expect(severityOf([{ findings: [violated('effect')], requirement: lesser as RequirementId }], main, 'bcp')).toBe('medium')
  })

  it('is what the row or the finding itself says', () => {
    const row = { findings: [violated('effect')], severity: 'medium' as const }
    expect(severityOf([row], main, 'bcp')).toBe('medium')
    expect(severityOf([{ ...row, findings: [violated('effect', { severity: 'high' })] }], main, 'bcp')).toBe('high')
  })

  it('is not raised by what the profile only records', () => {
    const recorded = Object.entries(catalogue).find(([, one]) => one.grade.bcp === 'info' && one.grade.classic === 'info')![0]
    expect(of(violated('effect', { requirement: recorded, severity: 'high' }), violated('signal'))).toBe('low')
  })
})
