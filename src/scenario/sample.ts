import type { Sample } from './contract.ts'

/** Numbers about values that should not be guessable (RFC 6749 10.10). Only what varies between them counts. */
export function sampled(values: readonly string[]): Sample {
  const commonPrefix = prefixOf(values)
  const varying = positionsThatVary(values)
  const alphabet = new Set(varying.flatMap((at) => values.map((value) => value[at] ?? '')))
  const bitsEach = Math.log2(Math.max(1, classSize(alphabet)))
  const ascending = values.every((value, i) => i === 0 || compare(values[i - 1] as string, value) <= 0)
  const descending = values.every((value, i) => i === 0 || compare(values[i - 1] as string, value) >= 0)
  return {
    count: values.length,
    distinct: new Set(values).size,
    commonPrefix,
    bitsAtMost: varying.length * bitsEach,
    ordered: values.length > 4 && (ascending || descending),
  }
}

function prefixOf(values: readonly string[]): number {
  const first = values[0] ?? ''
  let length = 0
  while (length < first.length && values.every((value) => value[length] === first[length])) length++
  return length
}

function positionsThatVary(values: readonly string[]): number[] {
  const longest = Math.max(0, ...values.map((value) => value.length))
  return [...Array(longest).keys()].filter((at) => values.some((value) => value[at] !== values[0]?.[at]))
}

/** The size of the smallest usual alphabet that holds all of these characters. */
function classSize(characters: ReadonlySet<string>): number {
  const all = [...characters].join('')
  const usual: [RegExp, number][] = [
    [/^\d*$/, 10],
    [/^[\da-f]*$/, 16],
    [/^[\dA-F]*$/, 16],
    [/^[a-z]*$/, 26],
    [/^[A-Z2-7]*$/, 32],
    [/^[\da-z]*$/, 36],
    [/^[\da-zA-Z]*$/, 62],
    [/^[\w-]*$/, 64],
  ]
  return usual.find(([pattern]) => pattern.test(all))?.[1] ?? 94
}

const compare = (a: string, b: string) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
