import pc from 'picocolors'
import type { Outcome } from '../../scenario/contract.ts'

/** How a terminal report is to look. `width` in columns. */
export interface TerminalStyle {
  color: boolean
  width: number
  /** Every scenario and every row by itself. */
  verbose?: boolean
}

/** What is drawn with: colours that may be off, and the room there is. */
export interface Paper {
  paint: ReturnType<typeof pc.createColors>
  width: number
  verbose: boolean
}

/** A paper of readable width: lines over 120 columns tire, below 50 nothing fits. */
export const paper = ({ color, width, verbose = false }: TerminalStyle): Paper => ({
  paint: pc.createColors(color),
  width: Math.min(120, Math.max(50, Math.floor(width) || 80)),
  verbose,
})

/** Colours a text by an outcome. */
export function tinted({ paint }: Paper, outcome: Outcome, text: string): string {
  const tints = {
    pass: paint.green,
    fail: paint.red,
    warn: paint.yellow,
    info: paint.cyan,
    skip: paint.dim,
    blocked: paint.magenta,
    error: paint.magenta,
  }
  return tints[outcome](text)
}

/** A word that nobody overlooks, with colours and without. */
export const badge = ({ paint }: Paper, word: string): string =>
  paint.isColorSupported ? paint.inverse(paint.yellow(` ${word} `)) : `[${word}]`

/** What the runner of a pipeline takes for a command to itself when a line begins with it, spaces before it or not. */
const command = /^(?=::|##\[)/

/** Breaks text into lines between words. A word that is longer than a line, such as a URL, stays whole, so that it can be copied; one that would
 *  command the runner of a pipeline at the beginning of a line has a sign before it there. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word.replace(command, '·'))
  }
  return lines
}

/** A label and its text beside it, wrapped under itself. */
export function labelled(on: Paper, label: string, text: string, indent = 2, column = 10): string[] {
  const lines = wrapped(text, on.width - indent - column)
  return lines.map((line, i) => `${' '.repeat(indent)}${i === 0 ? on.paint.dim(label.padEnd(column)) : ' '.repeat(column)}${line}`)
}
