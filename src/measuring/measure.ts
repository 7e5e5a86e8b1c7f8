/** How long a deed takes, in milliseconds. */
export async function milliseconds(deed: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await deed()
  return performance.now() - from
}

/** The middle one of an odd number of values, the mean of the middle two of an even one. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
