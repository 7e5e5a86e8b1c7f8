import type { Finding } from './finding.ts'
import { broken, held, misformed, undecided } from './findings.ts'

/** A search found no counterexample. Searches only ever show weakness: the wording stays modest. */
export function noWeaknessSeen(search: { seed: number; runs: number; unanswered: number; found?: unknown } | undefined): Finding[] {
  if (!search || search.runs === 0) return [undecided('the search made no try')]
  if (search.unanswered > 0) return [undecided(`${search.unanswered} of ${search.runs} tries had no answer to judge`)]
  return [held(`no weakness seen in ${search.runs} tries (seed ${search.seed})`)]
}

/** Values nobody can guess (RFC 6749 10.10): distinct, with enough bits in what varies beside a counter or the time. Under 112 bits is broken,
 *  under 128 a wrong form. */
export function unguessable(sample: Sampled | undefined): Finding[] {
  if (!sample || sample.count < 2) return [undecided('too few values to judge')]
  if (sample.distinct < sample.count) return [broken('a fresh value each time', `${sample.distinct} distinct values in ${sample.count}`)]
  const bits = Math.floor(sample.bitsAtMost)
  const most = sample.ordered ? `at most ${bits} bits beside a counter or the time` : `at most ${bits} bits`
  if (bits < 112) return [broken('at least 128 bits in what varies', most)]
  if (bits < 128) return [held('no value came twice'), misformed('at least 128 bits in what varies', most)]
  return [held(`no weakness seen in ${sample.count} values: ${most}, and 128 are asked for`)]
}

interface Sampled {
  count: number
  distinct: number
  commonPrefix: number
  bitsAtMost: number
  ordered: boolean
}
