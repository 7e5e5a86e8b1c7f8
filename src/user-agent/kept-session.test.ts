import { createServer } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Recorder } from '../http/exchange.ts'
import { asSet, type BrowserCookie } from '../http/set-cookie.ts'
import { Vault } from '../http/vault.ts'
import { createWire, type Wire } from '../http/wire.ts'
import { type Browser, createUserAgent } from './agent.ts'

const client = 'https://client.example/cb'
const session = 'a2C9-session-value_0815xyz'
const pages: Record<string, string> = {
  '/sign-in':
    '<title>Sign in</title><form method=post><input name=username><input type=password name=password><button>Sign in</button></form>',
  '/captcha': '<title>Sign in</title><form method=post><input name=username><div class="g-recaptcha" data-sitekey=k></div></form>',
}

let server: Server
let wire: Wire
let recorder: Recorder
let origin: string
let asks = '/sign-in'
let seen: string[]

beforeEach(async () => {
  seen = []
  server = createServer((incoming, outgoing) => {
    seen.push(`${incoming.method} ${incoming.headers.cookie ?? ''}`)
    const signedIn = incoming.headers.cookie?.includes(`sid=${session}`)
    if (signedIn) outgoing.writeHead(302, { location: `${client}?code=c0de-value-1234` }).end()
    else outgoing.writeHead(200, { 'content-type': 'text/html' }).end(pages[asks])
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  await wire.close()
  server.close()
})

const cookie: BrowserCookie = {
  name: 'sid',
  value: session,
  domain: '127.0.0.1',
  path: '/',
  expires: -1,
  httpOnly: true,
  secure: false,
  sameSite: 'Lax',
}

function alice(...cookies: BrowserCookie[]): Browser {
  const vault = new Vault()
  wire = createWire({ vault, origins: [origin], pace: { timeoutMs: 5000 } })
  recorder = wire.recorder()
  const kept = { cookies: cookies.map((one) => asSet(one, vault)), renew: 'grantproof login --user alice' }
  const password = vault.learn('password', 'never typed anywhere')
  return createUserAgent({ origins: [origin] }).openSession({ name: 'alice', username: 'alice', password, kept })
}

const authorize = (browser: Browser) =>
  browser.authorize(
    recorder,
    { method: 'GET', url: `${origin}/authorize`, headers: [], query: [['state', 's']], body: [] },
    { purpose: 'approve', redirectUri: client, registered: [client] },
  )

test('a kept session is sent, and is a mark in the evidence', async () => {
  const landing = await authorize(alice(cookie))
  expect(landing).toMatchObject({ at: 'redirect_uri' })
  expect(seen).toEqual([`GET sid=${session}`])
  expect(JSON.stringify([landing, recorder.exchanges])).not.toContain(session)
  expect(landing.hops[0]!.request.headers).toContainEqual(['Cookie', expect.stringMatching(/^sid=‹cookie:\d+›$/)])
})

test.each(['/sign-in', '/captcha'])('where it is over and %s is shown, nobody types a password, and the command is named', async (page) => {
  asks = page
  const landing = await authorize(alice({ ...cookie, value: 'another-session-value-1' }))
  const why = 'the session that was kept of alice is over: type `grantproof login --user alice`'
  expect(landing).toMatchObject({ at: 'sign_in', by_hand: 'kept', why })
  expect(seen).toHaveLength(1)
})

test('a cookie that has expired is not sent', async () => {
  await authorize(alice({ ...cookie, expires: Date.now() / 1000 - 60 }))
  expect(seen).toEqual(['GET '])
})

test('a fresh browser has none of it, and needs the person', async () => {
  expect(await authorize(alice(cookie).fresh())).toMatchObject({ at: 'sign_in', by_hand: 'fresh', why: expect.stringContaining('by hand') })
  expect(seen).toEqual(['GET '])
})
