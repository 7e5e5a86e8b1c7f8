import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuthorizationServer, FaultName } from '../index.ts'
import { defaultClients, policies, startAuthorizationServer } from '../index.ts'
import { sound } from '../tables.ts'
import { ask, authorizationUrl, authorize, Browser, codeFor, fieldsOf, form, post, resourceWith } from '../test-browser.ts'
import type { Step } from '../world.ts'
import { replacementsOf } from './fault.ts'
import { faults } from './index.ts'

const { client, post_client, public_client } = defaultClients
let server: AuthorizationServer
beforeAll(async () => {
  server = await startAuthorizationServer()
})
afterAll(() => server.close())

const replacedSteps = (name: FaultName): [string, Step<never>][] =>
  Object.entries(replacementsOf(faults[name])).flatMap(([table, steps]) =>
    Object.entries(steps).map(([step, by]): [string, Step<never>] => [`${table}.${step}`, by as Step<never>]),
  )
const names = Object.keys(faults) as FaultName[]

test.each(names)('%s replaces steps that exist by others, and says what it is', (name) => {
  const { summary, seen, in: policy = 'bcp' } = faults[name]
  expect(summary).toMatch(/^[A-Z].*\.$/)
  expect(seen.length).toBeGreaterThan(0)
  expect(policies).toHaveProperty(policy)
  const steps = replacedSteps(name)
  expect(steps.length).toBeGreaterThan(0)
  for (const [step, by] of steps) {
    const [table, key] = step.split('.') as [keyof typeof sound, string]
    expect(Object.keys(sound[table])).toContain(key)
    expect((sound[table] as Record<string, unknown>)[key]).not.toBe(by)
  }
})

test('no two files have a fault of the same name', async () => {
  const files = readdirSync(import.meta.dirname).filter((file) => !/\.test\.ts$|^(?:index|fault|testing)\.ts$/.test(file))
  const modules = await Promise.all(
    files.map((file) => import(/* @vite-ignore */ `${import.meta.dirname}/${file}`) as Promise<Record<string, unknown>>),
  )
  const tables = modules.flatMap((module) =>
    Object.entries(module).flatMap(([name, value]) => (name.endsWith('Faults') ? [value as object] : [])),
  )
  const byName = Map.groupBy(
    tables.flatMap((table) => Object.entries<unknown>(table as Record<string, unknown>)),
    ([name]) => name,
  )
  const clashes = [...byName].filter(([, faults]) => new Set(faults.map(([, fault]) => fault)).size > 1)
  expect(clashes.map(([name]) => name)).toEqual([])
  expect(new Set(byName.keys())).toEqual(new Set(names))
})

/** Faults that an honest client meets too. */
const unusable: FaultName[] = [
  'refresh-token-is-refused-always',
  'returns-code-in-fragment',
  'refuses-a-challenge-that-came-before',
  'compares-form-type-to-the-letter',
]

test.each(names.filter((name) => !unusable.includes(name)))('%s leaves the honest flow of the first client whole', async (name) => {
  server.setFaults(name)
  const landing = await authorize(server, authorizationUrl(server, client))
  expect(landing.location).toContain('code=')
  const { status, json } = await post(server.endpoints.token_endpoint, client, await codeFor(server, client))
  expect([Math.floor(status / 100), typeof json['access_token'] === 'string' || name === 'sends-token-response-as-text']).toEqual([2, true])
  if (!json['refresh_token']) return
  const refreshed = await post(server.endpoints.token_endpoint, client, {
    grant_type: 'refresh_token',
    refresh_token: String(json['refresh_token']),
  })
  expect(Math.floor(refreshed.status / 100)).toBe(2)
})

const registered = client.redirect_uris[0]
test.each<[FaultName, string, (typeof defaultClients)[keyof typeof defaultClients]]>([
  ['redirects-to-unregistered-uri', 'https://attacker.example/', client],
  ['matches-redirect-uri-by-prefix', `${registered}.attacker.example/`, client],
  ['matches-redirect-uri-host-by-suffix', 'https://evil-client.example/callback', client],
  ['matches-redirect-uri-by-unanchored-pattern', 'https://clientxexample/callback', client],
  ['matches-redirect-uri-by-unanchored-pattern', `https://attacker.example/?${registered}`, client],
  ['normalizes-redirect-uri', 'https://client.example/x/../callback', client],
  ['ignores-case-of-redirect-uri', 'https://client.example/Callback', client],
  ['ignores-trailing-slash-of-redirect-uri', `${registered}/`, client],
  ['decodes-redirect-uri', 'https://client.example/%63allback', client],
  ['ignores-query-of-redirect-uri', `${registered}?next=x`, client],
  ['ignores-port-of-redirect-uri', 'https://client.example:8443/callback', client],
  ['ignores-scheme-of-redirect-uri', 'http://client.example/callback', client],
  ['accepts-fragment-in-redirect-uri', `${registered}#x`, client],
  ['accepts-redirect-uri-of-any-client', 'https://second.example/callback', client],
  ['parses-host-after-userinfo', 'https://attacker.example\\@client.example/callback', client],
  ['parses-host-after-userinfo', 'https://attacker.example#@client.example/callback', client],
  ['varies-more-than-loopback-port', 'http://127.0.0.1:9/other', public_client],
])('%s: %s gets a code that it would not get', async (name, redirect_uri, who) => {
  const url = authorizationUrl(server, who, { redirect_uri })
  server.setFaults()
  expect((await authorize(server, url)).status).toBe(400)
  server.setFaults(name)
  expect((await authorize(server, url)).location).toMatch(/[?&]code=/)
})

/** Whether a token request succeeds on the sound server and with a fault. */
const soundlyAndNot = async (name: FaultName, attempt: () => Promise<number>): Promise<number[]> => {
  server.setFaults()
  const soundly = await attempt()
  server.setFaults(name)
  return [soundly, await attempt()]
}
const token = async (...args: [Parameters<typeof post>[1], Parameters<typeof post>[2]]) =>
  (await post(server.endpoints.token_endpoint, ...args)).status

test.each<[FaultName, (request: Record<string, unknown>) => Record<string, unknown>, object?]>([
  ['accepts-wrong-code-verifier', (r) => ({ ...r, code_verifier: 'x'.repeat(43) })],
  ['accepts-missing-code-verifier', (r) => ({ ...r, code_verifier: undefined })],
  ['accepts-missing-redirect-uri-at-token-endpoint', (r) => ({ ...r, redirect_uri: undefined })],
  ['ignores-redirect-uri-at-token-endpoint', (r) => ({ ...r, redirect_uri: 'https://attacker.example/' })],
  ['accepts-invented-code', (r) => ({ ...r, code: 'invented' })],
  ['accepts-code-by-prefix', (r) => ({ ...r, code: String(r['code']).slice(0, -4) })],
  ['accepts-two-authentication-methods', (r) => ({ ...r, client_id: 'client', client_secret: 'x' })],
  ['ignores-grant-type', (r) => ({ ...r, grant_type: 'x' })],
  ['accepts-repeated-code', (r) => ({ ...r, code: [r['code'], 'x'] })],
])('%s', async (name, change) => {
  const attempt = async () => token(client, change(await codeFor(server, client)) as never)
  expect(await soundlyAndNot(name, attempt)).toEqual([400, 200])
})

test.each<[FaultName, Partial<typeof client> | object]>([
  ['accepts-any-client-secret', { client_secret: 'x' }],
  ['accepts-empty-client-secret', { client_secret: '' }],
  ['compares-client-secret-by-prefix', { client_secret: client.client_secret.slice(0, -1) }],
  ['ignores-case-of-client-secret', { client_secret: client.client_secret.toUpperCase() }],
  ['accepts-secret-of-any-client', { client_secret: post_client.client_secret }],
  ['accepts-unknown-client', { client_id: 'nobody' }],
  ['accepts-unregistered-authentication-method', { token_endpoint_auth_method: 'client_secret_post' }],
  ['accepts-missing-client-authentication', { token_endpoint_auth_method: 'none', client_secret: undefined }],
])('%s', async (name, change) => {
  const attempt = async () => token({ ...client, ...change } as never, await codeFor(server, client))
  expect(await soundlyAndNot(name, attempt)).toEqual([401, 200])
})

test('redeems-code-in-parallel: more than one of ten succeeds, each time', async () => {
  server.setFaults('redeems-code-in-parallel')
  for (let round = 0; round < 5; round++) {
    const request = await codeFor(server, client)
    const answers = await Promise.all(Array.from({ length: 10 }, () => token(client, request)))
    expect(answers.filter((status) => status === 200).length).toBeGreaterThan(1)
  }
})

test('rotates-refresh-token-in-parallel: more than one of ten succeeds', async () => {
  const attempt = async () => {
    const { json } = await post(server.endpoints.token_endpoint, public_client, await codeFor(server, public_client))
    const request = { grant_type: 'refresh_token', refresh_token: String(json['refresh_token']) }
    const answers = await Promise.all(Array.from({ length: 10 }, () => token(public_client, request)))
    return Number(answers.filter((status) => status === 200).length > 1)
  }
  expect(await soundlyAndNot('rotates-refresh-token-in-parallel', attempt)).toEqual([0, 1])
})

test('mixes-up-users: whoever comes last gives the code', async () => {
  server.setFaults('mixes-up-users')
  const alice = new Browser()
  const page = await alice.go(authorizationUrl(server, client))
  const consent = await alice.go(`${server.issuer}/sign-in`, { ...fieldsOf(page), ...server.users['alice'] })
  await authorize(server, authorizationUrl(server, client), { user: 'bob' })
  const { parameters } = await alice.go(`${server.issuer}/consent`, { ...fieldsOf(consent), decision: 'allow' })
  const request = { ...(await codeFor(server, client)), code: parameters.get('code')! }
  const { json } = await post(server.endpoints.token_endpoint, client, request)
  expect((await resourceWith(server, json['access_token'])).json['sub']).toBe('bob')
})

test('mixes-up-users-of-silent-requests: the later of two at once gives both codes', async () => {
  server.setFaults('mixes-up-users-of-silent-requests')
  const url = authorizationUrl(server, client)
  const browsers = { alice: new Browser(), bob: new Browser() }
  for (const [user, browser] of Object.entries(browsers)) await authorize(server, url, { user: user as 'alice' | 'bob', browser })
  const replies = await Promise.all(Object.values(browsers).map((browser) => browser.go(url)))
  const subjects = replies.map(async ({ parameters }) => {
    const request = { ...(await codeFor(server, client)), code: parameters.get('code')! }
    const { json } = await post(server.endpoints.token_endpoint, client, request)
    return (await resourceWith(server, json['access_token'])).json['sub']
  })
  expect(new Set(await Promise.all(subjects)).size).toBe(1)
})

test('accepts-client-secret-in-query', async () => {
  const attempt = async () => {
    const body = form(await codeFor(server, client))
    return (
      await ask(`${server.endpoints.token_endpoint}?${form({ client_id: 'client', client_secret: client.client_secret })}`, {
        method: 'POST',
        body,
      })
    ).status
  }
  expect(await soundlyAndNot('accepts-client-secret-in-query', attempt)).toEqual([401, 200])
})

test('redirects-errors-before-checking-redirect-uri', async () => {
  const attempt = async () =>
    (await authorize(server, authorizationUrl(server, client, { redirect_uri: 'https://attacker.example/', scope: 'x' }))).status
  expect(await soundlyAndNot('redirects-errors-before-checking-redirect-uri', attempt)).toEqual([400, 303])
})
