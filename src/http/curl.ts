import type { Exchange } from './exchange.ts'
import { markPattern } from './marks.ts'

/** The exchange's request as a curl command for a shell. A mark becomes a variable: `‹code:2›` is `$CODE_2`, to be set by whoever repeats it. */
export function curlOf({ request }: Exchange): string {
  const { method, url, headers, body } = request
  const lines = [`curl -i --path-as-is --globoff -X ${quoted(method)} ${quoted(url)}`]
  for (const [name, value] of headers) lines.push(`-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`)
  if (body !== undefined) {
    if (!headers.some(([name]) => name.toLowerCase() === 'content-type')) lines.push("-H 'content-type:'")
    lines.push(`--data-raw ${quoted(body)}`)
  }
  return lines.join(' \\\n  ')
}

const marks = new RegExp(`(${markPattern.source})`)

/** One shell word: text in single quotes, marks as double-quoted variables, nothing that a shell or terminal would act on. */
function quoted(text: string): string {
  const parts = text.split(marks)
  const words = parts.map((part, i) => (i % 2 === 1 ? `"$${variableOf(part)}"` : literal(part.replaceAll('‹·', '‹'))))
  return words.join('') || "''"
}

const variableOf = (mark: string): string => mark.slice(1, -1).replace(':', '_').toUpperCase()

function literal(text: string): string {
  if (text === '') return ''
  if (!/[^\x20-\x7e]/.test(text)) return `'${text.replaceAll("'", "'\\''")}'`
  const bytes = [...Buffer.from(text, 'utf8')]
  return `$'${bytes.map((byte) => (byte < 0x20 || byte > 0x7e ? `\\x${byte.toString(16).padStart(2, '0')}` : /['\\]/.test(String.fromCharCode(byte)) ? `\\${String.fromCharCode(byte)}` : String.fromCharCode(byte))).join('')}'`
}
