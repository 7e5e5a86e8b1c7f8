import { webLink } from '../link.ts'
import { printable } from '../printable.ts'

/** Markup that is written by us. Everything else is text and is escaped where it enters. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

type Part = Markup | string | number | false | undefined | readonly Part[]

/** Markup with values in it: a string is shown as text, controls and bidi tricks made visible; markup and lists of it stand as they are; `false` and `undefined` are nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = strings[0]!
  for (const [i, part] of parts.entries()) text += written(part) + strings[i + 1]!
  return new Markup(text)
}

/** Several pieces, one after another. */
export const joined = (parts: readonly Markup[]): Markup => new Markup(parts.map(({ text }) => text).join(''))

function written(part: Part): string {
  if (part instanceof Markup) return part.text
  if (part === undefined || part === false) return ''
  if (typeof part === 'object') return part.map(written).join('')
  const text = String(part)
  return escaped(plain.test(text) && text.length < 2000 && !text.includes('\n') ? text : printable(text))
}

/** Printable text of several lines, as a message has them: line ends stay line ends. Cut at `limit` characters, which it says. */
export function printableLines(text: string, limit = 20_000): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}… (${text.length} characters)` : text
  if (plain.test(cut)) return cut
  return cut
    .split(/\r?\n/)
    .map((line) => printable(line, Number.POSITIVE_INFINITY))
    .join('\n')
}

/** What most text is made of, and what needs no closer look. */
const plain = /^[\n\x20-\x7e‹›]*$/

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escaped = (text: string): string => (/[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => entities[character]!) : text)

/** A link to where a requirement can be read, or the label alone where the URL may be none. */
export function link(url: string, label: Markup): Markup {
  const href = webLink(url)
  return href === undefined ? label : html`<a href="${href}" rel="noreferrer" target="_blank">${label}</a>`
}

/** A fragment of the page's own address. */
export const fragment = (text: string): string => `#${encodeURI(printable(text)).replaceAll('#', '%23').replaceAll('?', '%3F')}`
