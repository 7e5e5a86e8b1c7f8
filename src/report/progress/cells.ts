/** Wide and fullwidth characters, and blocks of which terminals show at least some so (UAX #11): where they differ, the wider counts. */
const wide =
  /[\u1100-\u115f\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1d300}-\u{1d37f}\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u
const combining = /[\p{Mn}\p{Me}]/u
const plain = /^[\x20-\x7e]*$/

/** How many cells of a terminal a printable text takes. */
export function cellsOf(text: string): number {
  if (plain.test(text)) return text.length
  let cells = 0
  for (const character of text) cells += cellsOfOne(character)
  return cells
}

const cellsOfOne = (character: string): number => (combining.test(character) ? 0 : wide.test(character) ? 2 : 1)

/** As much of a printable text as fits; what is cut off leaves a sign. */
export function cutTo(text: string, room: number): string {
  if (cellsOf(text) <= room) return text
  let kept = ''
  let left = room - 1
  for (const character of text) {
    left -= cellsOfOne(character)
    if (left < 0) break
    kept += character
  }
  return room < 1 ? '' : `${kept}…`
}

/** A text with spaces behind it, up to a number of cells. */
export const padTo = (text: string, cells: number): string => text + ' '.repeat(Math.max(0, cells - cellsOf(text)))
