import type { Browser, Page } from 'playwright-core'
import type { Vault } from '../../http/vault.ts'
import type { Target } from '../../target/target.ts'
import { userAgentName } from '../requests.ts'
import type { Screen, Screens, Shown, Watching } from '../screen.ts'
import { launch, NoBrowser } from './launch.ts'
import { Traffic } from './traffic.ts'
import { Window } from './window.ts'

/** What screens need of a target and its run. */
export interface ScreenOptions extends Pick<Target, 'origins' | 'browser' | 'userAgent'> {
  vault: Vault
  timeoutMs: number
  /** Is told what a report has to say. */
  warn: (sentence: string) => void
}

/** Screens of a run, and the end of their browser. */
export type OpenScreens = Screens & { close(): Promise<void> }

/** Screens in one real browser, which starts when the first page is shown. */
export function createScreens(options: ScreenOptions): OpenScreens {
  let browser: Promise<Browser> | undefined
  const running = () => (browser ??= launch(options.browser, options.warn))
  return {
    when: options.userAgent === 'browser' ? 'always' : 'where needed',
    open: (watching) => new LazyScreen(async () => openWindow(await running(), options, watching)),
    close: async () => void (await browser?.then((one) => one.close()).catch(() => {})),
  }
}

/** What a page makes a browser do without a request, as a hint to connect early does, ends at a proxy that cannot exist (RFC 6761 6.4). */
const nowhere = { server: 'http://nowhere.invalid:1', bypass: '<-loopback>' }

async function openWindow(browser: Browser, { origins, vault, timeoutMs }: ScreenOptions, watching: Watching): Promise<Window> {
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
  const page = await context.newPage()
  await watch(page, traffic)
  return new Window(context, page, traffic, { vault, timeoutMs })
}

/** Tells the traffic where the window wants to go. The main frame keeps its name, whatever is shown in it. */
async function watch(page: Page, traffic: Traffic): Promise<void> {
  traffic.watch(page)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Page.enable')
  const { frameTree } = await devtools.send('Page.getFrameTree')
  devtools.on('Page.frameRequestedNavigation', ({ frameId, url }) => {
    if (frameId === frameTree.frame.id) traffic.wants(url)
  })
}

/** A window that opens with its first page, so that a flow without pages costs nothing. Without a browser it says so. */
class LazyScreen implements Screen {
  readonly #open: () => Promise<Window>
  #window: Promise<Window> | undefined
  #missed: () => readonly string[] = () => []

  constructor(open: () => Promise<Window>) {
    this.#open = open
  }

  get missed(): readonly string[] {
    return this.#missed()
  }

  async show(...page: Parameters<Screen['show']>): Promise<Shown> {
    try {
      this.#window ??= this.#open()
      const window = await this.#window
      this.#missed = () => window.missed
      return await window.show(...page)
    } catch (error) {
      return { why: error instanceof NoBrowser ? error.message : 'the browser opened no window' }
    }
  }

  async answer(...deeds: Parameters<Screen['answer']>): Promise<Shown> {
    return (await this.#window!).answer(...deeds)
  }

  async linger(): Promise<Shown | undefined> {
    return (await this.#window)?.linger()
  }

  async close(): Promise<void> {
    await this.#window?.then((window) => window.close()).catch(() => {})
  }
}
