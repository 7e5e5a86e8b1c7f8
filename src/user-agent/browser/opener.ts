import { setTimeout as delay } from 'node:timers/promises'
import type { BrowserContext, Page } from 'playwright-core'
import { openingPage, probe } from './another-site.ts'
import { NoWindow } from './launch.ts'
import { settled } from './settled.ts'
import type { Traffic } from './traffic.ts'

/** By this name the page tells what it hears. */
const ear = 'grantproof_ear'
const probeMs = 2000

/** What Chromium says in the console of a page that a message is kept from, since it is for another origin alone. */
const withheld = /The target origin provided \('([^']{1,300})'\) does not match the recipient window's origin/

/** Who is told what comes to a page that opened a window. */
export interface Listening {
  /** A message, as JSON. */
  hear(from: string, text: string): void
  /** The browser kept a message back, which is for this origin alone. */
  miss(origin: string): void
}

declare const document: any
declare const opened: { closed: boolean; location: string }
declare const window: { opener: { postMessage(message: string, targetOrigin: string): void } }

/** A page of another site that has opened a window, keeps its handle, and listens. */
export class Opener {
  readonly page: Page
  readonly popup: Page
  listening: Listening

  private constructor(page: Page, popup: Page, listening: Listening) {
    this.page = page
    this.popup = popup
    this.listening = listening
  }

  /** Opens the window by a click. @throws {NoWindow} where a message from it is not heard: then nothing that is not heard means anything. */
  static async open(context: BrowserContext, traffic: Traffic, timeout: number): Promise<Opener> {
    const page = await context.newPage()
    const heard = Promise.withResolvers<boolean>()
    const first: Listening = { hear: (_, text) => heard.resolve(text === JSON.stringify(probe)), miss: () => {} }
    let opener: Opener | undefined
    const listening = () => opener?.listening ?? first
    await page.exposeBinding(ear, (_, from, text) => listening().hear(String(from), String(text)))
    page.on('console', (message) => {
      const [, origin] = withheld.exec(message.text()) ?? []
      if (origin !== undefined) listening().miss(origin)
    })
    const { url, html } = openingPage(ear)
    traffic.host(html)
    await page.goto(url, { timeout })
    const [popup] = await Promise.all([page.waitForEvent('popup', { timeout }), page.click('button', { timeout })])
    traffic.watchOpener(page.mainFrame())
    await popup.evaluate((text) => window.opener.postMessage(text, '*'), probe)
    if (!(await Promise.race([heard.promise, delay(probeMs, false, { ref: false })])))
      throw new NoWindow('a page of another site that opens a window hears nothing of it, so that no silence proves anything')
    opener = new Opener(page, popup, first)
    return opener
  }

  /** Sends the window there, by its handle. */
  async send(url: string): Promise<void> {
    const go = (to: string) => {
      opened.location = to
    }
    await this.page.evaluate(go, url)
  }

  /** Whether it still has the window. One that closed itself was not cut off. */
  async reaches(): Promise<boolean> {
    return this.popup.isClosed() || !(await this.page.evaluate(() => opened.closed))
  }

  /** Waits for what is on its way to it. */
  settle(): Promise<void> {
    return settled(this.page.mainFrame())
  }

  /** Writes on the page, for a picture. */
  async write(lines: readonly string[]): Promise<void> {
    const write = (texts: readonly string[]) => {
      for (const text of texts) document.body.append(Object.assign(document.createElement('p'), { textContent: text }))
    }
    await this.page.evaluate(write, lines)
  }
}
