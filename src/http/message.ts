import { asSent } from './destination.ts'
import { type Headers, header, type Mark, type Message } from './exchange.ts'
import { type Found, type Reading, secretsIn, secretsInHeader } from './learn.ts'
import { aroundMarks, holdsMark, markPattern, plainMarks } from './marks.ts'
import type { Vault } from './vault.ts'

/** A request in full: opened for the wire, or closed for the record. */
export interface EncodedRequest {
  method: string
  url: string
  headers: Headers
  body?: string
  /** Of a closed one: what its secrets were made from. */
  within?: Mark[]
}

/** Adds what the form of the body asks for: a content type for pairs, unless the message has one (RFC 6749 4.1.3, appendix B). */
export function withDefaults(message: Message): Message {
  if (typeof message.body === 'string' || message.body.length === 0 || header(message, 'content-type') !== undefined) return message
  return { ...message, headers: [...message.headers, ['content-type', formType]] }
}

const formType = 'application/x-www-form-urlencoded'

/** What goes on the wire: every mark opened.
 *  @throws {UnknownMark} for a mark that stands for nothing. */
export function openMessage(message: Message, vault: Vault): EncodedRequest {
  const open = (text: string) => vault.open(text)
  const query = encodePairs(message.query, (text) => encodeForm(open(text)))
  const body =
    typeof message.body === 'string'
      ? vault.open(message.body, contextOf(message))
      : encodePairs(message.body, (text) => encodeForm(open(text)))
  const headers = message.headers.map(([name, value]): [string, string] => [open(name), open(value)])
  return {
    method: open(message.method),
    url: asSent(withQuery(vault.open(message.url, 'url'), query)),
    headers,
    ...(body === '' ? {} : { body }),
  }
}

/** What is recorded: the same encoding with the marks left as they are. Secrets that the message holds in clear are learnt and closed. */
export function closeMessage(message: Message, vault: Vault): EncodedRequest {
  const encode = (text: string) => aroundMarks(plainMarks(text), encodeForm)
  const url = asSent(withQuery(plainMarks(message.url), encodePairs(message.query, encode)))
  const body = typeof message.body === 'string' ? plainMarks(message.body) : encodePairs(message.body, encode)
  const how: Reading = { ...vault.reading, ours: true }
  const close = (text: string, found: Found[]) => vault.reclose(text, spansOf(found, vault))
  const headers = message.headers.map(([name, value]): [string, string] => [
    vault.reclose(name),
    close(value, secretsInHeader(name, value, how)),
  ])
  const closedBody = close(body, secretsIn(body, { ...how, pairs: contextOf(message) === 'url' }))
  const within = headers.flatMap(([name, value]) => (name.toLowerCase() === 'authorization' ? madeFrom(value, vault) : []))
  return {
    method: vault.reclose(message.method),
    url: close(url, secretsIn(url, { ...how, pairs: true })),
    headers,
    ...(body === '' ? {} : { body: closedBody }),
    ...(within.length > 0 && { within }),
  }
}

function madeFrom(text: string, vault: Vault): Mark[] {
  return (text.match(markPattern) ?? []).flatMap((mark) => vault.originOf(mark) ?? [])
}

/** Learns what was found and tells which places belong to which mark. */
export function spansOf(found: Found[], vault: Vault): { start: number; end: number; mark: ReturnType<Vault['learn']> }[] {
  return found.flatMap(({ kind, value, fieldOnly, inUrl, at }) => {
    const mark = vault.learn(kind, value, { fieldOnly, observed: true, ...(inUrl === undefined ? {} : { inUrl }) })
    return at ? [{ start: at[0], end: at[1], mark }] : []
  })
}

/** The encoding in which marks within a string body are opened. */
function contextOf(message: Message): 'url' | 'json' | 'plain' {
  if (typeof message.body !== 'string') return 'url'
  const type = header(message, 'content-type') ?? ''
  return type.startsWith(formType) ? 'url' : /^application\/(?:[\w.-]+\+)?json\b/i.test(type) ? 'json' : 'plain'
}

const encodePairs = (pairs: readonly (readonly [string, string])[], encode: (text: string) => string): string =>
  pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')

const encodeForm = (text: string): string => (/^[\w.*-]*$/.test(text) ? text : new URLSearchParams([['', text]]).toString().slice(1))

function withQuery(url: string, query: string): string {
  if (query === '') return url
  const [, before, fragment] = /^([^#]*)(.*)$/s.exec(url)!
  return `${before}${!before!.includes('?') ? '?' : /[?&]$/.test(before!) ? '' : '&'}${query}${fragment}`
}

/** Parameters of a form or query (URL Standard 5.1) in their order, repeated ones included; marks stay as they are. */
export const formPairs = (text: string): [string, string][] => [...new URLSearchParams(`?${text}`)]

/** Parameters in the query of a URL. */
export const queryOf = (url: string): [string, string][] => formPairs(/^[^?#]*\?([^#]*)/.exec(url)?.[1] ?? '')

/** Parameters in the fragment of a URL. */
export const fragmentOf = (url: string): [string, string][] => formPairs(/#(.*)$/s.exec(url)?.[1] ?? '')

/** A URL reference against its base as the URL Standard resolves it, with marks left as they are. Undefined when it is no URL. */
export function resolveUrl(reference: string, base: string): string | undefined {
  const plain = plainMarks(reference)
  const plainBase = plainMarks(base)
  if (!holdsMark(plain) && !holdsMark(plainBase)) return URL.parse(plain, plainBase)?.href
  const marks: string[] = []
  let stand = 'markstandsfor'
  while (plain.toLowerCase().includes(stand) || plainBase.toLowerCase().includes(stand)) stand += 'x'
  const hide = (text: string) => text.replace(markPattern, (mark) => `${stand}${marks.push(mark) - 1}z`)
  const href = URL.parse(hide(plain), hide(plainBase))?.href
  return href?.replace(new RegExp(`${stand}(\\d+)z`, 'g'), (_, n) => marks[Number(n)]!)
}
