import type { BasicCredentials, Mark, Message } from '../http/exchange.ts'

/** What is needed of the vault: a value made from secrets gets a mark of its own. */
export interface Deriver {
  derive(kind: string, by: string, from: Mark | undefined, make: (open: (text: string) => string) => string): Mark
}

/** Turns `basic` credentials into the Authorization field (RFC 6749 2.3.1, RFC 7617 2). The message keeps a mark in it, not the credentials. */
export function withBasicWritten({ basic, ...message }: Message, vault: Deriver): Message {
  if (!basic) return message
  const from = /^‹[a-z_]+:\d+›$/.test(basic.client_secret) ? (basic.client_secret as Mark) : undefined
  const mark = vault.derive('basic', `Basic credentials, ${basic.encoding ?? 'form'}-encoded`, from, (open) =>
    Buffer.from(`${encoded(basic, open(basic.client_id))}:${encoded(basic, open(basic.client_secret))}`, 'utf8').toString('base64'),
  )
  return { ...message, headers: [...message.headers, ['authorization', `${basic.scheme ?? 'Basic'} ${mark}`]] }
}

function encoded({ encoding = 'form' }: BasicCredentials, value: string): string {
  if (encoding === 'none') return value
  if (encoding === 'form') return new URLSearchParams([['', value]]).toString().slice(1)
  return [...Buffer.from(value, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}
