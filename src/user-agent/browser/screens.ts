import type { Browser, CDPSession, Page } from 'playwright-core'
import type { Vault } from '../../http/vault.ts'
import type { Target } from '../../target/target.ts'
import type { Attachment, View } from '../landing.ts'
import { userAgentName } from '../requests.ts'
import { canary, isFramed, type Screen, type Screens, type Shown, type Watching } from '../screen.ts'
import { launch, NoBrowser, NoWindow } from './launch.ts'
import { Opener } from './opener.ts'
import { type Keep, taken } from './picture.ts'
import { FrameOfAnotherSite, openedWindow, wholeWindow } from './place.ts'
import { Redirects } from './redirects.ts'
import { TabHistory } from './tab-history.ts'
import { Traffic } from './traffic.ts'
import { Views } from './views.ts'
import { Window } from './window.ts'

/** What screens need of a target and its run. */
export interface ScreenOptions extends Pick<Target, 'origins' | 'browser' | 'userAgent'> {
  vault: Vault
  timeoutMs: number
  /** Is told what a report has to say. */
  warn: (sentence: string) => void
  /** Where pictures go, once anybody wants some. */
  keep?: () => Keep | undefined
  /** One that others use too, and that whoever made it closes. */
  running?: RunningBrowser
}

/** A browser that starts when it is first needed. */
export interface RunningBrowser {
  get(): Promise<Browser>
  close(): Promise<void>
}

/** Starts a browser when it is first needed, once. */
export function runningBrowser(wanted: ScreenOptions['browser'], warn?: ScreenOptions['warn']): RunningBrowser {
  let browser: Promise<Browser> | undefined
  return {
    get: () => (browser ??= launch(wanted, warn)),
    close: async () => void (await browser?.then((one) => one.close()).catch(() => {})),
  }
}

/** Screens of a run, and the end of their browser. */
export interface OpenScreens extends Screens {
  /** Why no browser can be had; undefined when one runs. */
  missing(): Promise<string | undefined>
  close(): Promise<void>
}

/** Screens in one real browser, which starts when the first page is shown. */
export function createScreens(options: ScreenOptions): OpenScreens {
  const running = options.running ?? runningBrowser(options.browser, options.warn)
  return {
    when: options.userAgent === 'browser' ? 'always' : options.userAgent === 'direct' ? 'on a stage' : 'where needed',
    missing: async () => (isChromium(options.browser) ? whyMissing(running) : needsChromium),
    open: (watching) => new LazyScreen(async () => openWindow(await running.get(), options, watching)),
    close: async () => (options.running ? undefined : running.close()),
  }
}

/** Where a window wants to go, how a form goes on after a redirect, and the history of a tab are told by Chromium's own protocol. */
const isChromium = (wanted: ScreenOptions['browser']): boolean => (wanted?.engine ?? 'chromium') === 'chromium'
const needsChromium = 'what only a browser shows is shown by Chromium, and `browser` names another engine'

/** Why a browser cannot be had; undefined when it runs. */
export const whyMissing = (browser: RunningBrowser): Promise<string | undefined> => browser.get().then(() => undefined, reason)

const reason = (error: unknown): string =>
  error instanceof NoBrowser || error instanceof NoWindow ? error.message : 'the browser opened no window'

/** What a page makes a browser do without a request, as a hint to connect early does, ends at a proxy that cannot exist (RFC 6761 6.4). */
const nowhere = { server: 'http://nowhere.invalid:1', bypass: '<-loopback>' }

async function openWindow(browser: Browser, options: ScreenOptions, { staging, ...watching }: Watching): Promise<Window> {
  const { origins, vault, timeoutMs } = options
  const context = await browser.newContext({
    userAgent: userAgentName,
    locale: 'en',
    proxy: nowhere,
    serviceWorkers: 'block',
    acceptDownloads: false,
  })
  const traffic = new Traffic(context, { origins, vault, ...watching })
  await context.route('**', (route) => traffic.handle(route))
  await context.routeWebSocket(/./, (socket) => void socket.close())
  const opener = staging === 'popup' ? await Opener.open(context, traffic, timeoutMs) : undefined
  const page = opener?.popup ?? (await context.newPage())
  traffic.watch(page.mainFrame())
  const devtools = isChromium(options.browser) ? await watch(page, traffic) : undefined
  const views = staging && new Views({ page, traffic, vault, origins, opener, keep: options.keep?.() })
  if (views) await page.exposeBinding(canary, (_, song) => views.sing(song))
  const place = isFramed(staging)
    ? new FrameOfAnotherSite(page, traffic, staging, timeoutMs)
    : opener
      ? openedWindow(opener, timeoutMs)
      : wholeWindow(page, timeoutMs)
  const redirects = staging === 'window' && devtools ? await Redirects.watch(devtools, vault) : undefined
  traffic.forms = redirects
  const history = staging === 'window' && devtools ? new TabHistory(devtools, traffic, watching.cookies) : undefined
  const picture = async () => {
    const keep = options.keep?.()
    return keep && taken(page, vault, keep).catch(() => undefined)
  }
  return new Window({ context, place, traffic, vault, timeoutMs, views, redirects, history, picture })
}

/** Tells the traffic where the window wants to go. The main frame keeps its name, whatever is shown in it. */
async function watch(page: Page, traffic: Traffic): Promise<CDPSession> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Page.enable')
  const { frameTree } = await devtools.send('Page.getFrameTree')
  devtools.on('Page.frameRequestedNavigation', ({ frameId, url }) => {
    if (frameId === frameTree.frame.id) traffic.wants(url)
  })
  return devtools
}

/** A window that opens with its first page, so that a flow without pages costs nothing. Without a browser it says so. */
class LazyScreen implements Screen {
  readonly #open: () => Promise<Window>
  #window: Promise<Window> | undefined
  #opened: Window | undefined

  constructor(open: () => Promise<Window>) {
    this.#open = open
  }

  get missed(): readonly string[] {
    return this.#opened?.missed ?? []
  }

  get views(): readonly View[] {
    return this.#opened?.views ?? []
  }

  async show(...page: Parameters<Screen['show']>): Promise<Shown> {
    try {
      this.#window ??= this.#open()
      this.#opened = await this.#window
      return await this.#opened.show(...page)
    } catch (error) {
      return { why: reason(error) }
    }
  }

  async answer(...deeds: Parameters<Screen['answer']>): Promise<Shown> {
    return (await this.#window!).answer(...deeds)
  }

  async post(...form: Parameters<Screen['post']>): Promise<Shown> {
    return (await this.#window!).post(...form)
  }

  async redirect(...response: Parameters<Screen['redirect']>): Promise<void> {
    await (await this.#window)?.redirect(...response)
  }

  async back(...to: Parameters<Screen['back']>): Promise<Shown> {
    return (await this.#window)?.back(...to) ?? { why: 'no page was shown in this window' }
  }

  async linger(): Promise<Shown | undefined> {
    return (await this.#window)?.linger()
  }

  async picture(): Promise<Attachment | undefined> {
    return this.#opened?.picture()
  }

  async close(): Promise<void> {
    await this.#window?.then((window) => window.close()).catch(() => {})
  }
}
