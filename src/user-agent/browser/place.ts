import { setTimeout as delay } from 'node:timers/promises'
import type { Frame, Page } from 'playwright-core'
import type { Framing } from '../screen.ts'
import { framingPage } from './another-site.ts'
import type { Opener } from './opener.ts'
import type { Traffic } from './traffic.ts'

/** Where in a window pages are shown. */
export interface Place {
  readonly frame: Frame
  /** Makes what stands around it. */
  prepare(url: string): Promise<void>
  /** Has the document that the traffic expects shown there. */
  bring(url: string): Promise<Arrival>
}

/** What came of a document: shown, refused by the browser, or neither in time, which says nothing of the document. */
export type Arrival = 'shown' | 'refused' | 'late'

/** Pages fill the window. */
export function wholeWindow(page: Page, timeout: number): Place {
  return {
    frame: page.mainFrame(),
    prepare: async () => {},
    bring: async (url) => {
      await page.goto(url, { waitUntil: 'commit', timeout })
      return 'shown'
    },
  }
}

/** Pages fill a window that another site's page has opened, and that this page sends to the first of them. */
export function openedWindow(opener: Opener, timeout: number): Place {
  const whole = wholeWindow(opener.popup, timeout)
  let isFirst = true
  return {
    ...whole,
    bring: async (url) => {
      if (!isFirst) return whole.bring(url)
      isFirst = false
      const arrival = opener.popup.waitForEvent('framenavigated', { predicate: (frame) => frame === whole.frame, timeout })
      await Promise.all([arrival, opener.send(url)])
      return 'shown'
    },
  }
}

declare const document: any

/** What takes the place of a page that the browser does not display. */
const ofErrors = 'chrome-error:'

/** Pages stand in a frame of another site's page, which sends the frame to each. */
export class FrameOfAnotherSite implements Place {
  readonly #page: Page
  readonly #traffic: Traffic
  readonly #staging: Framing
  readonly #timeoutMs: number
  #frame: Frame | undefined
  #arrivals = 0

  constructor(page: Page, traffic: Traffic, staging: Framing, timeoutMs: number) {
    this.#page = page
    this.#traffic = traffic
    this.#staging = staging
    this.#timeoutMs = timeoutMs
    page.on('framenavigated', (frame) => {
      if (frame === this.#frame) this.#arrivals++
    })
  }

  get frame(): Frame {
    return this.#frame ?? this.#page.mainFrame()
  }

  async prepare(url: string): Promise<void> {
    if (this.#frame) return
    const around = framingPage(url, this.#staging)
    this.#traffic.host(around.html)
    await this.#page.goto(around.url, { timeout: this.#timeoutMs })
    this.#frame = this.#page.mainFrame().childFrames()[0]!
    this.#traffic.watch(this.#frame)
  }

  async bring(url: string): Promise<Arrival> {
    const before = this.#arrivals
    const send = (to: string) => {
      document.querySelector('iframe').src = to
    }
    await this.#page.mainFrame().evaluate(send, url)
    const until = performance.now() + this.#timeoutMs
    while (this.#arrivals === before && performance.now() < until) await delay(10)
    if (this.#arrivals === before) return 'late'
    return this.frame.url().startsWith(ofErrors) ? 'refused' : 'shown'
  }
}
