import { type Exchange, header, type Mark } from '../http/exchange.ts'

/** The members of a JSON object body; undefined when the body is no JSON object. */
export function json(answer: Exchange | undefined): Record<string, unknown> | undefined {
  if (!answer?.response || answer.response.cut) return undefined
  const { response } = answer
  if (!read.has(response)) read.set(response, objectIn(response.body))
  return read.get(response)
}

/** Each answer is read once, whoever asks. */
const read = new WeakMap<object, Record<string, unknown> | undefined>()

function objectIn(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** A string member of a JSON body. */
export function member(answer: Exchange | undefined, name: string): string | undefined {
  const value = json(answer)?.[name]
  return typeof value === 'string' ? value : undefined
}

/** The error code of an error response (RFC 6749 5.2). */
export const errorCode = (answer: Exchange | undefined): string | undefined => member(answer, 'error')

/** The mark of the access token in a token response; undefined where it has none, or an empty one. */
export const accessToken = (answer: Exchange | undefined): Mark | undefined => nonEmpty(member(answer, 'access_token'))
/** The mark of the refresh token in a token response, likewise. */
export const refreshToken = (answer: Exchange | undefined): Mark | undefined => nonEmpty(member(answer, 'refresh_token'))
const nonEmpty = (value: string | undefined) => (value ? (value as Mark) : undefined)

/** The media type without parameters, in lower case. */
export const mediaType = (answer: Exchange | undefined): string | undefined =>
  header(answer?.response, 'content-type')?.split(';')[0]?.trim().toLowerCase()

/** Whether tokens were issued: a success status and a JSON body with an access token (RFC 6749 5.1). */
export function issued(answer: Exchange | undefined): boolean {
  const status = answer?.response?.status ?? 0
  return status >= 200 && status < 300 && accessToken(answer) !== undefined
}

/** Whether introspection calls a token active (RFC 7662 2.2). */
export const active = (answer: Exchange | undefined): boolean => answer?.response?.status === 200 && json(answer)?.['active'] === true

/** Whether introspection calls a token inactive (RFC 7662 2.2). */
export const inactive = (answer: Exchange | undefined): boolean => answer?.response?.status === 200 && json(answer)?.['active'] === false

/** Whether a protected resource was served (RFC 6750). */
export const served = (answer: Exchange | undefined): boolean => {
  const status = answer?.response?.status ?? 0
  return status >= 200 && status < 300 && noAnswer(answer) === undefined
}

const secret = /‹(access_token|refresh_token|id_token|client_secret|password):\d+›/g
const secretOrJwt = /‹(access_token|refresh_token|id_token|client_secret|password|jwt):\d+›/g

/** Secrets in an answer that its request did not hold: an echo gives nothing away to the one who sent it. A member `code` may be any error's
 *  number, and a JWT in a header field a nonce or a trace of a gateway: neither is counted. */
export function leaked(answer: Exchange | undefined): Mark[] {
  if (!answer?.response) return []
  const headers = answer.response.headers.filter(([name]) => name.toLowerCase() !== 'set-cookie')
  const found = [...(answer.response.body.match(secretOrJwt) ?? []), ...headers.flatMap(([, value]) => value.match(secret) ?? [])]
  const { url, body = '', headers: fields, within = [] } = answer.request
  const sent = [url, body, ...fields.map(([, value]) => value), ...within].join('\n')
  return [...new Set(found)].filter((mark) => !sent.includes(mark)) as Mark[]
}

/** One clause that says what came back: `status 400 with error "invalid_grant"`. */
export function seen(answer: Exchange | undefined): string {
  if (!answer) return 'no request was sent'
  if (!answer.response) return `no response (${answer.failure ?? 'unknown'})`
  const { status } = answer.response
  const code = errorCode(answer)
  if (issued(answer)) return `status ${status} with an access token`
  if (code !== undefined) return `status ${status} with error "${code}"`
  const type = mediaType(answer)
  return `status ${status} with ${type ? `a body of type ${type}` : 'no media type'}`
}

/** Why an answer decides nothing: no response, a rate limit, an overload. Undefined when it does decide. */
export function noAnswer(answer: Exchange | undefined): string | undefined {
  if (!answer) return 'the request was not sent'
  if (!answer.response) return `there was no response: ${answer.failure ?? 'unknown'}${answer.detail ? ` (${answer.detail})` : ''}`
  const { status, cut } = answer.response
  if (cut) return 'the body did not end within the limit'
  if (status === 429) return 'the server limits the rate of requests (429)'
  if (status === 503) return 'the server says that it is unavailable (503)'
  return limitsRate(answer) ? `the server says that it limits the rate of requests (status ${status})` : undefined
}

/** Whether the title or heading of a page, or the words of an error, say so: not every rate limit comes as 429. */
function limitsRate(answer: Exchange): boolean {
  const members = ['error', 'error_description', 'message', 'title'].map((name) => member(answer, name) ?? '')
  const headings = [...(answer.response?.body ?? '').matchAll(/<(title|h[12])\b[^>]{0,200}>([^<]{0,200})/gi)].map(
    ([, , text]) => text ?? '',
  )
  return [...members, ...headings].some((text) => /\btoo[ _]many[ _]requests\b|\brate[ _-]limit(?:ed|s|ing)?\b/i.test(text))
}
