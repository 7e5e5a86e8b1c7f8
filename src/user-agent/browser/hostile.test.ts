import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Recorder } from '../../http/exchange.ts'
import { Vault } from '../../http/vault.ts'
import { createWire, type Wire } from '../../http/wire.ts'
import { createUserAgent } from '../agent.ts'
import type { Landing } from '../landing.ts'
import { usualBrowser } from './launch.ts'
import { createScreens, type OpenScreens } from './screens.ts'

const missing = (await usualBrowser()) === undefined ? ' (skipped: no Chrome, Chromium or Edge is installed)' : ''

const code = 'c0d3-0f-4-f10w-th4t-n0b0dy-gu3ss3s'
const app = 'com.example.app:/cb'
const web = 'https://client.example/cb'
/** A navigation that is not to be read from the script's text. */
const go = (url: string) => `<p>Please wait<script>const where = ${JSON.stringify(url)}; window['loca' + 'tion'].href = where</script>`

const pages: Record<string, string> = {
  app: go(`${app}?state=s&code=${code}`),
  fragment: go(`${web}#state=s&access_token=${code}`),
  script: go(`javascript:void(document.title = '${code}')`),
  popup: '<p>Hello<script>window.open("http://127.0.0.2:9/elsewhere")</script>',
  alerts: '<p>Hello<script>for (let i = 0; i < 3; i++) alert(i)</script>',
  endless: '<p>Hello<script>while (true) {}</script>',
  onward: '<script>location.href = "/onward?" + Math.random()</script>',
  growing: '<p>Hello<script>setInterval(() => document.body.append("more "), 10)</script>',
  fetching: '<p>Hello<script>setInterval(() => fetch("/nothing"), 5)</script>',
  socket: '<p>Hello<script>new WebSocket("ws://127.0.0.2:9/")</script>',
  mark: '<form method=post action=/mark><input name=user><input type=password name=pw><input type=hidden name=h value="‹password:1›"><button>Sign in</button></form>',
}

let server: Server
let origin: string
let wire: Wire
let recorder: Recorder
let screens: OpenScreens
let posted = ''

async function flow(page: string): Promise<Landing> {
  const vault = new Vault()
  const target = { origins: [origin], userAgent: 'browser' as const }
  wire = createWire({ vault, origins: target.origins, pace: { timeoutMs: 3000 } })
  recorder = wire.recorder()
  screens = createScreens({ ...target, vault, timeoutMs: 3000, warn: () => {} })
  try {
    const alice = createUserAgent(target, screens).openSession({
      name: 'alice',
      username: 'alice',
      password: vault.learn('password', 'very-s3cret'),
    })
    const message = { method: 'GET', url: `${origin}/${page}`, headers: [], query: [], body: [] }
    return await alice.authorize(recorder, message, { purpose: 'approve', redirectUri: web, registered: [web, app] })
  } finally {
    await screens.close()
    await wire.close()
  }
}

describe.skipIf(missing !== '')(`pages that mean ill, in a browser${missing}`, () => {
  beforeAll(async () => {
    server = createServer(async (incoming, outgoing) => {
      let body = ''
      for await (const chunk of incoming) body += chunk
      posted = body || posted
      const page = pages[/^\/(\w*)/.exec(incoming.url!)![1]!]
      outgoing
        .writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
        .end(`<!doctype html><title>Page</title>${page ?? ''}`)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server?.closeAllConnections()
    server?.close()
  })

  test('a response that a script gives to an app is caught, though no request follows', async () => {
    const landing = await flow('app')
    expect(landing).toMatchObject({ at: 'redirect_uri', redirect_uri: app, via: 'script', by: 'query' })
    expect(landing.url).toBe(`${app}?state=s&code=${landing.code}`)
  })

  test('a fragment that a script adds is seen', async () => {
    const landing = await flow('fragment')
    expect(landing).toMatchObject({ at: 'redirect_uri', redirect_uri: web, by: 'fragment' })
    expect(JSON.stringify(landing)).not.toContain(code)
  })

  test.each(['script', 'popup', 'alerts', 'growing', 'socket'])(
    'what is no navigation of the window is no landing elsewhere: %s',
    async (page) => {
      const landing = await flow(page)
      expect(['error_page', 'nowhere']).toContain(landing.at)
      expect(recorder.exchanges.length).toBe(1)
    },
  )

  test.each([
    ['endless', /did not come to rest/],
    ['onward', /still being sent on/],
  ])('it ends: %s', async (page, why) => {
    expect(await flow(page)).toMatchObject({ at: 'nowhere', why: expect.stringMatching(why) })
  })

  test('what a page may request has a limit', async () => {
    await flow('fetching')
    expect(recorder.exchanges.length).toBeLessThanOrEqual(101)
  })

  test('what looks like a mark is sent as the page has it, and nobody gets a secret by it', async () => {
    await flow('mark')
    expect(Object.fromEntries(new URLSearchParams(posted))).toEqual({ user: 'alice', pw: 'very-s3cret', h: '‹password:1›' })
    expect(JSON.stringify(recorder.exchanges)).not.toContain('very-s3cret')
  })
})
