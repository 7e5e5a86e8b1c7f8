import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { discover, discoveryUrls, type Fetched } from './discover.ts'
import { ConfigError } from './errors.ts'

let server: Server
let base: string
let documents: Record<string, unknown>
let asked: string[]

beforeEach(async () => {
  documents = {}
  asked = []
  server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const document = documents[path]
    if (document === undefined) return response.writeHead(404).end('nothing')
    if (document === 'redirect') return response.writeHead(302, { location: 'https://elsewhere.example/' }).end()
    response.end(typeof document === 'string' ? document : JSON.stringify(document))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.close()
})

async function ask(url: string): Promise<Fetched> {
  try {
    const response = await fetch(url, { redirect: 'manual' })
    const text = await response.text()
    const location = response.headers.get('location')
    return { status: response.status, ...jsonOf(text), ...(location !== null && { location }) }
  } catch {
    return { failure: 'refused', detail: 'nobody listens' }
  }
}

function jsonOf(text: string): { json?: unknown } {
  try {
    return { json: JSON.parse(text) }
  } catch {
    return {}
  }
}

const metadata = (issuer: string, more: object = {}) => ({
  issuer,
  authorization_endpoint: `${base}/authorize`,
  token_endpoint: `${base}/token`,
  ...more,
})

const first = '/.well-known/oauth-authorization-server'
const second = '/.well-known/openid-configuration'

describe('where metadata is looked for', () => {
  test.each([
    [
      'https://a.example',
      ['https://a.example/.well-known/oauth-authorization-server', 'https://a.example/.well-known/openid-configuration'],
    ],
    [
      'https://a.example/',
      ['https://a.example/.well-known/oauth-authorization-server', 'https://a.example/.well-known/openid-configuration'],
    ],
    [
      'https://a.example/realms/b',
      ['https://a.example/.well-known/oauth-authorization-server/realms/b', 'https://a.example/realms/b/.well-known/openid-configuration'],
    ],
  ])('%s', (issuer, urls) => expect(discoveryUrls(issuer)).toEqual(urls))

  test('RFC 8414 first', async () => {
    documents[first] = metadata(base, { scopes_supported: ['a'] })
    documents[second] = metadata(base)
    const found = await discover({ issuer: base }, ask)
    expect(found).toMatchObject({
      issuer: base,
      endpoints: { token_endpoint: `${base}/token` },
      metadata: { scopes_supported: ['a'] },
      warnings: [],
    })
    expect(asked).toEqual([first])
  })

  test('then OpenID Connect Discovery, both with a path', async () => {
    documents['/realms/b/.well-known/openid-configuration'] = metadata(`${base}/realms/b`)
    const found = await discover({ issuer: `${base}/realms/b` }, ask)
    expect(found.warnings).toEqual([])
    expect(asked).toEqual(['/.well-known/oauth-authorization-server/realms/b', '/realms/b/.well-known/openid-configuration'])
  })

  test('a document that names the issuer goes before one that names another', async () => {
    documents[first] = metadata('https://other.example')
    documents[second] = metadata(base, { mine: true })
    expect(await discover({ issuer: base }, ask)).toMatchObject({ metadata: { mine: true }, warnings: [] })
  })

  test('only where discovery says', async () => {
    documents['/here'] = metadata('https://issuer.example')
    expect(await discover({ discovery: `${base}/here` }, ask)).toMatchObject({ issuer: 'https://issuer.example', warnings: [] })
    expect(asked).toEqual(['/here'])
  })

  test('nowhere when both endpoints are named', async () => {
    const endpoints = { authorization_endpoint: `${base}/a`, token_endpoint: `${base}/t` }
    expect(await discover({ issuer: 'https://issuer.example', endpoints }, ask)).toEqual({
      issuer: 'https://issuer.example',
      endpoints,
      metadata: {},
      jwks: {},
      warnings: [],
    })
    expect((await discover({ endpoints }, ask)).warnings).toEqual([
      `issuer is not written, and ${base} is assumed: whatever rests on it may be judged wrongly`,
    ])
    expect(asked).toEqual([])
  })
})

describe('what is found', () => {
  test('another issuer is a warning', async () => {
    documents[first] = metadata(`${base}/`)
    const { issuer, warnings } = await discover({ issuer: base }, ask)
    expect(issuer).toBe(base)
    expect(warnings).toEqual([
      `the server's metadata names the issuer "${base}/", the configuration "${base}": they must be identical (RFC 8414 3.3), or clients must not use it`,
    ])
  })

  test('endpoints of the configuration go before', async () => {
    documents[first] = metadata(base, { revocation_endpoint: `${base}/revoke` })
    const { endpoints } = await discover({ issuer: base, endpoints: { token_endpoint: `${base}/other` } }, ask)
    expect(endpoints).toEqual({
      authorization_endpoint: `${base}/authorize`,
      token_endpoint: `${base}/other`,
      revocation_endpoint: `${base}/revoke`,
    })
  })

  test('keys', async () => {
    documents[first] = metadata(base, { jwks_uri: `${base}/jwks` })
    documents['/jwks'] = { keys: [{ kty: 'EC' }, 'nonsense', null] }
    expect((await discover({ issuer: base }, ask)).jwks).toEqual({ keys: [{ kty: 'EC' }] })
    documents['/jwks'] = []
    const { jwks, warnings } = await discover({ issuer: base }, ask)
    expect(jwks).toEqual({})
    expect(warnings).toEqual(['no keys were found at jwks_uri (status 200, but no JSON object with keys): signatures are not checked'])
  })

  test('endpoints that are none are not used', async () => {
    documents[first] = metadata(base, { revocation_endpoint: 'javascript:alert(1)', introspection_endpoint: 7, jwks_uri: '/jwks' })
    const { endpoints, warnings } = await discover({ issuer: base }, ask)
    expect(Object.keys(endpoints)).toEqual(['authorization_endpoint', 'token_endpoint'])
    expect(warnings).toHaveLength(3)
  })

  test('a server outside does not send us inside', async () => {
    const outside = 'https://login.example.com'
    const inside = { ...metadata(outside), jwks_uri: 'http://169.254.169.254/latest/meta-data' }
    const document = { ...inside, authorization_endpoint: `${outside}/a`, token_endpoint: `${outside}/t` }
    const urls: string[] = []
    const remember = async (url: string): Promise<Fetched> => {
      urls.push(url)
      return { status: 200, json: document }
    }
    const { endpoints, warnings } = await discover({ issuer: outside }, remember)
    expect(endpoints.jwks_uri).toBeUndefined()
    expect(urls).toEqual([`${outside}${first}`])
    expect(warnings).toEqual([
      "the metadata's jwks_uri is not used: http://169.254.169.254 is inside a machine or network, and the configuration names nothing there. If that is right, add it to origins",
    ])
    expect((await discover({ issuer: outside, origins: ['http://169.254.169.254'] }, remember)).endpoints.jwks_uri).toBe(inside.jwks_uri)
  })
})

describe('what stops', () => {
  const complaint = async (source: Parameters<typeof discover>[0], by = ask): Promise<ConfigError> => {
    const error = await discover(source, by).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ConfigError)
    return error as ConfigError
  }

  test('no document: what was tried, what came, what to do', async () => {
    documents[second] = 'redirect'
    const { message, hints } = await complaint({ issuer: base })
    expect(message.split('\n')).toEqual([
      'no metadata of the server was found, so its endpoints are unknown. Tried:',
      `  ${base}${first}: status 404`,
      `  ${base}${second}: status 302, a redirect to "https://elsewhere.example/", which is not followed`,
    ])
    expect(hints.join('\n')).toContain('discovery: "https://…"')
    expect(hints.join('\n')).toContain('endpoints: {')
  })

  test('documents that are none', async () => {
    documents[first] = '<html>'
    documents[second] = { hello: 'world' }
    const { message } = await complaint({ issuer: base })
    expect(message).toContain(`${first}: status 200, but no JSON`)
    expect(message).toContain(`${second}: status 200, but JSON that names neither issuer nor endpoints`)
  })

  test('nobody there', async () => {
    server.close()
    const { message, hints } = await complaint({ issuer: base })
    expect(message).toContain(`${first}: refused (nobody listens)`)
    expect(hints.join('\n')).toContain('resolve: {')
  })

  test('a certificate that is not trusted', async () => {
    const { hints } = await complaint({ issuer: base }, async () => ({ failure: 'tls' }))
    expect(hints.join('\n')).toContain('tls: { ca:')
  })

  test('a document without token endpoint', async () => {
    documents[first] = { issuer: base, authorization_endpoint: `${base}/authorize` }
    const { message, hints } = await complaint({ issuer: base })
    expect(message).toBe('token_endpoint is unknown: the metadata does not name it')
    expect(hints).toEqual(['name it: endpoints: { token_endpoint: "https://…" }'])
  })

  test('nothing to begin with', async () => {
    expect((await complaint({})).message).toContain('issuer: missing')
  })
})
