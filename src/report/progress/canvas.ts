import type { Line } from './line.ts'

const [wrapOff, wrapOn] = ['\x1b[?7l', '\x1b[?7h']
const [toLineEnd, toScreenEnd, wholeLine] = ['\x1b[K', '\x1b[J', '\x1b[2K']

/** Knows which lines of ours stand at the end of the screen, the cursor behind the last, and writes what changes them. Each text is to be written at once. */
export class Canvas {
  #cells: readonly number[] = []
  #columns = 0

  /** Puts lines in the place of those that stand there. */
  draw(lines: readonly Line[], columns: number): string {
    const start = columns === this.#columns ? this.#toStart(columns) : this.erase(columns)
    this.#cells = lines.map(({ cells }) => cells)
    this.#columns = columns
    return `${start}${wrapOff}${lines.map(({ text }) => `${text}${toLineEnd}`).join('\r\n')}${toScreenEnd}${wrapOn}`
  }

  /** Takes the lines away, one by one, since some terminals keep a copy of a screen that is erased as a whole; the cursor is where they began. */
  erase(columns: number): string {
    if (this.#cells.length === 0) return ''
    const up = this.#rowsAbove(columns)
    this.#cells = []
    return `\r${wholeLine}${`\x1b[A${wholeLine}`.repeat(up)}`
  }

  #toStart(columns: number): string {
    if (this.#cells.length === 0) return ''
    const up = this.#rowsAbove(columns)
    return `\r${up > 0 ? `\x1b[${up}A` : ''}`
  }

  /** A terminal that became narrower broke lines in two. What left it at the top is out of reach: no cursor goes there. */
  #rowsAbove(columns: number): number {
    return this.#cells.reduce((sum, cells) => sum + Math.max(1, Math.ceil(cells / columns)), 0) - 1
  }
}
