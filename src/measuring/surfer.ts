import { createHash, randomBytes } from 'node:crypto'
import { Pool } from 'undici'
import type { Party } from './flows.ts'

type Answer = { status: number; location: string | undefined; body: string }

/** A browser and a client in one, as quick as can be: so that what is measured is the server. It knows no page but by its one form. */
export class Surfer {
  readonly #party: Party
  readonly #pool: Pool
  readonly #cookies = new Map<string, string>()
  readonly #origin: string

  constructor(party: Party) {
    this.#party = party
    this.#origin = new URL(party.token_endpoint).origin
    this.#pool = new Pool(this.#origin, { connections: 1 })
  }

  /** Becomes a new browser. */
  forget(): void {
    this.#cookies.clear()
  }

  close(): Promise<void> {
    return this.#pool.close()
  }

  /** One authorization code flow with PKCE (RFC 6749 4.1, RFC 7636), as far as the token. Throws when it fails. */
  async flow(): Promise<void> {
    const { client_id, redirect_uri, scope, parameters, authorization_endpoint } = this.#party
    const verifier = randomBytes(32).toString('base64url')
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    const asked = { response_type: 'code', client_id, redirect_uri, scope, state: randomBytes(16).toString('hex'), ...parameters }
    const query = new URLSearchParams({ ...asked, code_challenge: challenge, code_challenge_method: 'S256' })
    const code = await this.#follow(`${authorization_endpoint}?${query}`)
    await this.#redeem(code, verifier)
  }

  /** Goes where it is sent and answers every form, until the redirection URI is reached. */
  async #follow(start: string): Promise<string> {
    let answer = await this.#send('GET', start)
    for (let hops = 0; hops < 12; hops += 1) {
      const { location } = answer
      if (location?.startsWith(this.#party.redirect_uri)) return codeIn(location)
      if (location !== undefined) answer = await this.#send('GET', location)
      else answer = await this.#send('POST', ...this.#filled(answer.body))
    }
    throw new Error('the flow did not end after 12 requests')
  }

  /** The page's form with credentials in their fields, everything else as it came, and the first button pressed. */
  #filled(page: string): [url: string, body: string] {
    const action = /<form[^>]*\baction="([^"]+)"/.exec(page)?.[1]
    if (action === undefined) throw new Error(`a page without a form: ${page.slice(0, 200)}`)
    const { username, password } = this.#party
    const fields = new URLSearchParams()
    for (const [tag] of page.matchAll(/<(?:input|button)\b[^>]*>/g)) {
      const name = /\bname="([^"]*)"/.exec(tag)?.[1]
      if (name === undefined || (tag.startsWith('<button') && fields.has(name))) continue
      const value = /\bvalue="([^"]*)"/.exec(tag)?.[1] ?? ''
      fields.append(name, name === 'password' ? password : name === 'username' || name === 'login' ? username : value)
    }
    return [action.replaceAll('&amp;', '&'), fields.toString()]
  }

  async #redeem(code: string, code_verifier: string): Promise<void> {
    const { client_id, client_secret, redirect_uri, token_endpoint } = this.#party
    const body = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri, code_verifier }).toString()
    const written = [client_id, client_secret].map((part) => new URLSearchParams({ v: part }).toString().slice(2)).join(':')
    const { status, body: text } = await this.#send('POST', token_endpoint, body, `Basic ${Buffer.from(written).toString('base64')}`)
    if (status !== 200) throw new Error(`the code was not redeemed: ${status} ${text}`)
  }

  async #send(method: 'GET' | 'POST', url: string, body?: string, authorization?: string): Promise<Answer> {
    const headers: Record<string, string> = { cookie: [...this.#cookies].map((pair) => pair.join('=')).join('; ') }
    if (body !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded'
    if (authorization !== undefined) headers['authorization'] = authorization
    const path = url.startsWith(this.#origin) ? url.slice(this.#origin.length) : url
    const answer = await this.#pool.request({ method, path, headers, body: body ?? null })
    for (const field of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(field) ?? []
      if (value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    const location = answer.headers['location']
    return { status: answer.statusCode, location: typeof location === 'string' ? location : undefined, body: await answer.body.text() }
  }
}

function codeIn(location: string): string {
  const code = new URL(location).searchParams.get('code')
  if (code === null) throw new Error(`the response holds no code: ${location}`)
  return code
}
