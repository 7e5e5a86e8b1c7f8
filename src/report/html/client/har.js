/** Exchanges as HAR 1.2: a page for each scenario, marks instead of secrets, and what got no answer with status 0 and `_error`. */
export function harOf({ name, version }, pages, comment) {
  const filled = pages.filter(({ exchanges }) => exchanges.length > 0)
  return {
    log: {
      version: '1.2',
      creator: { name, version, comment: 'Marks such as ‹code:1› stand for secrets.' },
      pages: filled.map(({ id, title, exchanges }) => ({
        startedDateTime: moment(exchanges[0].sentAt),
        id,
        title: `${id}: ${title}`,
        pageTimings: {},
      })),
      entries: filled.flatMap(({ id, exchanges }) => exchanges.map((exchange) => entry(id, exchange))),
      ...(comment && { comment }),
    },
  }
}

const moment = (ms) => new Date(ms).toISOString()

const sizeOf = (text) => new TextEncoder().encode(text).length

function entry(scenario, exchange) {
  const { n, channel, sentAt, ms, failure, detail, retries } = exchange
  return {
    pageref: scenario,
    startedDateTime: moment(sentAt),
    time: ms,
    request: requestOf(exchange.request),
    response: responseOf(exchange.response),
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: ms, receive: 0 },
    _scenario: scenario,
    _n: n,
    _channel: channel,
    ...(retries !== undefined && { _retries: retries }),
    ...(failure && { _error: detail === undefined ? failure : `${failure}: ${detail}` }),
  }
}

function requestOf({ method, url, headers, body }) {
  return {
    method,
    url: asUri(url),
    httpVersion: 'HTTP/1.1',
    cookies: valuesOf(headers, 'cookie').flatMap((field) =>
      field
        .split(';')
        .filter((pair) => pair.trim() !== '')
        .map(cookiePair),
    ),
    headers: fields(headers),
    queryString: pairs(/^[^?#]*\?([^#]*)/.exec(url)?.[1] ?? ''),
    ...(body !== undefined && { postData: postData(valuesOf(headers, 'content-type')[0] ?? '', body) }),
    headersSize: -1,
    bodySize: sizeOf(body ?? ''),
  }
}

/** Pairs as they were written: how they are encoded is often the point. HAR has either the text or its parameters. */
const postData = (mimeType, text) => ({ mimeType, text })

function responseOf(response) {
  const told = { httpVersion: response ? 'HTTP/1.1' : '', headersSize: -1, statusText: '' }
  if (!response)
    return { ...told, status: 0, cookies: [], headers: [], content: { size: 0, mimeType: 'x-unknown' }, redirectURL: '', bodySize: -1 }
  const { status, headers, body, cut } = response
  const size = sizeOf(body)
  return {
    ...told,
    status,
    cookies: valuesOf(headers, 'set-cookie').map(setCookie),
    headers: fields(headers),
    content: {
      size,
      mimeType: valuesOf(headers, 'content-type')[0] ?? 'x-unknown',
      text: body,
      ...(cut && { comment: 'The body was longer.' }),
    },
    redirectURL: valuesOf(headers, 'location')[0] ?? '',
    bodySize: cut ? -1 : size,
  }
}

const valuesOf = (headers, wanted) => headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value)

const fields = (headers) => headers.map(([name, value]) => ({ name, value }))

const pairs = (query) =>
  query
    .split('&')
    .filter((pair) => pair !== '')
    .map(namedValue)

function namedValue(pair) {
  const [name = '', ...value] = pair.split('=')
  return { name, value: value.join('=') }
}

const cookiePair = (pair) => namedValue(pair.trim())

/** A Set-Cookie field (RFC 6265 4.1.1). When it expires stands in the header alone: no reader agrees with another on its form. */
function setCookie(field) {
  const [first = '', ...attributes] = field.split(';').map((part) => part.trim())
  const attribute = (name) => attributes.find((one) => one.toLowerCase().split('=')[0] === name)
  const value = (name) => attribute(name)?.split('=').slice(1).join('=')
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
function asUri(url) {
  const encoded = url.toWellFormed().replace(/%(?![\da-f]{2})|[^\w\-.~:/?#[\]@!$&'()*+,;=%]/giu, encodeURIComponent)
  return URL.canParse(encoded) ? encoded : `invalid:${encoded}`
}
