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

/** Levenshtein's distance, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, char] of [...a].entries()) {
    const next = [i + 1]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (char === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]!
}
