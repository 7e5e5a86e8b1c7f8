/** Controls, lone surrogates, and whatever is invisible or turns the direction of text: ANSI and bidi tricks end here. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}]/gu
const longest = 2000

/** Text of a target as one line that no terminal, XML reader or eye is deceived by; cut at `limit` characters, which it says. */
export function printable(text: string, limit = longest): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}… (${text.length} characters)` : text
  return cut.replace(unsafe, shown)
}

const names: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function shown(character: string): string {
  const code = character.codePointAt(0)!
  return names[character] ?? (code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`)
}

/** Makes every string of a value printable, so that a renderer cannot forget one. `limit` as in `printable`. */
export function printableDeep<T>(value: T, limit = longest): T {
  if (typeof value === 'string') return printable(value, limit) as T
  if (Array.isArray(value)) return value.map((member) => printableDeep(member, limit)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [printable(name, limit), printableDeep(member, limit)])) as T
}
