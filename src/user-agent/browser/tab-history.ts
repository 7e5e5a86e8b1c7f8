import type { CDPSession } from 'playwright-core'
import type { PageCookies } from '../../http/cookies.ts'
import type { Exchange } from '../../http/exchange.ts'
import { stillFits, stored } from './stored.ts'
import type { Traffic } from './traffic.ts'

type Response = NonNullable<Exchange['response']>

/** A document that a tab has shown. */
interface ShownDocument {
  /** What Chromium calls its place in the history of the tab. */
  entry: number
  url: string
  exchange: Exchange
  kept: Response | undefined
}

/** The history of a tab. Going back is the browser's own navigation to its own entry, so that scripts see it as one; the document is
 *  what a browser keeps of it, by `stored`, because a browser whose requests are answered by hand keeps nothing. */
export class TabHistory {
  readonly #devtools: CDPSession
  readonly #traffic: Traffic
  readonly #cookies: Pick<PageCookies, 'header'>
  readonly #shown = new Map<number, ShownDocument>()

  constructor(devtools: CDPSession, traffic: Traffic, cookies: Pick<PageCookies, 'header'>) {
    this.#devtools = devtools
    this.#cookies = cookies
    this.#traffic = traffic
  }

  /** The tab shows the document of this exchange now. */
  async arrived(exchange: Exchange, response: Response): Promise<void> {
    const { currentIndex, entries } = await this.#devtools.send('Page.getNavigationHistory')
    const entry = entries[currentIndex]!
    this.#shown.set(exchange.n, {
      entry: entry.id,
      url: entry.url,
      exchange,
      kept: stored(exchange, response),
    })
  }

  /** Goes back to a document: `kept`, it is shown without a request; `asks`, its request is on the way; `gone`, one cannot go back there.
   *  `cleared`: a response has told the browser to forget what it keeps. */
  async back(n: number, cleared: boolean): Promise<'kept' | 'asks' | 'gone'> {
    const shown = this.#shown.get(n)
    const { entries } = await this.#devtools.send('Page.getNavigationHistory')
    if (!shown || shown.exchange.request.method === 'POST' || !entries.some(({ id }) => id === shown.entry)) return 'gone'
    const fits = !cleared && stillFits(shown.exchange, this.#cookies.header(shown.exchange.request.url))
    const kept = fits ? shown.kept : undefined
    if (kept) await this.#traffic.expect(shown.url, kept)
    else await this.#traffic.anew()
    const arrival = this.#arrival()
    await this.#devtools.send('Page.navigateToHistoryEntry', { entryId: shown.entry })
    await Promise.race([arrival, this.#traffic.gone])
    return kept ? 'kept' : 'asks'
  }

  #arrival(): Promise<void> {
    return new Promise((arrived) => {
      const listen = ({ frame }: { frame: { parentId?: string } }) => {
        if (frame.parentId !== undefined) return
        this.#devtools.off('Page.frameNavigated', listen)
        arrived()
      }
      this.#devtools.on('Page.frameNavigated', listen)
    })
  }
}
