import { type Exchange, type Headers, header, headerValues } from '../http/exchange.ts'
import { shortfall } from './headline.ts'
import { jsonText } from './json.ts'
import type { Run } from './schema.ts'

/** Every exchange of a run as HAR 1.2: a page for each scenario, marks instead of secrets, and what got no answer with status 0 and `_error`. */
export function renderHar(run: Run): string {
  const { tool, startedAt, results, noFlow } = run
  const lacking = shortfall(run)
  const flow = noFlow ? [{ id: 'first honest flow', title: noFlow.reason, exchanges: noFlow.exchanges }] : []
  const all = [...flow, ...results].filter(({ exchanges }) => exchanges.length > 0)
  return jsonText({
    log: {
      version: '1.2',
      creator: { name: tool.name, version: tool.version, comment: 'Marks such as ‹code:1› stand for secrets.' },
      pages: all.map(({ id, title, exchanges }) => ({
        startedDateTime: exchanges[0] ? moment(exchanges[0].sentAt) : startedAt,
        id,
        title: `${id}: ${title}`,
        pageTimings: {},
      })),
      entries: all.flatMap(({ id, exchanges }) => exchanges.map((exchange) => entry(id, exchange))),
      ...(lacking && { comment: lacking }),
    },
  })
}

const moment = (ms: number): string => new Date(ms).toISOString()

function entry(scenario: string, exchange: Exchange) {
  const { n, channel, sentAt, ms, failure, detail, retries } = exchange
  return {
    pageref: scenario,
    startedDateTime: moment(sentAt),
    time: ms,
    request: requestOf(exchange),
    response: responseOf(exchange),
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: ms, receive: 0 },
    _scenario: scenario,
    _n: n,
    _channel: channel,
    ...(retries !== undefined && { _retries: retries }),
    ...(failure && { _error: detail === undefined ? failure : `${failure}: ${detail}` }),
  }
}

function requestOf({ request }: Exchange) {
  const { method, url, headers, body } = request
  return {
    method,
    url: asUri(url),
    httpVersion: 'HTTP/1.1',
    cookies: headerValues(request, 'cookie').flatMap((field) =>
      field
        .split(';')
        .filter((pair) => pair.trim() !== '')
        .map(cookiePair),
    ),
    headers: fields(headers),
    queryString: pairs(/^[^?#]*\?([^#]*)/.exec(url)?.[1] ?? ''),
    ...(body !== undefined && { postData: postData(header(request, 'content-type') ?? '', body) }),
    headersSize: -1,
    bodySize: Buffer.byteLength(body ?? ''),
  }
}

/** Pairs as they were written: how they are encoded is often the point. HAR has either the text or its parameters. */
const postData = (mimeType: string, text: string) => ({ mimeType, text })

function responseOf({ response }: Exchange) {
  const told = { httpVersion: response ? 'HTTP/1.1' : '', headersSize: -1, statusText: '' }
  if (!response)
    return { ...told, status: 0, cookies: [], headers: [], content: { size: 0, mimeType: 'x-unknown' }, redirectURL: '', bodySize: -1 }
  const size = Buffer.byteLength(response.body)
  return {
    ...told,
    status: response.status,
    cookies: headerValues(response, 'set-cookie').map(setCookie),
    headers: fields(response.headers),
    content: {
      size,
      mimeType: header(response, 'content-type') ?? 'x-unknown',
      text: response.body,
      ...(response.cut && { comment: 'The body was longer.' }),
    },
    redirectURL: header(response, 'location') ?? '',
    bodySize: response.cut ? -1 : size,
  }
}

const fields = (headers: Headers) => headers.map(([name, value]) => ({ name, value }))

const pairs = (query: string) =>
  query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => namedValue(pair))

function namedValue(pair: string) {
  const [name = '', ...value] = pair.split('=')
  return { name, value: value.join('=') }
}

const cookiePair = (pair: string) => namedValue(pair.trim())

/** A Set-Cookie field (RFC 6265 4.1.1). When it expires stands in the header alone: no reader agrees with another on its form. */
function setCookie(field: string) {
  const [first = '', ...attributes] = field.split(';').map((part) => part.trim())
  const attribute = (name: string) => attributes.find((one) => one.toLowerCase().split('=')[0] === name)
  const value = (name: string) => attribute(name)?.split('=').slice(1).join('=')
  const [path, domain] = [value('path'), value('domain')]
  return {
    ...cookiePair(first),
    ...(path && { path }),
    ...(domain && { domain }),
    httpOnly: attribute('httponly') !== undefined,
    secure: attribute('secure') !== undefined,
  }
}

/** A URL in the characters of RFC 3986, marks and all, as HAR wants it; what is none is said to be so by its scheme. */
function asUri(url: string): string {
  const encoded = url.toWellFormed().replace(/%(?![\da-f]{2})|[^\w\-.~:/?#[\]@!$&'()*+,;=%]/giu, encodeURIComponent)
  return URL.canParse(encoded) ? encoded : `invalid:${encoded}`
}
