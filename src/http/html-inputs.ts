import { decodeText } from './decodings.ts'

/** An `<input>` with a value, and where that value stands in the page. */
export interface HtmlInput {
  name: string
  type: string
  value: string
  start: number
  end: number
}

const attribute = /[\s/]*([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)("|$)|'([^']*)('|$)|([^\s"'=<>`]+)))?/dy

/** The inputs of a page, however broken it is: a lexical reading, no tree (HTML 13.1.2.3). */
export function* htmlInputs(page: string): Generator<HtmlInput> {
  for (const { index } of page.matchAll(/<input[\s/]/gi)) {
    const input: HtmlInput = { name: '', type: 'text', value: '', start: 0, end: 0 }
    attribute.lastIndex = index + '<input'.length
    for (let found = attribute.exec(page); found; found = attribute.exec(page)) take(input, found)
    if (input.value !== '') yield input
  }
}

function take(input: HtmlInput, found: RegExpExecArray): void {
  const group = [2, 4, 6].find((n) => found[n] !== undefined)
  if (group === undefined) return
  const text = decodeText(found[group]!, 'html')
  const name = found[1]!.toLowerCase()
  if (name === 'name') input.name = text
  if (name === 'type') input.type = text.trim().toLowerCase()
  if (name !== 'value') return
  input.value = text
  const [start, end] = found.indices![group]!
  Object.assign(input, { start, end })
}
