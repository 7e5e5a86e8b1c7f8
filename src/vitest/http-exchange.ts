import { type Exchange, type Headers, header } from '../http/exchange.ts'
import type { AllureAttachment } from './allure-message.ts'

/** Characters of a body that a report shows; run.json has the whole. */
const longestBody = 20_000

/** An exchange as Allure's viewer of HTTP shows it, of version 1: what was sent, letter by letter, with marks for secrets. */
export function httpExchange({ request, response, failure, detail, sentAt, ms }: Exchange): Record<string, unknown> {
  const { method, url, body } = request
  return {
    schemaVersion: 1,
    request: { method, url, headers: fields(request), ...(body !== undefined && { body: bodyOf(body, request) }) },
    ...(response && {
      response: { status: response.status, headers: fields(response), body: bodyOf(response.body, response, response.cut) },
    }),
    ...(failure && { error: { name: failure, message: detail ?? 'there was no answer' } }),
    start: sentAt,
    stop: sentAt + ms,
  }
}

/** An exchange as an attachment. */
export const httpAttachment = (name: string, exchange: Exchange): AllureAttachment => ({
  name,
  content: Buffer.from(JSON.stringify(httpExchange(exchange))).toString('base64'),
  encoding: 'base64',
  contentType: 'application/vnd.allure.http+json',
  fileExtension: '.httpexchange',
})

const fields = ({ headers }: { headers: Headers }) => headers.map(([name, value]) => ({ name, value }))

function bodyOf(body: string, of: { headers: Headers }, cut = false) {
  const contentType = header(of, 'content-type')
  const long = body.length > longestBody
  return {
    ...(contentType !== undefined && { contentType }),
    encoding: 'utf8',
    value: long ? `${body.slice(0, longestBody)}…` : body,
    size: Buffer.byteLength(body),
    ...((long || cut) && { truncated: true }),
  }
}
