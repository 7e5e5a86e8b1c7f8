/** The known key that somebody most likely meant by an unknown one: letter case, `_` and `-` do not count. Undefined when none is near. */
export function nearest(key: string, known: readonly string[]): string | undefined {
  const wanted = plain(key)
  const ranked = known
    .map((name) => ({ name, distance: distance(wanted, plain(name)) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(plain(name).length / 3)))
    .sort((a, b) => a.distance - b.distance)
  return ranked[0]?.name
}

/** Beyond this a key is no slip of the pen, and comparing it would only cost time. */
const longest = 64

const plain = (key: string): string => key.toLowerCase().replaceAll(/[_-]/g, '').slice(0, longest)

/** Levenshtein's distance, with two neighbours that changed places counted as one slip. */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2]![j - 2]! + 1 : Number.POSITIVE_INFINITY
      row.push(Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same, swapped))
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
