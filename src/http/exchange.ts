/** Stands for a secret everywhere above the wire, for example `‹code:2›`: the same secret has the same mark in one run. */
export type Mark = string & { readonly mark: unique symbol }

/** What was noted of a secret before it was closed. A JWT keeps header and claims and loses its signature. */
export interface MarkFacts {
  kind: string
  length: number
  /** Which characters occur: `digits`, `hex`, `base64url`, `unreserved`, `b64token` (RFC 6750 2.1), `visible` (neither space, comma, quote nor
   *  backslash), `vschar` (RFC 6749 A.11) or `other`. */
  alphabet: string
  madeFrom?: { mark: Mark; by: string }
  jwt?: {
    header: Record<string, unknown>
    claims: Record<string, unknown>
    signature: 'valid' | 'invalid' | 'unchecked'
    kid?: string | undefined
  }
}

/** Ordered header fields as sent or received: names keep their case, repeated names keep their places. */
export type Headers = [name: string, value: string][]

/** A message as a client wants it sent. Marks stand for secrets; the wire opens them. */
export interface Message {
  method: string
  /** Absolute. A query in it is sent as it stands; `query` is form-encoded once and appended. */
  url: string
  headers: Headers
  query: [string, string][]
  /** Pairs are form-encoded once, with the content-type of a form unless the headers have one. A string is sent as it stands, without any: the headers say it. */
  body: [string, string][] | string
  /** HTTP Basic credentials (RFC 6749 2.3.1). The client writes them as the Authorization field just before sending; the wire never sees them. */
  basic?: BasicCredentials
}

/** How credentials are written before base64: `form` as RFC 6749 2.3.1 asks (default), `none` as they stand, or in some other spelling of the form. */
export type BasicEncoding =
  | 'form'
  | 'none'
  | 'every character'
  | 'every character in lower case'
  | 'space as %20'
  | 'colon as it is'
  | 'twice'

/** Credentials for HTTP Basic. */
export interface BasicCredentials {
  client_id: string
  client_secret: string
  /** The scheme's word, `Basic` unless a scenario writes it otherwise. */
  scheme?: string
  encoding?: BasicEncoding
  /** What follows the base64 in the field. */
  behind?: string
  /** Where the field stands among the message's others; default `last`. */
  place?: 'first' | 'last'
}

/** Why an exchange has no response. Never a refusal. */
export type Failure =
  | 'timeout'
  | 'reset'
  | 'refused'
  | 'too_large'
  | 'not_http'
  | 'tls'
  | 'unresolved'
  | 'not_allowed'
  | 'budget'
  | 'cancelled'

/** The unit of evidence: one request and what came of it, closed: it holds no secret. Times in milliseconds since the epoch. */
export interface Exchange {
  /** Number in the scenario's evidence, from 1. */
  n: number
  /** `front`: sent for the user agent; `back`: sent by the client or the resource's caller. */
  channel: 'front' | 'back'
  sentAt: number
  ms: number
  request: {
    method: string
    url: string
    headers: Headers
    body?: string
    /** Secrets that went along within others, where no text shows them: the client secret in HTTP Basic. */
    within?: Mark[]
  }
  response?: { status: number; headers: Headers; body: string; cut?: true }
  failure?: Failure
  /** One sentence of detail for a failure or a cut body, never a secret. */
  detail?: string
  /** How often it was sent before, after 429, 503 or a refused connection. */
  retries?: number
}

/** The response's values of a header field, in their order. Names compare case-insensitively (RFC 9110 5.1). */
export function headerValues(of: { headers: Headers } | undefined, name: string): string[] {
  const wanted = name.toLowerCase()
  return (of?.headers ?? []).filter(([key]) => key.toLowerCase() === wanted).map(([, value]) => value)
}

/** The first value of a header field, or undefined. */
export const header = (of: { headers: Headers } | undefined, name: string): string | undefined => headerValues(of, name)[0]

/** How a message is sent. `retry` (default true): again after 429, 503 or a refused connection, three times at most. */
export interface SendOptions {
  channel: 'front' | 'back'
  retry?: boolean
  /** Is told the response as it came, open: for a browser that shows it to its page, and for nobody else. */
  heard?: (response: NonNullable<Exchange['response']>) => void
}

/** The one way to the network, as one scenario holds it: whatever it sends is recorded, closed, in order. */
export interface Recorder {
  readonly exchanges: readonly Exchange[]
  /** Never throws for anything a server or a network does: a failure is part of the exchange. Does not follow redirects. */
  send(message: Message, options: SendOptions): Promise<Exchange>
  /** Holds back the last byte of each message and releases all together. Messages without a body are sent at once. */
  race(messages: readonly Message[], options: SendOptions): Promise<{ answers: Exchange[]; overlapMs: number }>
}
