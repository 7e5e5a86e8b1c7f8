import { markPattern } from '../http/marks.ts'

/** Resolves a reference as a browser does (WHATWG URL), and leaves the marks in it as they are. Undefined: no URL at all. */
export function resolveUrl(reference: string, base?: string): string | undefined {
  const marks: string[] = []
  const shielded = (text: string) => text.replace(markPattern, (found) => `markshield${marks.push(found) - 1}z`)
  const url = URL.parse(shielded(reference), base === undefined ? undefined : shielded(base))
  return url?.href.replace(/markshield(\d+)z/g, (_, index) => marks[Number(index)] ?? '')
}
