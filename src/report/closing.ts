import { runJsonSchema } from './schema.ts'

const moment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
let words: ReadonlySet<string> | undefined

/** Every member name and fixed value of a run: words that mean nothing else, even when somebody's password is `response`. */
export function ownWords(): ReadonlySet<string> {
  words ??= new Set(wordsOf(runJsonSchema()))
  return words
}

function wordsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { properties, enum: values, const: value } = schema as { properties?: object; enum?: unknown[]; const?: unknown }
  const here = [...Object.keys(properties ?? {}), ...(Array.isArray(values) ? values : []), value]
  return [...here.filter((word) => typeof word === 'string'), ...Object.values(schema).flatMap(wordsOf)]
}

/** Closes each string of a JSON value, member names included, so that no secret, whatever its characters, can break the run's shape.
 *  What holds nothing to close comes back as the same object. `known`: what was closed before, for one that closes the same strings again and again. */
export function closedStrings<T>(value: T, reclose: (text: string) => string, known = new Map<string, string>()): T {
  const own = ownWords()
  const closed = (text: string): string => {
    const before = known.get(text)
    if (before !== undefined) return before
    const now = own.has(text) || moment.test(text) ? text : reclose(text)
    known.set(text, now)
    return now
  }
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') return closed(part)
    if (typeof part !== 'object' || part === null) return part
    return Array.isArray(part) ? walkItems(part) : walkMembers(part as Readonly<Record<string, unknown>>)
  }
  const walkItems = (items: readonly unknown[]): readonly unknown[] => {
    let walked: unknown[] | undefined
    for (let i = 0; i < items.length; i += 1) {
      const now = walk(items[i])
      if (now === items[i]) continue
      walked ??= [...items]
      walked[i] = now
    }
    return walked ?? items
  }
  const walkMembers = (object: Readonly<Record<string, unknown>>): object => {
    let same = true
    const walked: [string, unknown][] = []
    for (const name of Object.keys(object)) {
      const [nameNow, memberNow] = [closed(name), walk(object[name])]
      same &&= nameNow === name && memberNow === object[name]
      walked.push([nameNow, memberNow])
    }
    return same ? object : Object.fromEntries(walked)
  }
  return walk(value) as T
}
