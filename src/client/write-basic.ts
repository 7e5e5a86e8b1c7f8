import type { BasicEncoding, Headers, Mark, Message } from '../http/exchange.ts'

/** What is needed of the vault: a value made from secrets gets a mark of its own. */
export interface Deriver {
  derive(kind: string, by: string, from: Mark | undefined, make: (open: (text: string) => string) => string): Mark
}

/** Turns `basic` credentials into the Authorization field (RFC 6749 2.3.1, RFC 7617 2). The message keeps a mark in it, not the credentials. */
export function withBasicWritten({ basic, ...message }: Message, vault: Deriver): Message {
  if (!basic) return message
  const { client_id, client_secret, scheme = 'Basic', encoding = 'form', behind = '', place = 'last' } = basic
  const from = /‹[a-z_]+:\d+›/.exec(client_secret)?.[0] as Mark | undefined
  const write = written[encoding]
  const mark = vault.derive('basic', basicBy(encoding), from, (open) =>
    Buffer.from(`${write(open(client_id), 'client_id')}:${write(open(client_secret), 'client_secret')}`, 'utf8').toString('base64'),
  )
  const field: Headers = [['authorization', `${scheme} ${mark}${behind}`]]
  return { ...message, headers: place === 'first' ? [...field, ...message.headers] : [...message.headers, ...field] }
}

/** What is noted of Basic credentials that were written so. */
const basicBy = (encoding: BasicEncoding): string => `Basic credentials, ${encoding}-encoded`

const form = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1)
const everyCharacter = (text: string): string =>
  [...Buffer.from(text, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')

/** The colon between the two is the first one, so that only the secret can hold one as it is (RFC 7617 2). */
const written: Readonly<Record<BasicEncoding, (text: string, what: 'client_id' | 'client_secret') => string>> = {
  form,
  none: (text) => text,
  'every character': everyCharacter,
  'every character in lower case': (text) => everyCharacter(text).toLowerCase(),
  'space as %20': (text) => form(text).replaceAll('+', '%20'),
  'colon as it is': (text, what) => (what === 'client_id' ? form(text) : form(text).replaceAll('%3A', ':')),
  twice: (text) => form(form(text)),
}
