const read = 16_000
const longest = 80

/** What a page says first, for a sentence about it: its title and how its text begins, 80 characters of whole words at most.
 *  Undefined where it says nothing. A word is never cut: the beginning of a secret would not be known for one. */
export function pageWords(body: string): string | undefined {
  const html = body.slice(0, read)
  const title = plain(/<title[^<>]*>([^<]*)/i.exec(html)?.[1] ?? '')
  const text = plain(html.replace(/<(head|script|style|title)\b[\s\S]*?<\/\1\s*>/gi, ' ').replace(/<[^<>]*>/g, ' '))
  const rest = text.startsWith(title) ? text.slice(title.length) : text
  const words = `${title}${title && rest.trim() ? ': ' : ''}${rest.trim()}`.split(' ')
  const room = words.findIndex((_, i) => words.slice(0, i + 1).join(' ').length > longest)
  const said = (room === -1 ? words : words.slice(0, room)).join(' ').replace(/:$/, '')
  return said === '' ? undefined : `${said}${room === -1 ? '' : ' …'}`
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'", nbsp: ' ', amp: '&' }

/** One line of text: the usual entities read once, nothing in it that a terminal acts on. */
const plain = (text: string): string =>
  text
    .replace(/&(lt|gt|quot|#39|apos|nbsp|amp);/g, (_, name: string) => entities[name] ?? '')
    .replace(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ')
    .trim()
