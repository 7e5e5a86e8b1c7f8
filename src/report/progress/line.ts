import { cellsOf, cutTo } from './cells.ts'

/** A line of a terminal, with colours, and how many cells it takes. */
export interface Line {
  text: string
  cells: number
}

/** A piece of a line: measured plain, coloured afterwards, since a line that wraps cannot be rewritten. */
export interface Piece {
  text: string
  tint?: (text: string) => string
}

const between = 2

/** As many pieces as there is room for; the one that does not fit is cut, those after it are left out. */
export function fitted(pieces: readonly Piece[], room: number): Line {
  const texts: string[] = []
  let cells = 0
  for (const { text, tint = String } of pieces.filter(({ text }) => text !== '')) {
    const begins = cells === 0 ? 0 : cells + between
    if (room - begins < 2) break
    const shown = cutTo(text, room - begins)
    texts.push(tint(shown))
    cells = begins + cellsOf(shown)
    if (shown !== text) break
  }
  return { text: texts.join(' '.repeat(between)), cells }
}
