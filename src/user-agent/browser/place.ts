import { setTimeout as delay } from 'node:timers/promises'
import type { Frame, Page } from 'playwright-core'
import type { Staging } from '../screen.ts'
import { framingPage } from './another-site.ts'
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

declare const document: any

/** What takes the place of a page that the browser does not display. */
const ofErrors = 'chrome-error:'

/** Pages stand in a frame of another site's page, which sends the frame to each. */
export class FrameOfAnotherSite implements Place {
  readonly #page: Page
  readonly #traffic: Traffic
  readonly #staging: Exclude<Staging, 'window'>
  readonly #timeoutMs: number
  #frame: Frame | undefined
  #arrivals = 0

  constructor(page: Page, traffic: Traffic, staging: Exclude<Staging, 'window'>, timeoutMs: number) {
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
