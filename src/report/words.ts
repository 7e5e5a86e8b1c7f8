import type { Outcome } from '../scenario/contract.ts'

// Words and signs that all reports have in common.

/** One sign for each outcome: different without any colour. */
export const signs: Readonly<Record<Outcome, string>> = { pass: '✓', fail: '✗', warn: '!', info: 'i', skip: '–', blocked: '?', error: 'E' }

/** `1 scenario`, `2 scenarios`. */
export const several = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`

/** A duration in words: `12 ms`, `2.5 s`, `3 min 20 s`. */
export function lasting(ms: number): string {
  const [whole, tenths, seconds] = [Math.round(ms), Math.round(ms / 100), Math.round(ms / 1000)]
  if (whole < 1000) return `${whole} ms`
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
