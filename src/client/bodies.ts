import type { Message } from '../http/exchange.ts'
import { aroundMarks } from '../http/marks.ts'
import { changed, type Edit, parameter } from './change.ts'

const formType = 'application/x-www-form-urlencoded'
const boundary = '----grantproof'

const pairsOf = ({ body }: Message): [string, string][] => (typeof body === 'string' ? [] : body)
const encoded = (text: string): string => aroundMarks(text, encodeURIComponent)
const withType = ({ headers, ...message }: Message, type: string | undefined): Message => ({
  ...message,
  headers: [...headers, ...(type === undefined ? [] : [['content-type', type] as [string, string]])],
})

/** The body's parameters as a form in text, for what no form encoder would write. Marks stay, and are opened as in any form. */
export const rewrittenForm =
  (make: (form: string) => string, type: string | undefined = formType): Edit =>
  (message) => {
    const form = pairsOf(message)
      .map((pair) => pair.map(encoded).join('='))
      .join('&')
    return withType({ ...message, body: make(form) }, type)
  }

/** The same form under another Content-Type, or, with undefined, under none. */
export const labelled =
  (type: string | undefined): Edit =>
  (message, tools) =>
    type === undefined ? { ...rewrittenForm((form) => form)(message, tools), headers: message.headers } : withType(message, type)

/** Every parameter of the body as a part of `multipart/form-data` (RFC 7578), which no token endpoint has to take. */
export const asMultipart: Edit = (message) => {
  const parts = pairsOf(message).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return withType({ ...message, body: `${parts.join('')}--${boundary}--\r\n` }, `multipart/form-data; boundary=${boundary}`)
}

/** Moves a parameter of the body into the request URI, where another value may stay behind. A request without it has no such row. */
export const toQuery =
  (name: string, left?: string): Edit =>
  (message, tools) => {
    const value = parameter(message, name)
    if (!value) return tools.skip(`the honest request has no ${name}`, `a server and a configuration with which it sends ${name}`)
    return { ...changed(message, [{ [name]: left }], tools), query: [...message.query, [name, value]] }
  }
