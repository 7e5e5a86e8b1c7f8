import { createHash, randomBytes } from 'node:crypto'
import type { AuthorizationServer, ServerClient } from './index.ts'

/** For tests of this folder: a browser and a client that are no larger than the tests need, over real sockets. */
export interface Reply {
  status: number
  headers: Headers
  text: string
  json: Record<string, unknown>
  /** Of a redirect: where to, and with which parameters. */
  location: string | undefined
  parameters: URLSearchParams
}

type Fields = Record<string, string | readonly string[] | undefined>

export const form = (fields: Fields): URLSearchParams =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [value].flat().map((one) => [name, one]))),
  )

export async function ask(url: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(url, { redirect: 'manual', ...init })
  const text = await response.text()
  const location = response.headers.get('location') ?? undefined
  const isJson = response.headers.get('content-type')?.startsWith('application/json') && text !== ''
  return {
    ...{ status: response.status, headers: response.headers, text, location },
    json: isJson ? JSON.parse(text) : {},
    parameters: new URLSearchParams(location?.replace(/^[^?]*\??/, '')),
  }
}

export class Browser {
  cookie = ''

  async go(url: string, fields?: Fields): Promise<Reply> {
    const headers = { cookie: this.cookie }
    const reply = await ask(url, fields ? { method: 'POST', headers, body: form(fields) } : { headers })
    const [set] = reply.headers.get('set-cookie')?.split(';') ?? []
    if (set) this.cookie = [...this.cookie.split('; ').filter((one) => one !== '' && nameOf(one) !== nameOf(set)), set].join('; ')
    return reply
  }
}

/** The hidden fields of a page and its ticked boxes. */
export function fieldsOf({ text }: Reply): Record<string, string | string[]> {
  const inputs = [...text.matchAll(/<input type="(hidden|checkbox)" name="([^"]*)" value="([^"]*)"/g)]
  return Object.fromEntries(inputs.map(([, , name]) => [name, inputs.filter((input) => input[2] === name).map((input) => input[3]!)]))
}

export const verifier = randomBytes(32).toString('base64url')
export const challenge = createHash('sha256').update(verifier).digest('base64url')

export const authorizationUrl = (server: AuthorizationServer, client: ServerClient, changes: Fields = {}): string =>
  `${server.endpoints.authorization_endpoint}?${form({
    ...{
      response_type: 'code',
      client_id: client.client_id,
      redirect_uri: client.redirect_uris[0]!,
      scope: 'read write',
      state: 's t+a%te',
    },
    ...{ code_challenge: challenge, code_challenge_method: 'S256' },
    ...changes,
  })}`

interface Visit {
  user?: 'alice' | 'bob'
  decision?: 'allow' | 'deny'
  scope?: readonly string[]
  /** Default: a new one. */
  browser?: Browser
}

/** Signs in and decides, as far as the pages go. */
export async function authorize(
  server: AuthorizationServer,
  url: string,
  { user = 'alice', decision = 'allow', browser = new Browser(), ...visit }: Visit = {},
): Promise<Reply> {
  const first = await browser.go(url)
  const { username, password } = server.users[user]!
  const signedIn = () => browser.go(`${server.issuer}/sign-in`, { ...fieldsOf(first), username, password })
  const consent = first.text.includes('/sign-in') ? await signedIn() : first
  if (!consent.text.includes('/consent')) return consent
  const scope = visit.scope ?? fieldsOf(consent)['scope']
  return browser.go(`${server.issuer}/consent`, { ...fieldsOf(consent), scope, decision })
}

const encoded = (text: string): string => new URLSearchParams({ text }).toString().slice('text='.length)

/** A POST of a client that authenticates as it is registered. */
export function post(endpoint: string, client: ServerClient, fields: Fields): Promise<Reply> {
  const { client_id, client_secret, token_endpoint_auth_method: method } = client
  const basic = `Basic ${Buffer.from(`${encoded(client_id)}:${encoded(client_secret ?? '')}`).toString('base64')}`
  return ask(endpoint, {
    method: 'POST',
    headers: method === 'client_secret_basic' ? { authorization: basic } : {},
    body: form({ ...(method !== 'client_secret_basic' && { client_id, client_secret }), ...fields }),
  })
}

/** A code with what its token request needs. */
export async function codeFor(server: AuthorizationServer, client: ServerClient, changes: Fields = {}, visit: Visit = {}): Promise<Fields> {
  const { parameters } = await authorize(server, authorizationUrl(server, client, changes), visit)
  const redirect_uri = 'redirect_uri' in changes ? changes['redirect_uri'] : client.redirect_uris[0]
  return { grant_type: 'authorization_code', code: parameters.get('code') ?? undefined, redirect_uri, code_verifier: verifier }
}

export const resourceWith = (server: AuthorizationServer, token: unknown, init: RequestInit = {}): Promise<Reply> =>
  ask(server.endpoints.resource, { headers: { authorization: `Bearer ${token}` }, ...init })

const nameOf = (cookie: string) => cookie.split('=')[0]
