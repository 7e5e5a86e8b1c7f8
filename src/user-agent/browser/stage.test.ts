import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Message, Recorder } from '../../http/exchange.ts'
import { Vault } from '../../http/vault.ts'
import { createWire } from '../../http/wire.ts'
import { type Answering, createUserAgent } from '../agent.ts'
import type { Landing } from '../landing.ts'
import { canary, type Staging } from '../screen.ts'
import { createScreens, type RunningBrowser, runningBrowser } from './screens.ts'
import { installedBrowser } from './which.ts'

const missing = installedBrowser() === undefined ? ' (skipped: no Chrome, Chromium or Edge is installed)' : ''

const client = 'https://client.example/cb'
const password = 'very-s3cret-password'
const consent =
  '<form method=post action=/allowed><p>The application asks for access<input type=hidden name=t value=1><button name=decision value=allow>Allow</button><button name=decision value=deny>Deny</button></form>'

const signInAnsweredBy = (status: number) =>
  `<form method=post action=/answered-by-${status}><label>User name <input name=username></label><label>Password <input name=pw type=password></label><button>Sign in</button></form>`

const sendingItself = (action: string) =>
  `<form method=post action="${action}"><input name=code value=c0de-0f-th1s-fl0w></form><script>document.forms[0].submit()</script>`

/** By path: what a page says, and the headers that go with it. */
const pages: Record<string, { body: string; headers?: Record<string, string> }> = {
  open: { body: consent },
  denied: { body: consent, headers: { 'x-frame-options': 'DENY' } },
  policy: { body: consent, headers: { 'content-security-policy': "frame-ancestors 'none'" } },
  allowFrom: { body: consent, headers: { 'x-frame-options': 'ALLOW-FROM https://client.example' } },
  reportOnly: { body: consent, headers: { 'content-security-policy-report-only': "frame-ancestors 'none'" } },
  hiding: { body: `${consent}<script>if (top !== self) document.documentElement.hidden = true</script>` },
  script: { body: `<p>No such thing<script>${canary}(1)</script>` },
  forbidden: { body: `<p>No such thing<script>${canary}(1)</script>`, headers: { 'content-security-policy': "default-src 'none'" } },
  link: { body: `<p>No such thing <a href="javascript:${canary}(2)">Back</a>` },
  strangers: {
    body: '<p>No such thing<img src="http://cdn.example/x.png"><a href="http://help.example/">Help</a>',
    headers: { 'referrer-policy': 'unsafe-url' },
  },
  deciding: {
    body: '<p>No such thing <a href="javascript:void fetch(`/denied-by-link`)">Cancel</a><a href="http://help.example/" onclick="fetch(`/denied-by-click`)">Help</a>',
  },
  secret: { body: `<p>No such thing as <b>${password}</b>` },
  marked: { body: '<p>No such thing as <b>‹password:1›</b>' },
  by303: { body: signInAnsweredBy(303) },
  by307: { body: signInAnsweredBy(307) },
  by308: { body: signInAnsweredBy(308) },
  other: { body: '<p>No such thing as <b>‹password:2›</b>' },
  passing: { body: sendingItself('/answered-by-303') },
  posting: { body: sendingItself(client) },
  sendingLater: {
    body: '<form method=post action="/answered-by-303"><input name=a value=b></form><script>setTimeout(() => document.forms[0].submit(), 300)</script>',
  },
}

let server: Server
let origin: string
let browser: RunningBrowser
let pictures: Map<string, Buffer>
let sent: Recorder['exchanges']

async function flow(path: string, staging: Staging, interfere?: Answering['interfere']): Promise<Landing> {
  const vault = new Vault()
  const target = { origins: [origin], userAgent: 'direct' as const }
  const wire = createWire({ vault, origins: target.origins, pace: { timeoutMs: 10_000 } })
  const recorder = wire.recorder()
  pictures = new Map()
  const keep = (file: string, png: Buffer) => void pictures.set(file, png)
  const screens = createScreens({ ...target, vault, timeoutMs: 10_000, warn: () => {}, running: browser, keep: () => keep })
  try {
    const alice = createUserAgent(target, screens).openSession({
      name: 'alice',
      username: 'alice',
      password: vault.learn('password', password),
    })
    const message = { method: 'GET', url: `${origin}/${path}`, headers: [], query: [], body: [] }
    const how = { purpose: 'approve', redirectUri: client, registered: [client], staging, ...(interfere && { interfere }) } as const
    return await alice.authorize(recorder, message, how)
  } finally {
    sent = recorder.exchanges
    await screens.close()
    await wire.close()
  }
}

describe.skipIf(missing !== '')(`on a stage${missing}`, () => {
  beforeAll(async () => {
    browser = runningBrowser({})
    server = createServer((incoming, outgoing) => {
      const page = pages[incoming.url!.slice(1)]
      const [, status] = /^\/answered-by-(\d+)$/.exec(incoming.url!) ?? []
      if (incoming.method === 'POST') outgoing.writeHead(Number(status ?? 303), { location: `${client}?code=c0de-0f-th1s-fl0w` }).end()
      else
        outgoing
          .writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page?.headers })
          .end(`<!doctype html><title>Page</title>${page?.body}`)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    server?.closeAllConnections()
    server?.close()
    await browser?.close()
  })

  test.each(['frame', 'held_frame', 'scriptless_frame'] as const)('a page that may be framed is clicked: %s', async (staging) => {
    const landing = await flow('open', staging)
    expect(landing).toMatchObject({ at: 'redirect_uri', answered: ['consent'], views: [{ n: 1, displayed: true }] })
    expect(sent[1]?.request.headers).toContainEqual(['origin', origin])
  })

  test.each<[Staging, string[][]]>([
    ['window', [[], []]],
    ['frame', [['iframe', 'cross-site'], ['iframe']]],
  ])('a request for a frame says so, and that another site makes it until a page of the server does: %s', async (staging, told) => {
    await flow('open', staging)
    const fetched = ({ request }: (typeof sent)[number]) =>
      request.headers.flatMap(([name, value]) => (/^sec-fetch-/i.test(name) ? [value] : []))
    expect(sent.map(fetched)).toEqual(told)
  })

  test.each([
    ['denied', false],
    ['policy', false],
    ['allowFrom', true],
    ['reportOnly', true],
  ])('the browser itself decides whether a page is displayed: %s', async (path, displayed) => {
    const landing = await flow(path, 'frame')
    expect(landing.views).toMatchObject([{ displayed }])
    expect(landing.at).toBe(displayed ? 'redirect_uri' : 'nowhere')
  })

  test('what hides from frames cannot be clicked, unless its script does not run', async () => {
    expect(await flow('hiding', 'held_frame')).toMatchObject({ at: 'nowhere', views: [{ displayed: true }] })
    expect(await flow('hiding', 'scriptless_frame')).toMatchObject({ at: 'redirect_uri' })
  })

  test.each([
    ['script', ['1']],
    ['link', ['2']],
    ['forbidden', []],
  ])('a script that runs is told, also one behind a link, and none that a policy keeps from running: %s', async (path, executed) => {
    expect((await flow(path, 'window')).views).toMatchObject([{ executed }])
  })

  test.each([
    [true, 'http://attacker.example', 'http://attacker.example/'],
    ['silent', 'null', undefined],
  ] as const)('a form of another site is sent as a browser sends it: %s', async (foreign, from, referer) => {
    const change = (message: Message): Message => ({ ...message, body: [['t', '"<2>']] })
    expect(await flow('open', 'window', { page: 'consent', foreign, change })).toMatchObject({ at: 'redirect_uri' })
    const { headers, body } = sent[1]!.request
    const values = (name: string) => headers.flatMap(([one, value]) => (one.toLowerCase() === name ? [value] : []))
    expect([values('origin')[0], values('referer')[0]]).toEqual([from, referer])
    expect(body).toBe('t=%22%3C2%3E')
  })

  test('what others would be told is noted with its Referer, and sent to nobody', async () => {
    const referer = `${origin}/strangers`
    expect((await flow('strangers', 'window')).views?.[0]?.foreign).toEqual([
      { by: 'page', url: 'http://cdn.example/x.png', referer },
      { by: 'link', url: 'http://help.example/', referer },
    ])
    expect(sent.length).toBe(1)
  })

  test.each([
    [303, 'GET', ''],
    [307, 'POST', 'username=alice&pw=‹password:1›'],
    [308, 'POST', 'username=alice&pw=‹password:1›'],
  ])('the browser shows what it sends on after %i, and sends it to nobody', async (status, method, body) => {
    const landing = await flow(`by${status}`, 'window')
    expect(landing).toMatchObject({ at: 'redirect_uri', via: 'location', answered: ['sign_in'] })
    expect(landing.views?.[0]?.onward).toEqual({ method, url: landing.url, body })
    expect(sent.length).toBe(2)
  })

  test('where a page comes after the form, the browser does not go on to anybody', async () => {
    expect((await flow('by307', 'frame')).views?.[0]).not.toHaveProperty('onward')
    expect((await flow('link', 'window')).views?.[0]).not.toHaveProperty('onward')
  })

  test('a page that sends its form by itself is gone, and nobody waits for it', async () => {
    expect(await flow('passing', 'window')).toMatchObject({ at: 'redirect_uri', via: 'location', views: [{ displayed: true }] })
    expect((await flow('sendingLater', 'window')).views).toMatchObject([{ displayed: true, picture: {} }])
    const posted = await flow('posting', 'window')
    expect(posted).toMatchObject({ at: 'redirect_uri', via: 'form', views: [{ displayed: true }] })
    expect(posted.views![0]!.picture).toBeDefined()
  })

  test('links that are only looked at decide nothing', async () => {
    expect((await flow('deciding', 'window')).views?.[0]?.foreign).toMatchObject([{ by: 'link', url: 'http://help.example/' }])
    expect(sent.length).toBe(1)
  })

  test('each page has a picture, named by its content', async () => {
    const landing = await flow('open', 'frame')
    const { picture } = landing.views![0]!
    expect(pictures.get(picture!.file)?.subarray(1, 4).toString()).toBe('PNG')
    expect(picture!.file).toBe(`evidence/${picture!.sha256.slice(0, 16)}.png`)
  })

  test('a picture has a mark in the place of a secret', async () => {
    const pictureOf = async (path: string) => (await flow(path, 'window')).views![0]!.picture!.sha256
    const secret = await pictureOf('secret')
    expect(await pictureOf('marked')).toBe(secret)
    expect(await pictureOf('other')).not.toBe(secret)
  })
})
