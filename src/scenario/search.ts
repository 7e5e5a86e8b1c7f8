import fc from 'fast-check'
import { noAnswer } from '../verify/index.ts'
import type { Arbitrary, Evidence, Search } from './contract.ts'
import { exchangesIn } from './evidence.ts'

const inner = new WeakMap<Arbitrary<unknown>, fc.Arbitrary<unknown>>()

/** Puts a fast-check arbitrary behind the contract's own type. */
export function arbitrary<V>(of: fc.Arbitrary<V>): Arbitrary<V> {
  const wrapped = {} as Arbitrary<V>
  inner.set(wrapped, of)
  return wrapped
}

/** Looks for a value whose attempt is bad and shrinks it. Seeded: the same seed makes the same tries. */
export async function searched<V extends string, E extends Evidence>(
  values: Arbitrary<V>,
  attempt: (value: V) => Promise<E>,
  bad: (evidence: E) => boolean,
  limits: { seed: number; runs: number },
): Promise<Search<V, E>> {
  const of = inner.get(values) as fc.Arbitrary<V>
  let last: { value: V; evidence: E } | undefined
  let unanswered = 0
  const property = fc.asyncProperty(of, async (value) => {
    const evidence = await attempt(value)
    if (exchangesIn(evidence).some((exchange) => noAnswer(exchange))) unanswered++
    if (!bad(evidence)) return true
    last = { value, evidence }
    return false
  })
  const result = await fc.check(property, { seed: limits.seed, numRuns: limits.runs, maxSkipsPerRun: 0 })
  const found = result.failed && last ? { value: last.value, shrinks: result.numShrinks, evidence: last.evidence } : undefined
  return { seed: limits.seed, runs: result.numRuns, unanswered, ...(found && { found }) }
}
