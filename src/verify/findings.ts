import type { RequirementId } from '../spec/index.ts'
import type { Finding, Severity } from './finding.ts'

/** It was seen to hold: `seen` becomes the reason of the pass. */
export const held = (seen: string, n?: number): Finding => ({ is: 'held', seen, ...at(n) })

/** Recorded, not judged: a MAY, a choice that the standards leave open. */
export const noted = (seen: string, n?: number): Finding => ({ is: 'noted', seen, ...at(n) })

/** The evidence does not decide: a rate limit, a cut body, no overlap. */
export const undecided = (because: string, n?: number): Finding => ({ is: 'undecided', because, ...at(n) })

/** The forbidden thing happened: a token, a code, a redirect, a token still alive. */
export const broken = (expected: string, seen: string, n?: number, more: Detail = {}): Finding => ({
  is: 'violated',
  part: 'effect',
  expected,
  seen,
  ...at(n),
  ...more,
})

/** What is due did not come: a token for an honest request, a code, the state. Means nothing unless the honest twin works afterwards. */
export const lacking = (expected: string, seen: string, n?: number, more: Detail = {}): Finding => ({
  is: 'violated',
  part: 'lack',
  expected,
  seen,
  ...at(n),
  ...more,
})

/** The right thing happened in a wrong form: status, error code, header, media type. */
export const misformed = (expected: string, seen: string, n?: number, more: Detail = {}): Finding => ({
  is: 'violated',
  part: 'signal',
  expected,
  seen,
  ...at(n),
  ...more,
})

/** Whether a finding among these is a violation. */
export const isViolated = (findings: readonly Finding[]): boolean => findings.some((f) => f.is === 'violated')

/** Findings that mean another requirement than the scenario's first. */
export const about = (requirement: RequirementId, findings: readonly Finding[]): Finding[] =>
  findings.map((f) => (f.is === 'violated' ? { ...f, requirement } : f))

/** Findings of something that a requirement forbids and only warns of: what happened weighs as a wrong form. */
export const lesser = (findings: readonly Finding[]): Finding[] => findings.map((f) => (f.is === 'violated' ? { ...f, part: 'signal' } : f))

type Detail = { requirement?: RequirementId; severity?: Severity }
const at = (n: number | undefined) => (n === undefined ? {} : { n })
