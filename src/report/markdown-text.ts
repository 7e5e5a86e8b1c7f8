/** An underscore within a word means nothing. */
const punctuation = /[\\`*[\]<>&|~!#$]|(?<![A-Za-z\d])_|_(?![A-Za-z\d])/g
/** What GitHub turns into a link or a mention by itself, where no backslash keeps it from that. */
const linked = /@|#\d|:\/\/|www\./i

/** One line of text as Markdown that shows it letter by letter: no markup, table cell, image, link, mention or reference can come of it. */
export const prose = (text: string): string =>
  text
    .split(/(\s+)/)
    .map((word) => (linked.test(word) ? asCode(word) : word.replace(punctuation, '\\$&')))
    .join('')

/** As many of a list as there is room for: GitHub takes 65,536 characters for a comment. */
export function fitting<T>(all: readonly T[], { most, room, size }: { most: number; room: number; size(one: T): number }): T[] {
  let used = 0
  const over = all.findIndex((one) => {
    used += size(one) + 1
    return used > room
  })
  return all.slice(0, Math.min(most, over < 0 ? all.length : over))
}

/** A word in code spans, where nothing is linked. Pipes would end a cell of a table and backticks the span, so they stand outside. */
const asCode = (word: string): string =>
  word
    .split(/([`|]+)/)
    .filter(Boolean)
    .map((part) => (/^[`|]/.test(part) ? part.replaceAll('`', '&#96;').replaceAll('|', '&#124;') : `\`${part}\``))
    .join('')
