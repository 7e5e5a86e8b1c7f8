import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Vault } from '../../http/vault.ts'
import { createWire } from '../../http/wire.ts'
import { createUserAgent } from '../agent.ts'
import { createScreens, type RunningBrowser, runningBrowser } from './screens.ts'
import { installedBrowser } from './which.ts'

const missing = installedBrowser() === undefined ? ' (skipped: no Chrome, Chromium or Edge is installed)' : ''

const consent =
  '<title>Allow?</title><p>alice, the application asks for access<form method=post action=/allowed><button name=decision value=allow>Allow</button><button name=decision value=deny>Deny</button></form>'
const question = '<title>Sign out?</title><form method=post action=/out><button name=yes value=1>Sign out</button></form>'
const gone = '<title>Signed out</title><p>Nobody is here.'
const asksByScript =
  '<title>Sign out</title><div id=app></div><script>setTimeout(() => { document.getElementById("app").innerHTML = `<form method=post action=/out><button name=yes value=1>Sign out</button></form>` }, 50)</script>'
const reloading = `${consent}<script>if (performance.getEntriesByType('navigation')[0].type === 'back_forward') location.reload()</script>`

/** By path: what a page says while somebody is signed in, and the headers that go with it. */
const pages: Record<string, { body: string; headers?: Record<string, string> }> = {
  '/kept': { body: consent },
  '/stale': { body: consent, headers: { 'cache-control': 'no-cache, must-revalidate' } },
  '/varying': { body: consent, headers: { vary: 'Cookie', 'set-cookie': 'sid=1' } },
  '/asked': { body: consent, headers: { 'cache-control': 'no-store' } },
  '/reloading': { body: reloading },
  '/telling': { body: `${consent}<p>very-s3cret` },
  '/question': { body: question },
  '/by-script': { body: asksByScript },
}
const outHeaders: Record<string, Record<string, string>> = { '/clearing': { 'clear-site-data': '"cache", "cookies"' } }

let server: Server
let origin: string
let running: RunningBrowser
let seen: string[]

/** Goes to the page, signs out by that way, and goes back. */
async function back(path: string, signOut: string) {
  seen = []
  let signedIn = true
  server.removeAllListeners('request').on('request', (incoming, outgoing) => {
    const at = incoming.url!.split('?')[0]!
    seen.push(`${incoming.method} ${at}`)
    const page = signedIn ? pages[at] : undefined
    signedIn &&= page !== undefined
    const headers = { 'content-type': 'text/html', ...page?.headers, ...outHeaders[at] }
    outgoing.writeHead(200, headers).end(page?.body ?? gone)
  })
  const vault = new Vault()
  const target = { origins: [origin], userAgent: 'direct' as const }
  const wire = createWire({ vault, origins: target.origins, pace: { timeoutMs: 10_000 } })
  const screens = createScreens({ ...target, vault, timeoutMs: 10_000, warn: () => {}, running, keep: () => () => {} })
  const alice = createUserAgent(target, screens).openSession({
    name: 'alice',
    username: 'alice',
    password: vault.learn('password', 'very-s3cret'),
  })
  const get = (to: string) => ({ method: 'GET', url: `${origin}${to}`, headers: [], query: [], body: [] })
  try {
    return await alice.backAfterSignOut(
      wire.recorder(),
      { request: get(path), signOut: get(signOut) },
      { redirectUri: 'https://client.example/cb', registered: ['https://client.example/cb'] },
    )
  } finally {
    await screens.close()
    await wire.close()
  }
}

describe.skipIf(missing !== '')(`the Back button${missing}`, () => {
  beforeAll(async () => {
    running = runningBrowser({})
    server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    server?.closeAllConnections()
    server?.close()
    await running?.close()
  })

  test.each(['/kept', '/stale'])('shows without a request what was not sent with no-store: %s', async (path) => {
    const { page, signOut, back: then } = await back(path, '/question')
    expect([page.at, signOut.at]).toEqual(['consent', 'error_page'])
    expect(signOut.views?.map(({ n }) => n)).toEqual([2, 3])
    expect(then).toMatchObject({
      at: 'consent',
      hops: [],
      views: [{ n: 1, displayed: true, again: expect.stringContaining('alice'), picture: {} }],
    })
    expect(seen).toEqual([`GET ${path}`, 'GET /question', 'POST /out'])
  })

  test.each([
    ['with no-store', '/asked', '/question', ['GET /asked', 'GET /question', 'POST /out', 'GET /asked']],
    [
      'that varies by cookies, which are others now',
      '/varying',
      '/question',
      ['GET /varying', 'GET /question', 'POST /out', 'GET /varying'],
    ],
    ['whose script asks', '/reloading', '/question', ['GET /reloading', 'GET /question', 'POST /out', 'GET /reloading']],
    ['that a sign-out has cleared', '/kept', '/clearing', ['GET /kept', 'GET /clearing', 'GET /kept']],
  ])('asks the server for a page %s', async (_, path, signOut, expected) => {
    const { back: then } = await back(path, signOut)
    expect(then).toMatchObject({ at: 'error_page' })
    expect(then?.views?.filter(({ again }) => again !== undefined)).toEqual([])
    expect(seen).toEqual(expected)
  })

  test('keeps no secret of the text', async () => {
    const { back: then } = await back('/telling', '/at-once')
    expect(then?.views?.[0]?.again).toMatch(/‹password:1›$/)
  })

  test.each(['/at-once', '/by-script'])('comes after a sign-out of any kind: %s', async (signOut) => {
    const { signOut: out, back: then } = await back('/kept', signOut)
    expect([out.at, then?.at]).toEqual(['error_page', 'consent'])
  })
})
