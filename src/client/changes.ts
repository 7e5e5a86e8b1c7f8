import type { BasicCredentials, Message } from '../http/exchange.ts'
import type { Alteration } from './alter.ts'
import type { Edit, EditTools } from './change.ts'

const body = (message: Message): [string, string][] => (typeof message.body === 'string' ? [] : message.body)
const without = (pairs: [string, string][], ...names: string[]) => pairs.filter(([name]) => !names.includes(name))

/** No client authentication at all: neither Basic, nor client_id, nor client_secret in the body. */
export const withoutAuthentication: Edit = ({ basic: _, ...message }) => ({
  ...message,
  body: without(body(message), 'client_id', 'client_secret'),
})

/** Only client_id in the body, as a public client would send it (RFC 6749 3.2.1). */
export const onlyClientId =
  (client_id?: string): Edit =>
  (message, tools) => {
    const id = client_id ?? message.basic?.client_id ?? body(message).find(([name]) => name === 'client_id')?.[1] ?? ''
    const bare = withoutAuthentication(message, tools)
    return { ...bare, body: [...body(bare), ['client_id', id]] }
  }

/** Other credentials in the place where the client puts its own: the Authorization header or the body. */
export const credentials =
  (change: { client_id?: string; client_secret?: string }): Edit =>
  (message) =>
    message.basic ? { ...message, basic: { ...message.basic, ...change } } : { ...message, body: replaced(body(message), change) }

/** The client's own secret, altered. */
export const alteredSecret =
  (how: Alteration): Edit =>
  (message, tools) => {
    const secret = message.basic?.client_secret ?? body(message).find(([name]) => name === 'client_secret')?.[1] ?? ''
    return credentials({ client_secret: tools.alter(secret, how) })(message, tools)
  }

/** The client's own secret with more behind it. */
export const appendedToSecret =
  (more: string): Edit =>
  (message, tools) =>
    credentials({ client_secret: `${heldCredentials(message).client_secret}${more}` })(message, tools)

/** Another client_id, made from the client's own, with the client's own secret. */
export const renamed =
  (make: (client_id: string, tools: EditTools) => string): Edit =>
  (message, tools) =>
    credentials({ client_id: make(heldCredentials(message).client_id, tools) })(message, tools)

/** HTTP Basic, with another scheme word or encoding, from whatever credentials the message holds (RFC 6749 2.3.1). */
export const basic =
  (change: Partial<BasicCredentials> = {}): Edit =>
  (message, tools) => {
    const held = heldCredentials(message)
    return { ...withoutAuthentication(message, tools), basic: { ...held, ...change } }
  }

/** Credentials in the body (RFC 6749 2.3.1), from whatever credentials the message holds. */
export const inBody: Edit = (message, tools) => {
  const held = heldCredentials(message)
  const bare = withoutAuthentication(message, tools)
  return { ...bare, body: [...body(bare), ['client_id', held.client_id], ['client_secret', held.client_secret]] }
}

/** The credentials by the other of the two methods for secrets: in the body instead of HTTP Basic, or the other way round. */
export const byTheOtherMethod: Edit = (message, tools) => (message.basic ? inBody : basic())(message, tools)

/** Credentials in the request URI, where they must not be (RFC 6749 2.3.1). */
export const inQuery: Edit = (message, tools) => {
  const held = heldCredentials(message)
  const bare = withoutAuthentication(message, tools)
  return { ...bare, query: [...bare.query, ['client_id', held.client_id], ['client_secret', held.client_secret]] }
}

/** Two methods in one request (RFC 6749 2.3): Basic and body, each changed as told. */
export const twoMethods =
  (inHeader: Partial<BasicCredentials>, inForm: { client_id?: string; client_secret?: string }): Edit =>
  (message, tools) => {
    const held = heldCredentials(message)
    const form = { client_id: held.client_id, client_secret: held.client_secret, ...inForm }
    const bare = withoutAuthentication(message, tools)
    return {
      ...bare,
      basic: { ...held, ...inHeader },
      body: [...body(bare), ['client_id', form.client_id], ['client_secret', form.client_secret]],
    }
  }

/** A header field, set or added as it stands. */
export const withHeader =
  (name: string, value: string): Edit =>
  (message) => ({ ...message, headers: [...message.headers, [name, value]] })

/** Every parameter of the body as JSON (which no token endpoint has to take: RFC 6749 4.1.3, Appendix B). */
export const asJson: Edit = (message) => ({
  ...message,
  headers: [...message.headers, ['content-type', 'application/json']],
  body: JSON.stringify(Object.fromEntries(body(message))),
})

/** Every parameter of the body in the query instead. */
export const allInQuery: Edit = (message) => ({ ...message, query: [...message.query, ...body(message)], body: [] })

/** The grant's parameters in the query, and the client's authentication where it always is (RFC 6749 3.2, 4.1.3). */
export const grantInQuery: Edit = (message) => {
  const grant = without(body(message), 'client_id', 'client_secret')
  return { ...message, query: [...message.query, ...grant], body: body(message).filter((pair) => !grant.includes(pair)) }
}

/** Everything in the query, by GET. */
export const asGet: Edit = (message, tools) => ({ ...allInQuery(message, tools), method: 'GET' })

/** An Authorization field as it stands, and no other client authentication. */
export const authorization =
  (value: string): Edit =>
  (message, tools) =>
    withHeader('authorization', value)(withoutAuthentication(message, tools), tools)

/** Parameters of the query as they stand, not encoded, in place of those of the same names. */
export const rawQuery =
  (text: string): Edit =>
  (message) => {
    const names = text.split('&').map((pair) => pair.split('=')[0]!)
    const separator = message.url.includes('?') ? '&' : '?'
    return { ...message, url: `${message.url}${separator}${text}`, query: without(message.query, ...names) }
  }

/** A request whose parameters are in the query, as a posted form (RFC 6749 3.1). */
export const asPost: Edit = (message) => ({ ...message, method: 'POST', query: [], body: message.query })

/** Another request method. */
export const method =
  (name: string): Edit =>
  (message) => ({ ...message, method: name })

const heldCredentials = (message: Message): BasicCredentials => {
  const of = (name: string) => body(message).find(([key]) => key === name)?.[1] ?? ''
  return message.basic ?? { client_id: of('client_id'), client_secret: of('client_secret') }
}

const replaced = (pairs: [string, string][], change: Record<string, string | undefined>): [string, string][] => {
  const kept = without(pairs, ...Object.keys(change))
  return [...kept, ...Object.entries(change).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]))]
}
