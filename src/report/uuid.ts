import { createHash } from 'node:crypto'

/** A UUID that is the same for the same parts (RFC 9562 5.8): a report that is rendered again says nothing new. */
export function uuidOf(parts: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  const [, a, b, c, d, e] = /^(.{8})(.{4}).(.{3}).(.{3})(.{12})/.exec(digest)!
  return `${a}-${b}-8${c}-8${d}-${e}`
}
