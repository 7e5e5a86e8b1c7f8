import { chromium } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Recorder } from '../../http/exchange.ts'
import { isMark } from '../../http/marks.ts'
import { Vault } from '../../http/vault.ts'
import { createWire, type Wire } from '../../http/wire.ts'
import type { Target } from '../../target/target.ts'
import { type Browser, createUserAgent } from '../agent.ts'
import { usualBrowser } from './launch.ts'
import { createScreens, type OpenScreens, type RunningBrowser, runningBrowser } from './screens.ts'
import { password, type ScriptedServer, startScriptedServer } from './testing/scripted-server.ts'

const missing = (await usualBrowser()) === undefined ? ' (skipped: no Chrome, Chromium or Edge is installed)' : ''

let server: ScriptedServer
let wire: Wire
let recorder: Recorder
let screens: OpenScreens
let warnings: string[]

beforeEach(async () => {
  server = await startScriptedServer()
  warnings = []
})
afterEach(async () => {
  await screens?.close()
  await wire?.close()
  await server.close()
})

function open(
  userAgent: 'direct' | 'browser' | 'auto',
  { running, ...more }: Partial<Pick<Target, 'browser' | 'interaction'>> & { running?: RunningBrowser } = {},
): Browser {
  const vault = new Vault()
  const target = { origins: [server.origin], userAgent, ...more }
  wire = createWire({ vault, origins: target.origins, pace: { timeoutMs: 10_000 } })
  recorder = wire.recorder()
  const warn = (sentence: string) => void warnings.push(sentence)
  screens = createScreens({ ...target, vault, timeoutMs: 10_000, warn, ...(running && { running }) })
  const agent = createUserAgent(target, userAgent === 'direct' ? undefined : screens)
  return agent.openSession({ name: 'alice', username: 'alice', password: vault.learn('password', password) })
}

const uri = () => `${server.stranger}/cb`
const authorize = (browser: Browser, purpose: 'approve' | 'deny' = 'approve') =>
  browser.authorize(
    recorder,
    { method: 'GET', url: `${server.origin}/authorize`, headers: [], query: [['state', 's']], body: [] },
    { purpose, redirectUri: uri(), registered: [uri()] },
  )

test('without a browser the page says what would help', async () => {
  const landing = await authorize(open('direct'))
  expect(landing).toMatchObject({ at: 'nowhere', why: expect.stringContaining("user_agent: 'auto'") })
})

test.each(['chromium', 'firefox', 'webkit'] as const)('a %s that is not there is named, and nothing is thrown', async (engine) => {
  const landing = await authorize(open('auto', { browser: { engine, path: `/nowhere/${engine}` } }))
  expect(landing).toMatchObject({ at: 'nowhere', why: expect.stringContaining(`/nowhere/${engine} could not be started`) })
})

describe.skipIf(missing !== '')(`pages that need their scripts${missing}`, () => {
  test.each(['browser', 'auto'] as const)('%s signs in, consents and comes to the client', async (userAgent) => {
    const landing = await authorize(open(userAgent))
    expect(landing).toMatchObject({ at: 'redirect_uri', via: 'script', by: 'query', answered: ['sign_in', 'consent'] })
    expect(isMark(landing.code ?? '')).toBe(true)
    expect(landing.url).toBe(`${uri()}?state=s&code=${landing.code}`)
    expect(landing.hops.map(({ request }) => `${request.method} ${new URL(request.url).pathname}`)).toEqual([
      'GET /authorize',
      'GET /sign-in',
      'GET /consent',
      'POST /consent',
    ])
  })

  /** Chromium in the place of another engine: whatever its own protocol would tell is not asked. */
  test('another engine signs in and consents by Playwright alone, and shows nothing that only a browser shows', async () => {
    const running = runningBrowser({})
    const landing = await authorize(open('browser', { browser: { engine: 'firefox' }, running }))
    expect(landing).toMatchObject({ at: 'redirect_uri', via: 'script', by: 'query', answered: ['sign_in', 'consent'] })
    expect(await screens.missing()).toContain('shown by Chromium')
    await running.close()
  })

  test('what its pages request is in the same ordered evidence, and nothing else was sent', async () => {
    await authorize(open('auto'))
    const sent = recorder.exchanges.map(({ request }) => `${request.method} ${new URL(request.url).pathname}`)
    expect(sent).toEqual(server.seen)
    expect(sent).toContain('POST /session')
    expect(recorder.exchanges.every(({ channel }) => channel === 'front')).toBe(true)
    expect(wire.requests).toBe(sent.length)
  })

  test('nobody but the target is contacted, not even the client', async () => {
    await authorize(open('browser'))
    expect(server.seenByStranger).toEqual([])
  })

  test('evidence holds no secret', async () => {
    const landing = await authorize(open('browser'))
    const kept = JSON.stringify([recorder.exchanges, landing])
    const forms = server.secrets.flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      [...secret].reverse().join(''),
    ])
    expect(server.secrets.length).toBe(4)
    expect(forms.filter((secret) => kept.includes(secret))).toEqual([])
  })

  test('what the user denies is denied', async () => {
    const landing = await authorize(open('browser'), 'deny')
    expect(landing.at).toBe('redirect_uri')
    expect(landing.params).toContainEqual(['error', 'access_denied'])
  })

  test('after the sign-in the direct agent goes on with the same session: of five flows one opens a window, and each other is one request', async () => {
    const alice = open('auto')
    const windows = vi.spyOn(screens, 'open')
    await authorize(alice)
    const before = server.seen.length
    for (let flow = 0; flow < 4; flow++) expect(await authorize(alice)).toMatchObject({ at: 'redirect_uri', via: 'location' })
    expect(server.seen.slice(before)).toEqual(Array(4).fill('GET /authorize'))
    expect(windows).toHaveBeenCalledTimes(1)
  })

  test('a fresh browser is not signed in', async () => {
    const alice = open('auto')
    await authorize(alice)
    expect((await authorize(alice.fresh())).answered).toEqual(['sign_in', 'consent'])
  })

  test('a recipe is played on the real controls', async () => {
    const interaction = [{ when: { selector: '#pw' }, fill: { '#user': '{username}', '#pw': '{password}' }, click: '#go' }]
    expect(await authorize(open('auto', { interaction }))).toMatchObject({ at: 'redirect_uri', answered: ['sign_in', 'consent'] })
  })

  test('a browser that runs elsewhere serves as well', async () => {
    const elsewhere = await chromium.launchServer({ executablePath: (await usualBrowser())!, chromiumSandbox: process.getuid?.() !== 0 })
    try {
      const landing = await authorize(open('auto', { browser: { connect: elsewhere.wsEndpoint() } }))
      expect(landing).toMatchObject({ at: 'redirect_uri', answered: ['sign_in', 'consent'] })
      expect(server.seenByStranger).toEqual([])
      expect(warnings).toEqual([])
    } finally {
      await elsewhere.close()
    }
  })

  test('as root it says that the sandbox is off', async () => {
    await authorize(open('auto'))
    expect(warnings.some((sentence) => sentence.includes('sandbox'))).toBe(process.getuid?.() === 0)
  })
})
