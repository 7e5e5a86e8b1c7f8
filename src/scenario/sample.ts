import type { Sample } from './contract.ts'

/** Numbers about values that should not be guessable (RFC 6749 10.10). Only what varies between them counts, and of values in an order only what
 *  stands behind the counter or time that they begin with. */
export function sampled(values: readonly string[]): Sample {
  const aligned = rightAligned(values)
  const ordered = values.length > 4 && (isAscending(aligned) || isAscending([...aligned].reverse()))
  return {
    count: values.length,
    distinct: new Set(values).size,
    commonPrefix: prefixOf(values),
    bitsAtMost: bitsOf(ordered ? behindOrder(aligned) : values),
    ordered,
  }
}

function bitsOf(values: readonly string[]): number {
  const varying = positionsThatVary(values)
  const alphabet = new Set(varying.flatMap((at) => values.map((value) => value[at] ?? '')))
  return varying.length * Math.log2(Math.max(1, classSize(alphabet)))
}

/** Shorter numbers are smaller ones: digits of equal weight come to stand below each other. */
function rightAligned(values: readonly string[]): string[] {
  const longest = Math.max(0, ...values.map((value) => value.length))
  return values.map((value) => value.padStart(longest))
}

const isAscending = (values: readonly string[]): boolean => values.every((value, i) => i === 0 || (values[i - 1] as string) <= value)

/** What is left without the fewest leading characters that tell all values apart, and so explain their order alone. */
function behindOrder(values: readonly string[]): string[] {
  const longest = values[0]?.length ?? 0
  const distinct = new Set(values).size
  let length = 0
  while (length < longest && new Set(values.map((value) => value.slice(0, length))).size < distinct) length++
  return values.map((value) => value.slice(length))
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
