import { setTimeout as delay } from 'node:timers/promises'
import type { BrowserContext } from 'playwright-core'
import type { Exchange, Message } from '../../http/exchange.ts'
import type { Vault } from '../../http/vault.ts'
import type { Attachment, View } from '../landing.ts'
import { readPage } from '../page.ts'
import type { Screen, Shown } from '../screen.ts'
import type { Deeds } from '../understanding.ts'
import { fill } from './acting.ts'
import { sendingPage } from './another-site.ts'
import { closedText, closedUrl } from './closing.ts'
import type { Place } from './place.ts'
import type { Redirects } from './redirects.ts'
import { asRendered } from './rendered.ts'
import { type Snapshot, stamp, stamped, takeSnapshot } from './snapshot.ts'
import type { TabHistory } from './tab-history.ts'
import type { Traffic } from './traffic.ts'
import type { Views } from './views.ts'

/** A page has come to rest when nothing happened for so long. */
const quietMs = 100
/** A page that says nothing of use may be on its way to one that does. */
const lingerMs = 2000

declare const document: { readyState: string }

const refused = 'the browser displays this page in no frame of another site'
const late = 'the browser neither showed the page in its frame nor refused to, in the time that a request has'
const outOfReach = 'no click and no key did anything on the page'
const noSuchPage = 'the history of the tab has no such page, or one that a browser asks about before it sends a form once more'
const brokeOut = 'the page left the frame of another site for the whole window'

/** What a window is made of. `views`: on a stage, where only what a user can do counts as done. */
export interface WindowParts {
  context: BrowserContext
  place: Place
  traffic: Traffic
  vault: Vault
  timeoutMs: number
  views?: Views | undefined
  redirects?: Redirects | undefined
  history?: TabHistory | undefined
  picture: Screen['picture']
}

/** A window of a browser: pages that came over the recorder are shown in it, and answered on their real controls. */
export class Window implements Screen {
  readonly #context: BrowserContext
  readonly #place: Place
  readonly #traffic: Traffic
  readonly #vault: Vault
  readonly #timeoutMs: number
  readonly #views: Views | undefined
  readonly #redirects: Redirects | undefined
  readonly #history: TabHistory | undefined
  readonly #picture: Screen['picture']
  #html = ''

  constructor({ context, place, traffic, vault, timeoutMs, views, redirects, history, picture }: WindowParts) {
    this.#history = history
    this.#picture = picture
    this.#context = context
    this.#place = place
    this.#traffic = traffic
    this.#vault = vault
    this.#timeoutMs = timeoutMs
    this.#views = views
    this.#redirects = redirects
  }

  get missed(): readonly string[] {
    return [...this.#traffic.missed]
  }

  get views(): readonly View[] {
    return this.#views?.all ?? []
  }

  show(exchange: Exchange, response: NonNullable<Exchange['response']>): Promise<Shown> {
    return this.#within(async () => {
      const { n, request } = exchange
      const url = this.#vault.open(request.url, 'url')
      await this.#place.prepare(url)
      await this.#traffic.expect(url, response)
      this.#views?.begin(n)
      const arrival = await this.#place.bring(url)
      if (arrival === 'late') return { why: late }
      this.#views?.decide(arrival === 'shown')
      const shown = arrival === 'shown' ? await this.#atRest() : { why: refused }
      if ('page' in shown) await this.#history?.arrived(exchange, response)
      await this.#views?.end(this.#place.frame)
      return shown
    })
  }

  answer(deeds: Deeds, purpose: 'approve' | 'deny'): Promise<Shown> {
    return this.#within(async () => {
      const hand = { purpose, open: (text: string) => this.#vault.open(text), onlyReal: this.#views !== undefined }
      const send = await fill(this.#place.frame, deeds, hand)
      const filled = await this.#atRest()
      if ('going' in filled) return filled
      this.#traffic.stir()
      await send()
      return (await this.linger()) ?? (this.#views ? { why: outOfReach } : filled)
    })
  }

  post(message: Message, foreign: true | 'silent'): Promise<Shown> {
    return this.#within(async () => {
      const { url, html } = sendingPage(message, foreign, (text, where) => this.#vault.open(text, where))
      this.#traffic.host(html)
      await this.#place.bring(url)
      return this.#atRest()
    })
  }

  back(n: number, cleared: boolean): Promise<Shown> {
    return this.#within(async () => {
      const came = (await this.#history?.back(n, cleared)) ?? 'gone'
      if (came === 'gone') return { why: noSuchPage }
      if (came === 'asks') return this.#atRest()
      this.#views?.begin(n)
      this.#views?.decide(true)
      const shown = await this.#atRest()
      if ('page' in shown) this.#views?.showAgain(shown.page.text)
      await this.#views?.end(this.#place.frame)
      return shown
    })
  }

  async redirect(response: NonNullable<Exchange['response']>): Promise<void> {
    const onward = await this.#redirects?.follow(response)
    if (onward) this.#views?.goOn(onward)
  }

  async linger(): Promise<Shown | undefined> {
    const until = performance.now() + lingerMs
    const before = this.#html
    while (performance.now() < until) {
      const shown = await this.#within(() => this.#atRest())
      if (!('page' in shown) || this.#html !== before) return shown
      await delay(quietMs)
    }
    return undefined
  }

  picture(): Promise<Attachment | undefined> {
    return this.#picture()
  }

  async close(): Promise<void> {
    await this.#views?.close()
    await Promise.race([this.#context.close().catch(() => {}), delay(this.#timeoutMs, undefined, { ref: false })])
  }

  async #atRest(): Promise<Shown> {
    const until = performance.now() + this.#timeoutMs
    while (this.#traffic.going === undefined && performance.now() < until) {
      if (
        this.#traffic.quietFor >= quietMs &&
        (await this.#unlessGone(this.#place.frame.evaluate(() => document.readyState))) === 'complete'
      )
        break
      await delay(20)
    }
    if (this.#traffic.brokeOut) return { why: brokeOut }
    if (this.#traffic.going) return { going: this.#traffic.going }
    const snapshot = await this.#unlessGone(this.#place.frame.evaluate(takeSnapshot, { stamp, stamped }))
    return snapshot ? this.#shown(snapshot) : { going: this.#traffic.going! }
  }

  /** What a page answers, unless the window goes on meanwhile: a page whose form waits for its answer may say nothing more. */
  #unlessGone<T>(asked: Promise<T>): Promise<T | undefined> {
    return Promise.race([asked, this.#traffic.gone.then(() => undefined)])
  }

  #shown({ url, html }: Snapshot): Shown {
    this.#html = html
    const closed = closedText(this.#vault, html, 'text/html')
    return { page: asRendered(readPage(closed, closedUrl(this.#vault, url))), html: closed }
  }

  /** A page may keep its browser busy for ever, and what Playwright throws may quote what was typed: neither leaves this folder. */
  async #within(work: () => Promise<Shown>): Promise<Shown> {
    const ms = 2 * this.#timeoutMs
    const endless = delay(ms, { why: `the page did not come to rest in the browser within ${ms / 1000} s` }, { ref: false })
    const failed = (): Shown =>
      this.#traffic.going
        ? { going: this.#traffic.going }
        : { why: 'the browser could not show or answer the page: it went away meanwhile' }
    return Promise.race([work().catch(failed), endless])
  }
}
