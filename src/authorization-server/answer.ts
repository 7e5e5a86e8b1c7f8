/** What the server sends back. Header names are lower-case. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: string
}

/** A refusal that the client is told about in OAuth's words (RFC 6749 4.1.2.1, 5.2). The description never quotes what was sent. */
export class OAuthError extends Error {
  readonly code: string

  constructor(code: string, description: string) {
    super(description)
    this.code = code
  }
}

/** A refusal that the user sees as a page, since nobody may be redirected (RFC 6749 4.1.2.1). */
export class PageError extends Error {
  readonly status: number

  constructor(message: string, status = 400) {
    super(message)
    this.status = status
  }
}

/** A refusal below OAuth: method, path, size. */
export class HttpError extends Error {
  readonly status: number
  readonly headers: Record<string, string>

  constructor(status: number, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.headers = headers
  }
}

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'x-content-type-options': 'nosniff', ...headers },
  body: JSON.stringify(value),
})

/** For whatever holds a token, a code or an error about one (RFC 6749 5.1). */
export const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' }
