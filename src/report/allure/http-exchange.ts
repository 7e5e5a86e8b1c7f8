import { type Exchange, type Headers, header } from '../../http/exchange.ts'
import { jsonText } from '../json.ts'
import type { AllureAttachment } from './message.ts'

/** Characters of a body that a report shows; run.json has the whole. */
const longestBody = 20_000

/** An exchange as Allure's viewer of HTTP shows it, of version 1: letter by letter as it was recorded, with marks for secrets. */
export function httpExchange({ request, response, failure, detail, sentAt, ms }: Exchange): Record<string, unknown> {
  const { method, url, body } = request
  const query = url.split('#')[0]!.split('?').slice(1).join('?')
  return {
    schemaVersion: 1,
    request: {
      method,
      url,
      headers: fields(request),
      ...(query !== '' && { query: pairsOf(query) }),
      ...(body !== undefined && { body: bodyOf(body, request) }),
    },
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
  content: Buffer.from(jsonText(httpExchange(exchange))).toString('base64'),
  encoding: 'base64',
  contentType: 'application/vnd.allure.http+json',
  fileExtension: '.httpexchange',
})

const fields = ({ headers }: { headers: Headers }) => headers.map(([name, value]) => ({ name, value }))

/** Pairs as they were written: how they are encoded is often the point. */
const pairsOf = (text: string) =>
  text.split('&').map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return { name, value: value.join('=') }
  })

function bodyOf(body: string, of: { headers: Headers }, cut = false) {
  const contentType = header(of, 'content-type')
  const long = body.length > longestBody
  const isForm = !long && /^application\/x-www-form-urlencoded\b/i.test(contentType ?? '')
  return {
    ...(contentType !== undefined && { contentType }),
    encoding: 'utf8',
    value: long ? `${body.slice(0, longestBody)}…` : body,
    size: Buffer.byteLength(body),
    ...((long || cut) && { truncated: true }),
    ...(isForm && { form: pairsOf(body) }),
  }
}
