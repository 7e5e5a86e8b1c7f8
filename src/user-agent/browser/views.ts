import { setTimeout as delay } from 'node:timers/promises'
import type { ElementHandle, Frame, Page } from 'playwright-core'
import type { Vault } from '../../http/vault.ts'
import type { Onward, View } from '../landing.ts'
import { isInside } from '../origin.ts'
import { canary } from '../screen.ts'
import { type Keep, taken } from './picture.ts'
import type { Traffic } from './traffic.ts'

/** Links of one page that are followed, to see what they do. */
const mostLinks = 5
/** Of more, nobody looks at any. */
const mostLinksLookedAt = 200
/** Calls of the canary that one page is believed. */
const mostSongs = 10
/** What of a page's text is kept, where that decides something. */
const mostText = 2000
/** For a request or a script to show after a click, by the page's own clock, which a busy machine delays as it delays them. */
const afterClickMs = 50
/** For a page that answers no more. */
const mostAfterClickMs = 1000

/** What views are made of. */
export interface Observing {
  page: Page
  traffic: Traffic
  vault: Vault
  origins: readonly string[]
  /** Undefined: nobody wants pictures. */
  keep?: Keep | undefined
}

/** What a browser makes of the pages of one window. */
export class Views {
  readonly all: View[] = []
  readonly #of: Observing

  constructor(of: Observing) {
    this.#of = of
  }

  /** Tells what a script called the canary with. */
  readonly sing = (song: unknown): void => {
    const executed = this.all.at(-1)?.executed
    if (executed && executed.length < mostSongs) executed.push(this.#of.vault.close(String(song).slice(0, 100)))
  }

  /** The page of this exchange is about to be shown. */
  begin(n: number): void {
    this.all.push({ n, executed: [], foreign: this.#of.traffic.foreign })
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
    if (view.displayed && frame.parentFrame() === null) await this.#follow(frame)
    const picture = keep && (await taken(page, vault, keep).catch(() => undefined))
    if (picture) view.picture = picture
  }

  /** Clicks on links that leave the server, or run a script of the request, without letting the window go there. The page's own scripts might decide. */
  async #follow(frame: Frame): Promise<void> {
    const { traffic, origins } = this.#of
    const links = (await frame.$$('a[href], area[href]')) as ElementHandle[]
    traffic.onlyLooking = true
    let followed = 0
    for (const link of links.slice(0, mostLinksLookedAt)) {
      const href = await link.evaluate((one: any) => one.href as string)
      const sings = /^javascript:/i.test(href) && href.includes(canary)
      const leaves = sings || (/^https?:/i.test(href) && !isInside(href, origins))
      if (!leaves || followed++ >= mostLinks) continue
      await link.click({ timeout: 1000, noWaitAfter: true }).catch(() => {})
      await settled(frame)
    }
    traffic.onlyLooking = false
  }
}

async function settled(frame: Frame): Promise<void> {
  const done = frame.evaluate((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)), afterClickMs)
  await Promise.race([done.catch(() => {}), delay(mostAfterClickMs)])
}
