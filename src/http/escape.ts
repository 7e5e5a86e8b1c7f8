const unsafe =
  /[\0-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]|\p{Surrogate}/gu

/** Hostile text made safe for a terminal and a log: control characters, ANSI sequences, bidirectional and invisible characters are shown as escapes.
 *  With `lines`, line ends stay. */
export const printable = (text: string, how: { lines?: boolean } = {}): string =>
  text.replace(unsafe, (character) => (how.lines && character === '\n' ? character : escapeOf(character)))

const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function escapeOf(character: string): string {
  const point = character.codePointAt(0)!
  const hex = point.toString(16)
  return short[character] ?? (point < 0x100 ? `\\x${hex.padStart(2, '0')}` : point < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`)
}
