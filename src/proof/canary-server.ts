import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { formsOf } from './canary-forms.ts'

/** A response on its way back, open to be changed. */
export interface Answer {
  status: number
  headers: OutgoingHttpHeaders
  body: string
}

/** A server in front of another one that tells whatever it has heard. */
export interface ChattyServer {
  origin: string
  /** Every secret that went through it, in either direction. */
  readonly heard: ReadonlySet<string>
  /** Whom it asks. */
  standBefore(origin: string): void
  /** Begins anew: what one run was told is unknown to the next. */
  forget(): void
  close(): Promise<void>
}

/** What it does with each answer beside telling secrets. */
export type Meddle = (path: string, answer: Answer) => void

/** Starts a chatty server on a free loopback port. What it says beside, `meddle` decides; a quiet one tells no secrets. */
export async function startChattyServer(meddle: Meddle = () => {}, quiet = false): Promise<ChattyServer> {
  const heard = new Set<string>()
  const everybodys = new Set<string>()
  let behind = ''
  let told = 0
  const server = createServer(async (request, response) => {
    try {
      const body = await text(request)
      for (const challenge of new URL(request.url ?? '/', origin).searchParams.getAll('code_challenge')) everybodys.add(challenge)
      for (const secret of secretsOfRequest(request, body)) if (!everybodys.has(secret)) heard.add(secret)
      const answer = await asked(behind, request, body)
      for (const secret of secretsOfAnswer(answer)) heard.add(secret)
      if (!quiet) tell(answer, toTell([...heard], told++), origin)
      meddle(request.url ?? '', answer)
      send(response, answer, quiet ? '' : ([...heard].at(-1) ?? ''))
    } catch {
      response.destroy()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const standBefore = (upstream: string) => {
    behind = upstream
  }
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { origin, heard, standBefore, forget: () => heard.clear(), close }
}

async function asked(behind: string, request: IncomingMessage, body: string): Promise<Answer> {
  const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...headers } = request.headers
  const method = request.method ?? 'GET'
  const init = { method, headers: headers as Record<string, string>, redirect: 'manual' as const }
  const response = await fetch(behind + request.url, method === 'GET' || method === 'HEAD' ? init : { ...init, body })
  const kept = [...response.headers].filter(
    ([name]) => !['connection', 'content-length', 'transfer-encoding', 'keep-alive', 'set-cookie'].includes(name),
  )
  return {
    status: response.status,
    headers: { ...Object.fromEntries(kept), 'set-cookie': response.headers.getSetCookie() },
    body: await response.text(),
  }
}

/** The newest, and two of all in turn: enough for each to be told in each way, not so much that pages drown. */
const toTell = (heard: readonly string[], turn: number): string[] =>
  heard.length === 0 ? [] : [...new Set([heard.at(-1)!, heard[(2 * turn) % heard.length]!, heard[(2 * turn + 1) % heard.length]!])]

const named = /^(password|client_secret|code|code_verifier|refresh_token|token|access_token)$/
const longEnough = (value: string | undefined): value is string => value !== undefined && value.length >= 16

function secretsOfRequest({ headers }: IncomingMessage, body: string): string[] {
  const [, scheme, credentials] = /^(\w+) +(\S+)$/.exec(headers.authorization ?? '') ?? []
  const pair = scheme?.toLowerCase() === 'basic' ? Buffer.from(credentials ?? '', 'base64').toString() : undefined
  const password = pair?.includes(':') ? pair.slice(pair.indexOf(':') + 1) : undefined
  const fields = [...new URLSearchParams(body)].flatMap(([name, value]) => (named.test(name) ? [value] : []))
  const cookies = (headers.cookie ?? '').split(/; */).map((cookie) => cookie.slice(cookie.indexOf('=') + 1))
  return [credentials, password && pair, password, formDecoded(password), headers['x-gateway-key'] as string, ...fields, ...cookies].filter(
    longEnough,
  )
}

function formDecoded(value: string | undefined): string | undefined {
  try {
    return value && decodeURIComponent(value.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

function secretsOfAnswer({ headers, body }: Answer): string[] {
  const code = URL.parse(String(headers['location'] ?? ''))?.searchParams.get('code')
  const tokens = [...body.matchAll(/"(?:access|refresh)_token":"([^"]+)"/g)].map(([, value]) => value)
  const cookies = (headers['set-cookie'] as string[]).map((cookie) => /^[^=]*=([^;]*)/.exec(cookie)?.[1])
  return [code ?? undefined, ...tokens, ...cookies].filter(longEnough)
}

/** Puts every form of each secret into body, header fields, cookies and the redirect of an answer. */
function tell(answer: Answer, secrets: readonly string[], origin: string): void {
  const forms = secrets.flatMap((secret) => Object.entries(formsOf(secret)))
  const type = String(answer.headers['content-type'] ?? '')
  answer.body = type.includes('json') ? inJson(answer.body, forms) : inText(answer.body, forms)
  if (type === '') answer.headers['content-type'] = 'text/html; charset=utf-8'
  const writable = forms.filter(([, written]) => /^[\x20-\x7e]+$/.test(written))
  writable.forEach(([form, written], i) => {
    if (i < 90) answer.headers[`x-${form.replace(/\W+/g, '-')}-${i}`] = `heard ${written}; seen`
  })
  for (const secret of secrets) if (/^[\w-]+$/.test(secret)) answer.headers[`x-${secret}`] = 'in the name'
  answer.headers['set-cookie'] = [
    ...(answer.headers['set-cookie'] as string[]),
    ...secrets.map((secret, i) => `heard${i}=${encodeURIComponent(secret)}`),
  ]
  const location = String(answer.headers['location'] ?? '')
  if (/^https?:/.test(location) && !location.startsWith(origin)) answer.headers['location'] = inRedirect(location, secrets)
}

/** As members with odd names, as one text, and as keys; the escapes are written as they are. */
function inJson(body: string, forms: readonly [string, string][]): string {
  const members = forms.map(
    ([form, written], i) => `"${form} ${i}":"${/^[^"\\\x00-\x1f]*$/.test(written) || isJson(written) ? written : ''}"`,
  )
  const keys = forms.flatMap(([, written], i) => (isJson(written) ? [`"${i} ${written}":${i}`] : []))
  return body.replace(/\}\s*$/, `${body.trim() === '{}' ? '' : ','}"heard":{${[...members, ...keys].join(',')}}}`)
}

function isJson(written: string): boolean {
  try {
    JSON.parse(`"${written}"`)
    return true
  } catch {
    return false
  }
}

/** In text, attributes, comments, scripts and URLs of a page. */
function inText(body: string, forms: readonly [string, string][]): string {
  const said = forms.map(
    ([form, written]) =>
      `<p title="${written.replaceAll('"', '&quot;')}">${form}: ${written.replaceAll('<', '&lt;')}</p><!-- ${written} --><a href="https://web.example/?heard=${written.replaceAll('"', '&quot;')}">x</a>`,
  )
  return body.includes('</body>') ? body.replace('</body>', () => `${said.join('\n')}</body>`) : body + said.join('\n')
}

const inRedirect = (location: string, secrets: readonly string[]): string =>
  `${location}${secrets.map((secret, i) => `&heard${i}=${encodeURIComponent(secret)}&page${i}=${encodeURIComponent(`https://web.example/?t=${encodeURIComponent(secret)}`)}`).join('')}`

/** The last secret is also told by the reason phrase and by a trailer. */
function send(response: ServerResponse, { status, headers, body }: Answer, secret: string): void {
  const plain = /^[\x20-\x7e]*$/.test(secret) ? secret : ''
  response.writeHead(status, `Heard ${plain}`, { ...headers, trailer: 'x-trailing' })
  response.write(body)
  response.addTrailers({ 'x-trailing': plain })
  response.end()
}
