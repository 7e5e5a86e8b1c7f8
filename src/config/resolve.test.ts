import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fetched, Network } from './discover.ts'
import { ConfigError } from './errors.ts'
import { resolveTarget } from './resolve.ts'
import type { TargetConfig } from './schema.ts'

const dir = mkdtempSync(join(tmpdir(), 'resolve-'))
const environment = { WEB: 'c4n4ry-web', ALICE: 'c4n4ry-alice', KEY: 'c4n4ry-key', NAME: 'alice' }
const issuer = 'https://login.example.com'
const metadata = { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: 'https://token.example.com/token' }

const usual: TargetConfig = {
  issuer,
  clients: {
    client: {
      client_id: 'web',
      client_secret: { env: 'WEB' },
      redirect_uris: ['https://app.example/callback'],
      scope: 'read offline_access',
    },
  },
  users: { alice: { username: { env: 'NAME' }, password: { env: 'ALICE' } } },
}
const withClient = (change: object): TargetConfig => ({ ...usual, clients: { client: { ...usual.clients.client, ...change } } })

const resolve = (config: TargetConfig, document: object = metadata) =>
  resolveTarget(config, { dir, environment, fetchJson: async () => ({ status: 200, json: document }) })

async function complaint(config: TargetConfig): Promise<string> {
  const error = await resolve(config).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ConfigError)
  return (error as ConfigError).message
}

test('the usual configuration becomes a target, with every default', async () => {
  expect(await resolve(usual)).toEqual({
    name: 'login.example.com',
    embedded: false,
    issuer,
    endpoints: { authorization_endpoint: `${issuer}/authorize`, token_endpoint: 'https://token.example.com/token' },
    metadata,
    jwks: {},
    origins: [issuer, 'https://token.example.com'],
    clients: {
      client: {
        client_id: 'web',
        client_secret: 'c4n4ry-web',
        redirect_uris: ['https://app.example/callback'],
        scope: 'read offline_access',
        token_endpoint_auth_method: 'client_secret_basic',
      },
    },
    users: { alice: { username: 'alice', password: 'c4n4ry-alice' } },
    scopes: { grantable: ['read', 'offline_access'], unknown: 'grantproof-no-such-scope', refresh: 'offline_access' },
    consentParameters: {},
    authorizationParameters: {},
    tokenParameters: {},
    userAgent: 'auto',
    pkce: true,
    tls: { insecure: false },
    resolve: {},
    headers: [],
    pace: { concurrency: 1, timeoutMs: 10_000 },
    allows: { slow: false, destructive: false, failed_sign_in: false, failed_client_authentication: false },
    declares: { propagationMs: 30_000 },
    profile: 'bcp',
    scenarios: [],
    secrets: [
      { kind: 'client_secret', value: 'c4n4ry-web' },
      { kind: 'password', value: 'c4n4ry-alice' },
    ],
    warnings: [],
  })
})

test('everything else that can be written', async () => {
  writeFileSync(join(dir, 'ca.pem'), '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n')
  const networks: Network[] = []
  const config: TargetConfig = {
    ...usual,
    name: 'staging',
    origins: ['https://sign-in.example.com'],
    authorization_parameters: { audience: 'api' },
    token_parameters: { key: { env: 'KEY' } },
    resource: { url: 'https://api.example.com/me' },
    tls: { ca: 'ca.pem' },
    proxy: 'http://joe:p%40ss@proxy.example:3128',
    resolve: { 'login.example.com:443': '127.0.0.1:8443' },
    headers: { 'X-Gateway-Key': { env: 'KEY' } },
    pace: { concurrency: 2, requests_per_second: 5, budget: 1000, failed_sign_ins: 3, timeout: 2.5 },
    allow: { slow: true },
    declares: { propagation: 5, grace: 60, code_lifetime: 120, refresh_token_idle: 3600, not_offered: { introspection: 'internal only' } },
    profile: 'oauth21',
    scenarios: ['acme/**/*.ts', '!acme/old/**'],
  }
  const fetchJson = async (_: string, network: Network): Promise<Fetched> => {
    networks.push(network)
    return { status: 200, json: metadata }
  }
  const target = await resolveTarget(config, { dir, environment, fetchJson })
  expect(target).toMatchObject({
    name: 'staging',
    origins: [issuer, 'https://token.example.com', 'https://api.example.com', 'https://sign-in.example.com'],
    tokenParameters: { key: 'c4n4ry-key' },
    resource: { url: 'https://api.example.com/me' },
    headers: [['X-Gateway-Key', 'c4n4ry-key']],
    pace: { concurrency: 2, requestsPerSecond: 5, budget: 1000, failedSignIns: 3, timeoutMs: 2500 },
    allows: { slow: true, destructive: false },
    declares: {
      propagationMs: 5000,
      graceMs: 60_000,
      codeLifetimeS: 120,
      refreshTokenIdleS: 3600,
      notOffered: { introspection: 'internal only' },
    },
    scenarios: [`${dir}/acme/**/*.ts`, `!${dir}/acme/old/**`],
  })
  expect(target.secrets).toContainEqual({ kind: 'proxy', value: 'p@ss' })
  expect(networks).toEqual([
    {
      tls: { ca: expect.stringContaining('BEGIN CERTIFICATE'), insecure: false },
      proxy: 'http://joe:p%40ss@proxy.example:3128',
      resolve: { 'login.example.com:443': '127.0.0.1:8443' },
      headers: [['X-Gateway-Key', 'c4n4ry-key']],
      timeoutMs: 2500,
    },
  ])
})

describe('what cannot be used', () => {
  test.each<[string, TargetConfig, string]>([
    [
      'a variable that is not set',
      withClient({ client_secret: { env: 'NOPE' } }),
      'clients.client.client_secret: the environment variable NOPE is not set.',
    ],
    [
      'a method without its secret',
      {
        ...usual,
        clients: { client: { client_id: 'web', redirect_uris: ['https://a.example/'], token_endpoint_auth_method: 'client_secret_post' } },
      },
      'clients.client.client_secret: missing, expected because token_endpoint_auth_method is client_secret_post. Add it, or say none.',
    ],
    [
      'a secret with method none',
      withClient({ token_endpoint_auth_method: 'none' }),
      'clients.client.client_secret: found beside token_endpoint_auth_method none',
    ],
    [
      'two roles of one client',
      { ...usual, clients: { client: usual.clients.client, second_client: usual.clients.client } },
      'clients.second_client.client_id: the same as that of client, expected another client of its own.',
    ],
    ['an authority that is not there', { ...usual, tls: { ca: 'none.pem' } }, 'tls.ca: the file cannot be read (ENOENT)'],
    ['a proxy that is no URL', { ...usual, proxy: 'proxy.example' }, 'proxy: expected an http or https URL'],
    ['a server elsewhere that is called embedded', { ...usual, embedded: true }, 'embedded: found true for a server on another machine'],
  ])('%s', async (_, config, message) => {
    const seen = await complaint(config)
    expect(seen).toContain(message)
    expect(seen).not.toContain('c4n4ry')
  })

  test('several at once are all named', async () => {
    const config = { ...withClient({ client_secret: { env: 'NOPE' } }), users: { alice: { username: 'a', password: { file: 'none' } } } }
    expect((await complaint(config)).split('\n')).toEqual([
      'target login.example.com cannot be used:',
      expect.stringContaining('clients.client.client_secret: '),
      expect.stringContaining('users.alice.password: '),
    ])
  })

  test('a header with a line break from a file', async () => {
    writeFileSync(join(dir, 'header'), 'c4n4ry\nX: y\n')
    const seen = await complaint({ ...usual, headers: { 'X-Key': { file: 'header' } } })
    expect(seen).toContain('headers["X-Key"]: the value has a line break in it')
    expect(seen).not.toContain('c4n4ry')
  })

  test('a way to the network that throws is a failure like others', async () => {
    const fetchJson = () => Promise.reject(new TypeError('c4n4ry'))
    await expect(resolveTarget(usual, { dir, environment, fetchJson })).rejects.toThrow('error (TypeError)')
  })

  test('whatever a server answers, ConfigError or a target comes of it', async () => {
    const names = [
      'issuer',
      'authorization_endpoint',
      'token_endpoint',
      'jwks_uri',
      'code_challenge_methods_supported',
      'revocation_endpoint',
      '__proto__',
    ]
    const value = fc.oneof(fc.jsonValue(), fc.webUrl(), fc.constant(issuer))
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), value), async (document) => {
        const outcome = await resolve(usual, document).catch((error: unknown) => error)
        expect(outcome instanceof ConfigError || (outcome as { issuer: string }).issuer === issuer).toBe(true)
      }),
    )
  })
})

describe('warnings', () => {
  const warningsOf = async (config: TargetConfig, document?: object) => (await resolve(config, document)).warnings

  test('insecure', async () => {
    expect(await warningsOf({ ...usual, tls: { insecure: true } })).toEqual([expect.stringMatching(/^INSECURE: /)])
  })

  test('secrets that stand there, by field and never by value', async () => {
    const config = { ...withClient({ client_secret: 'c4n4ry' }), headers: { Authorization: 'Bearer c4n4ry', Accept: 'text/html' } }
    const [warning, ...others] = await warningsOf(config)
    expect(warning).toContain('(clients.client.client_secret, headers["Authorization"])')
    expect(warning).not.toContain('c4n4ry')
    expect(others).toEqual([])
  })

  test('plain http, but not on this machine', async () => {
    const at = (base: string) => ({ issuer: base, authorization_endpoint: `${base}/a`, token_endpoint: `${base}/t` })
    expect(await warningsOf({ ...usual, issuer: 'http://login.example.com' }, at('http://login.example.com'))).toEqual([
      expect.stringContaining('is on plain http'),
    ])
    expect(await warningsOf({ ...usual, issuer: 'http://localhost:8080' }, at('http://localhost:8080'))).toEqual([])
    expect(await warningsOf(usual, { ...at('http://login.example.com'), issuer })).toEqual([
      'on plain http, though the issuer is on https: authorization_endpoint, token_endpoint',
    ])
  })
})

test('globs are absolute, and only what was written is a glob', async () => {
  const scenarios = ['own/**/*.ts', './a.ts', '../b/*.ts', '!own/old/**', '/elsewhere/*.ts']
  const fetchJson = async () => ({ status: 200, json: metadata })
  const target = await resolveTarget({ ...usual, scenarios }, { dir: '/home/a (copy)/[x]', environment, fetchJson })
  const folder = '/home/a \\(copy\\)'
  expect(target.scenarios).toEqual([
    `${folder}/\\[x\\]/own/**/*.ts`,
    `${folder}/\\[x\\]/a.ts`,
    `${folder}/b/*.ts`,
    `!${folder}/\\[x\\]/own/old/**`,
    '/elsewhere/*.ts',
  ])
})

describe('PKCE', () => {
  test.each<[string, object, object, boolean]>([
    ['advertised', { code_challenge_methods_supported: ['plain', 'S256'] }, {}, true],
    ['advertised without S256', { code_challenge_methods_supported: ['plain'] }, {}, false],
    ['not advertised', {}, {}, true],
    ['declared absent', { code_challenge_methods_supported: ['S256'] }, { not_offered: { pkce: 'old' } }, false],
  ])('%s', async (_, more, declares, offered) => {
    expect((await resolve({ ...usual, declares }, { ...metadata, ...more })).pkce).toBe(offered)
  })
})

describe('asking for consent again', () => {
  test.each<[string, object, object, object]>([
    ['a prompt that the server lists', { prompt_values_supported: ['none', 'consent'] }, {}, { prompt: 'consent' }],
    ['other prompts', { prompt_values_supported: ['create'] }, {}, {}],
    ['no list', {}, {}, {}],
    ['no list at all', { prompt_values_supported: 'consent' }, {}, {}],
    ['what the owner says', {}, { consent_parameters: { approval_prompt: 'force' } }, { approval_prompt: 'force' }],
    ['nothing, as the owner says', { prompt_values_supported: ['consent'] }, { consent_parameters: {} }, {}],
  ])('%s', async (_, more, written, parameters) => {
    const { consentParameters, consentPromised = false } = await resolve({ ...usual, ...written }, { ...metadata, ...more })
    expect(consentParameters).toEqual(parameters)
    expect(consentPromised).toBe('prompt' in parameters)
  })
})

test('the embedded server is trusted with everything and waits for nothing', async () => {
  const base = 'http://127.0.0.1:9400'
  const document = { issuer: base, authorization_endpoint: `${base}/authorize`, token_endpoint: `${base}/token` }
  const { default: config } = await import(pathToFileURL(new URL('../../harness.config.ts', import.meta.url).pathname).href)
  const target = await resolve(config, document)
  expect(target).toMatchObject({ embedded: true, name: 'embedded', warnings: [], pace: { concurrency: 6 }, declares: { propagationMs: 0 } })
  expect(target.allows).toEqual({ slow: false, destructive: true, failed_sign_in: true, failed_client_authentication: true })
})
