import { type Exchange, header, type Message } from '../http/exchange.ts'
import { resolveUrl } from '../http/message.ts'
import { locations } from './going.ts'
import { originOf } from './origin.ts'
import type { Submission } from './understanding.ts'

/** Named after browsers, so that pages for browsers come back, and honest about who asks. */
export const userAgentName = 'Mozilla/5.0 (compatible; grantproof)'

const usual: [string, string][] = [
  ['User-Agent', userAgentName],
  ['Accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
  ['Accept-Language', 'en'],
]

/** A message with the headers of a browser that it does not have yet, and the cookies for its URL. */
export function asBrowser(message: Message, cookies: string | undefined): Message {
  const has = new Set(message.headers.map(([name]) => name.toLowerCase()))
  const more = usual.filter(([name]) => !has.has(name.toLowerCase()))
  const cookie: [string, string][] = cookies && !has.has('cookie') ? [['Cookie', cookies]] : []
  return { ...message, headers: [...message.headers, ...more, ...cookie] }
}

/** What comes after a redirect: 307 and 308 keep method and body, any other goes on with GET (RFC 9110 15.4). Undefined: the
 *  `Location` is no URL. */
export function redirected(sent: Message, exchange: Exchange): Message | undefined {
  const url = resolveUrl(locations(exchange)[0] ?? '', exchange.request.url)?.split('#')[0]
  const status = exchange.response?.status
  if (url === undefined) return undefined
  const headers = sent.headers.filter(([name]) => /^(referer|origin)$/i.test(name))
  const type = sent.headers.filter(([name]) => name.toLowerCase() === 'content-type')
  if (status === 307 || status === 308) return { ...sent, url, query: [], headers: [...headers, ...type] }
  return {
    method: sent.method === 'HEAD' ? 'HEAD' : 'GET',
    url,
    query: [],
    headers: headers.filter(([name]) => !/^origin$/i.test(name)),
    body: [],
  }
}

/** A submission as a browser sends it from the page that an exchange brought; `change` is made before the fields are encoded. */
export function submitted(submit: Submission, from: Exchange, change: (message: Message) => Message = (message) => message): Message {
  const headers = origins(submit, from)
  if (submit.method === 'GET') return change({ method: 'GET', url: submit.url.split('#')[0]!, query: submit.fields, headers, body: [] })
  const message = change({ method: 'POST', url: submit.url, query: [], headers, body: submit.fields })
  const { type, body } = typeof message.body === 'string' ? { type: '', body: message.body } : encoded({ ...submit, fields: message.body })
  return { ...message, headers: type ? [...message.headers, ['Content-Type', type]] : message.headers, body }
}

const boundary = '----grantproof-form-boundary'

function encoded({ fields, enctype }: Submission): { type: string; body: Message['body'] } {
  if (enctype === 'multipart/form-data') return { type: `${enctype}; boundary=${boundary}`, body: multipart(fields) }
  if (enctype === 'text/plain') return { type: enctype, body: fields.map(([name, value]) => `${name}=${value}\r\n`).join('') }
  return { type: 'application/x-www-form-urlencoded', body: fields }
}

const multipart = (fields: readonly [string, string][]): string => `${fields.map(part).join('')}--${boundary}--\r\n`

const part = ([name, value]: [string, string]): string =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name.replace(/["\r\n]/g, encodeURIComponent)}"\r\n\r\n${value}\r\n`

/** The same request as a page of another site makes it, or one that lets the browser tell no referrer (Fetch Standard). */
export const asAnotherSite = (message: Message, foreign: true | 'silent' = true): Message => ({
  ...message,
  headers: [
    ...message.headers.filter(([name]) => !/^(origin|referer)$/i.test(name)),
    ...(message.method === 'GET' ? [] : ([['Origin', foreign === 'silent' ? 'null' : anotherSite]] as [string, string][])),
    ...(foreign === 'silent' ? [] : ([['Referer', `${anotherSite}/`]] as [string, string][])),
  ],
})

/** What says of a request, and of each redirect after it, that a page of another site made it (W3C Fetch Metadata 2.3). What a real browser is about
 *  to send has no such field yet. */
export const fetchedCrossSite = (message: Message): Message => withField(message, 'Sec-Fetch-Site', 'cross-site')

/** What says of a request that its document is to stand in a frame (W3C Fetch Metadata 2.1). */
export const forFrame = (message: Message): Message => withField(message, 'Sec-Fetch-Dest', 'iframe')

const withField = (message: Message, field: string, value: string): Message => ({
  ...message,
  headers: [...message.headers.filter(([name]) => name.toLowerCase() !== field.toLowerCase()), [field, value]],
})

/** The origin of the pages that another site has open. */
export const anotherSite = 'https://attacker.example'

/** `Referer` by the default policy, `Origin` with every POST: servers check them against forged requests. */
function origins(submit: Submission, from: Exchange): [string, string][] {
  const page = (resolveUrl(from.request.url, from.request.url) ?? '').split('#')[0]!
  const [own, other] = [originOf(page), originOf(submit.url)]
  const silent =
    header(from.response, 'referrer-policy')?.toLowerCase().includes('no-referrer') &&
    !/no-referrer-when/i.test(header(from.response, 'referrer-policy') ?? '')
  const referer: [string, string][] = silent || own === undefined ? [] : [['Referer', own === other ? page : `${own}/`]]
  return submit.method === 'GET' ? referer : [...referer, ['Origin', silent ? 'null' : (own ?? 'null')]]
}
