import type { Line } from './line.ts'

/** The size of a terminal; `rows` where they are known. */
export interface Size {
  columns: number
  rows: number | undefined
}

const [wrapOff, wrapOn] = ['\x1b[?7l', '\x1b[?7h']
const [toLineEnd, toScreenEnd, wholeLine] = ['\x1b[K', '\x1b[J', '\x1b[2K']

/** Knows which lines of ours stand at the end of the screen, the cursor behind the last, and writes what changes them. Each text is to be written at once. */
export class Canvas {
  #cells: readonly number[] = []
  #columns = 0

  /** Puts lines in the place of those that stand there. */
  draw(lines: readonly Line[], size: Size): string {
    const start = size.columns === this.#columns ? this.#toStart(size) : this.erase(size)
    this.#cells = lines.map(({ cells }) => cells)
    this.#columns = size.columns
    return `${start}${wrapOff}${lines.map(({ text }) => `${text}${toLineEnd}`).join('\r\n')}${toScreenEnd}${wrapOn}`
  }

  /** Takes the lines away, one by one, since some terminals keep a copy of a screen that is erased as a whole; the cursor is where they began. */
  erase(size: Size): string {
    if (this.#cells.length === 0) return ''
    const up = this.#rowsAbove(size)
    this.#cells = []
    return `\r${wholeLine}${`\x1b[A${wholeLine}`.repeat(up)}`
  }

  #toStart(size: Size): string {
    if (this.#cells.length === 0) return ''
    const up = this.#rowsAbove(size)
    return `\r${up > 0 ? `\x1b[${up}A` : ''}`
  }

  /** A terminal that became narrower broke lines in two, and what left it at the top is out of reach. */
  #rowsAbove({ columns, rows = 1 }: Size): number {
    const taken = this.#cells.reduce((sum, cells) => sum + Math.max(1, Math.ceil(cells / columns)), 0)
    return Math.min(taken, rows) - 1
  }
}
