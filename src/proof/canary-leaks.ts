import { formsOf } from './canary-forms.ts'

/** A secret that shows in an output. */
export interface Leak {
  where: string
  secret: string
  form: string
}

const shortest = 10

/** Looks for every form of every secret in every output, as it stands and as whoever reads it would: JSON parsed, XML unescaped. */
export function leaksIn(outputs: Readonly<Record<string, string>>, secrets: Iterable<string>): Leak[] {
  const beginnings = indexOf(secrets)
  const leaks = Object.entries(outputs).flatMap(([where, text]) =>
    readings(text).flatMap((reading) => found(reading, beginnings).map((leak) => ({ where, ...leak }))),
  )
  return [...new Map(leaks.map((leak) => [JSON.stringify(leak), leak])).values()]
}

type Beginnings = Map<string, { written: string; secret: string; form: string }[]>

function indexOf(secrets: Iterable<string>): Beginnings {
  const index: Beginnings = new Map()
  for (const secret of new Set(secrets))
    for (const [form, written] of Object.entries(formsOf(secret))) {
      if (written.length < shortest) continue
      const key = written.slice(0, shortest)
      index.set(key, [...(index.get(key) ?? []), { written, secret, form }])
    }
  return index
}

function found(text: string, beginnings: Beginnings): Omit<Leak, 'where'>[] {
  const leaks: Omit<Leak, 'where'>[] = []
  for (let at = 0; at + shortest <= text.length; at++)
    for (const { written, secret, form } of beginnings.get(text.slice(at, at + shortest)) ?? [])
      if (text.startsWith(written, at)) leaks.push({ secret, form })
  return leaks
}

function readings(text: string): string[] {
  const unescaped = text.replace(
    /&(amp|lt|gt|quot|apos);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[name]!,
  )
  const strings: string[] = []
  try {
    JSON.parse(text, (key, value: unknown) => {
      strings.push(key, ...(typeof value === 'string' ? [value] : []))
      return value
    })
  } catch {}
  return [...new Set([text, unescaped, strings.join('\n')])]
}
