import type { ElementHandle, Frame, Page } from 'playwright-core'
import type { Vault } from '../../http/vault.ts'
import type { Onward, View } from '../landing.ts'
import { isInside } from '../origin.ts'
import { canary } from '../screen.ts'
import { HeardByOpener } from './heard.ts'
import { openedByLinks } from './opened-by-links.ts'
import type { Opener } from './opener.ts'
import { type Keep, taken } from './picture.ts'
import { settled } from './settled.ts'
import type { Traffic } from './traffic.ts'

/** Links of one page that are followed, to see what they do. */
const mostLinks = 10
/** Of more, nobody looks at any. */
const mostLinksLookedAt = 200
/** Calls of the canary that one page is believed. */
const mostSongs = 10
/** What of a page's text is kept, where that decides something. */
const mostText = 2000

/** Links, and what else says that a click opens something. */
const openers = 'a[href], area[href], button[type="button"][onclick*="open"]'

/** What views are made of. */
export interface Observing {
  page: Page
  traffic: Traffic
  vault: Vault
  origins: readonly string[]
  /** The page of another site that opened the window, if one did. */
  opener?: Opener | undefined
  /** Undefined: nobody wants pictures. */
  keep?: Keep | undefined
}

/** What a browser makes of the pages of one window. */
export class Views {
  readonly all: View[] = []
  readonly #of: Observing
  readonly #heard: HeardByOpener | undefined

  constructor(of: Observing) {
    this.#of = of
    this.#heard = of.opener && new HeardByOpener(of.opener, of.vault)
  }

  /** Tells what a script called the canary with. */
  readonly sing = (song: unknown): void => {
    const executed = this.all.at(-1)?.executed
    if (executed && executed.length < mostSongs) executed.push(this.#of.vault.close(String(song).slice(0, 100)))
  }

  /** The page of this exchange is about to be shown. */
  begin(n: number): void {
    const opener = this.#heard?.begin()
    this.all.push({ n, executed: [], foreign: this.#of.traffic.foreign, ...(opener && { opener }) })
  }

  /** The browser has shown it, or refused to. */
  decide(displayed: boolean): void {
    this.all.at(-1)!.displayed = displayed
  }

  /** It came by the Back button, without a request. */
  showAgain(text: string): void {
    this.all.at(-1)!.again = text.slice(0, mostText)
  }

  /** Its form was answered by a redirect, and so the browser goes there. */
  goOn(onward: Onward): void {
    const view = this.all.at(-1)
    if (view) view.onward = onward
  }

  /** Nothing more happens on it by itself. */
  async end(frame: Frame): Promise<void> {
    const { page, vault, keep } = this.#of
    const view = this.all.at(-1)!
    const telling = await this.#heard?.end()
    if (view.displayed && frame.parentFrame() === null && !this.#heard) await this.#follow(frame)
    const picture = keep && (await taken(telling ?? page, vault, keep).catch(() => undefined))
    if (picture) view.picture = picture
  }

  /** The window is about to be closed. */
  async close(): Promise<void> {
    await this.#heard?.close()
  }

  /** Clicks on links that leave the server, or run a script of the request, without letting the window go there. The page's own scripts might decide. */
  async #follow(frame: Frame): Promise<void> {
    const { traffic, origins, page, vault } = this.#of
    const links = (await frame.$$(openers)) as ElementHandle[]
    traffic.onlyLooking = true
    let followed = 0
    for (const link of links.slice(0, mostLinksLookedAt)) {
      const [href, deed] = (await link.evaluate((one: any) => [one.href ?? '', one.getAttribute('onclick') ?? ''])) as [string, string]
      const sings = /^javascript:/i.test(href) && href.includes(canary)
      const leaves = sings || (/^https?:/i.test(href) && !isInside(href, origins)) || /\bopen\s*\(/.test(deed)
      if (!leaves || followed++ >= mostLinks) continue
      const opened = openedByLinks(page.context(), vault)
      await link.click({ timeout: 1000, noWaitAfter: true }).catch(() => {})
      await settled(frame)
      for (const url of await opened.withOpener()) traffic.hasOpener(url)
    }
    traffic.onlyLooking = false
  }
}
