import type { Mark } from './exchange.ts'

/** Thrown when a message holds a mark that this run never made: it could only be sent as a literal, which nobody meant. */
export class UnknownMark extends Error {
  readonly mark: string
  constructor(mark: string) {
    super(`the message holds ${mark}, which stands for no secret of this run; it was not sent, since a server would get the mark itself`)
    this.name = 'UnknownMark'
    this.mark = mark
  }
}

/** How a mark is written. Text of a target that looks so has `·` after its `‹` (see `escapeFor`). */
export const markPattern = /‹[a-z_]+:\d+›/g

/** A mark that some URL parser has percent-encoded on its way. */
const encodedMark = /%E2%80%B9([a-z_]+)(?::|%3A)(\d+)%E2%80%BA/gi

/** One escaped `‹`, as text of a target holds it after closing: raw, percent-encoded once or twice. The group is the bracket alone. */
export const escapedBracket = /^(‹|%[eE]2%80%[bB]9|%25[eE]2%2580%25[bB]9)(?:·|%[cC]2%[bB]7|%25[cC]2%25[bB]7)$/

/** What opening replaces: escaped brackets, marks, and marks that were percent-encoded once. */
export const openable =
  /(?:‹·|%[eE]2%80%[bB]9%[cC]2%[bB]7|%25[eE]2%2580%25[bB]9%25[cC]2%25[bB]7|‹[a-z_]+:\d+›|%[eE]2%80%[bB]9[a-z_]+(?::|%3[aA])\d+%[eE]2%80%[bB][aA])/g

/** Writes a mark. `kind` is made of a–z and underscores. */
export const markOf = (kind: string, n: number): Mark => `‹${kind}:${n}›` as Mark

/** Whether the whole text is one mark. */
export const isMark = (text: string): text is Mark => /^‹[a-z_]+:\d+›$/.test(text)

/** Whether a mark stands somewhere in the text. */
export const holdsMark = (text: string): boolean => text.search(markPattern) >= 0

/** Percent-encoded marks as plain ones, so that evidence shows one form only. */
export const plainMarks = (text: string): string => text.replace(encodedMark, '‹$1:$2›')

/** A text with everything but its marks passed through `encode`. */
export function aroundMarks(text: string, encode: (part: string) => string): string {
  let done = ''
  let at = 0
  for (const { 0: mark, index } of text.matchAll(markPattern)) {
    done += encode(text.slice(at, index)) + mark
    at = index + mark.length
  }
  return done + encode(text.slice(at))
}
