import { existsSync } from 'node:fs'
import type { Browser, BrowserType } from 'playwright-core'
import type { BrowserEngine, Target } from '../../target/target.ts'
import { installedBrowser } from './which.ts'

/** Why no browser runs, and what to do, in one sentence that fits behind a semicolon. */
export class NoBrowser extends Error {}

/** Why a browser that runs shows no page, in as many words. */
export class NoWindow extends Error {}

/** How a run that was started as root says what it did. */
export const withoutSandbox =
  'the browser runs without its sandbox, since it was started as root: only let it visit servers that you trust, or run as another user'

/** The browser that runs where the configuration names none: an installed Chrome, Chromium or Edge, or else Playwright's own. */
export async function usualBrowser(how: { headless?: boolean } = {}): Promise<string | undefined> {
  const installed = installedBrowser(how)
  if (installed !== undefined) return installed
  const own = await library()
    .then((chromium) => chromium.executablePath())
    .catch(() => undefined)
  return own !== undefined && existsSync(own) ? own : undefined
}

const silent = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic']

/** How a browser is started. */
export interface Starting {
  headless: boolean
  args: readonly string[]
  proxy?: { server: string; username?: string; password?: string }
}

/** It talks to nobody on its own account, and finds no address by itself: all that its pages need is handed to it. */
const unseen: Starting = {
  headless: true,
  args: ['--host-resolver-rules=MAP * ~NOTFOUND', '--force-webrtc-ip-handling-policy=disable_non_proxied_udp'],
}

const missingLibrary = 'the package playwright-core drives the browser and is not installed: type `npm install --save-dev playwright-core`'
const missingBrowser =
  'no browser was found: install Chrome, Chromium or Edge, type `npx playwright-core install chromium`, or name one by `browser: { path }`'

/** Starts the browser that the configuration names, or else an installed one, or else Playwright's own; or connects to one that runs elsewhere.
 *  @throws {NoBrowser} */
export async function launch(
  wanted: Target['browser'] = {},
  warn: (sentence: string) => void = () => {},
  { args, ...starting }: Starting = unseen,
): Promise<Browser> {
  const { connect, channel, engine = 'chromium' } = wanted
  const browser = await library(engine)
  if (connect !== undefined) return started(connected(browser, connect), 'the browser at `browser.connect` could not be reached')
  if (engine !== 'chromium') return ofPlaywright(browser, engine, wanted.path, starting)
  const executablePath = channel === undefined ? await pathOf(wanted.path, starting) : undefined
  const asRoot = process.getuid?.() === 0
  const running = browser.launch({
    ...starting,
    args: [...silent, ...args],
    chromiumSandbox: !asRoot,
    ...(executablePath !== undefined && { executablePath }),
    ...(channel !== undefined && { channel }),
  })
  const chromium = await started(running, `${executablePath ?? `the browser of the channel ${channel}`} could not be started`)
  if (asRoot) warn(withoutSandbox)
  return chromium
}

/** Starts a Firefox or WebKit, for which Playwright has builds of its own. */
function ofPlaywright(
  browser: BrowserType,
  engine: BrowserEngine,
  path: string | undefined,
  { headless, proxy }: Omit<Starting, 'args'>,
): Promise<Browser> {
  const executablePath = path ?? browser.executablePath()
  if (path === undefined && !existsSync(executablePath))
    throw new NoBrowser(`Playwright's own build of ${engine} was not found: type \`npx playwright-core install ${engine}\``)
  return started(browser.launch({ headless, executablePath, ...(proxy && { proxy }) }), `${executablePath} could not be started`)
}

async function library(engine: BrowserEngine = 'chromium'): Promise<BrowserType> {
  try {
    return (await import('playwright-core'))[engine]
  } catch {
    throw new NoBrowser(missingLibrary)
  }
}

async function pathOf(path: string | undefined, how: { headless: boolean }): Promise<string> {
  const found = path ?? (await usualBrowser(how))
  if (found === undefined) throw new NoBrowser(missingBrowser)
  return found
}

/** An endpoint of Chromium's own protocol is an http URL, one of Playwright's server a ws URL. */
const connected = (browser: BrowserType, endpoint: string): Promise<Browser> =>
  endpoint.startsWith('http') ? browser.connectOverCDP(endpoint) : browser.connect(endpoint)

/** What Playwright throws quotes the whole command line, endpoints and what is in them included: it is not repeated. */
async function started(starting: Promise<Browser>, otherwise: string): Promise<Browser> {
  try {
    return await starting
  } catch {
    throw new NoBrowser(`${otherwise}: check \`browser\` in the configuration`)
  }
}
