import type { BrowserContext, Frame, Request, Route } from 'playwright-core'
import type { Exchange, Headers, Message } from '../../http/exchange.ts'
import { isSameSite } from '../../http/same-site.ts'
import type { Vault } from '../../http/vault.ts'
import { locations } from '../going.ts'
import type { Foreign } from '../landing.ts'
import { isInside, originOf } from '../origin.ts'
import { asBrowser, redirected } from '../requests.ts'
import type { Shown, Watching } from '../screen.ts'
import { closedHeaders, closedText, closedUrl } from './closing.ts'
import { CookieMirror } from './cookie-mirror.ts'
import { fulfilling } from './fulfilling.ts'
import type { Redirects } from './redirects.ts'

/** Stands for a page of another site, so that a window which a link opens is there to be asked about its opener. */
const emptyPage = { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<!doctype html>' }

type Response = NonNullable<Exchange['response']>
type Going = Extract<Shown, { going: unknown }>['going']

/** Nobody needs them to sign in. */
const unneeded = new Set(['image', 'media', 'font'])
/** Requests that one document may cause. */
const mostRequests = 100
const mostRedirects = 10
/** What an app answers to (RFC 8252 7.1), and no browser or mailer. */
const ofApp = /^(?!(?:https?|wss?|about|blob|data|file|filesystem|javascript|mailto|tel|sms):)[a-z][a-z0-9+.-]*:/i

/** Every request of a window. The browser sends none: what the page needs is sent by the recorder and handed to it; where the window would go is
 *  caught, and nothing goes outside the origins. */
export class Traffic {
  /** Where the window would go. */
  going: Going | undefined
  #gone = Promise.withResolvers<void>()
  readonly missed = new Set<string>()
  /** What the page in the window asked others for. */
  foreign: Foreign[] = []
  /** Links are followed only to see what would be sent: nothing is. */
  onlyLooking = false
  /** A page in a frame took the whole window. */
  brokeOut = false
  /** Who keeps forms of the window waiting for their answer; undefined where they go no further. */
  forms: Redirects | undefined
  readonly #watching: Watching
  readonly #vault: Vault
  readonly #origins: readonly string[]
  readonly #mirror: CookieMirror
  #window: Frame | undefined
  #opener: Frame | undefined
  #host: string | undefined
  #wanted: string | undefined
  #document: { url: string; response: Response } | undefined
  #underWay = 0
  #requests = 0
  #since = performance.now()

  constructor(context: BrowserContext, { origins, vault, ...watching }: Watching & { origins: readonly string[]; vault: Vault }) {
    this.#watching = watching
    this.#vault = vault
    this.#origins = origins
    this.#mirror = new CookieMirror(context, watching.cookies, vault)
  }

  /** Settles when the window goes on. */
  get gone(): Promise<void> {
    return this.#gone.promise
  }

  /** From now on pages are shown in this frame: others, and windows that open, go nowhere. */
  watch(frame: Frame): void {
    this.#window = frame
  }

  /** What opened the window stands in this frame, and stays there. */
  watchOpener(frame: Frame): void {
    this.#opener = frame
  }

  /** The next document of the whole window is this page of another site. */
  host(html: string): void {
    this.#host = html
  }

  /** The window wants to go there: known with its fragment, which no request has, and also where no request follows, as to an app. */
  wants(url: string): void {
    this.#wanted = url
    if (!ofApp.test(url)) return
    const message = { method: 'GET', url: closedUrl(this.#vault, url), headers: [], query: [], body: '' }
    this.#go({ message, via: 'script' })
  }

  #go(going: Going): void {
    this.going ??= going
    this.#gone.resolve()
  }

  /** Another document is about to take the place of the one that is shown. */
  async anew(): Promise<void> {
    await this.forms?.drop()
    this.going = undefined
    this.#gone = Promise.withResolvers()
    this.foreign = []
    this.#requests = 0
  }

  /** The next document of the window is this response, which has come already. */
  async expect(url: string, response: Response): Promise<void> {
    await this.anew()
    this.#mirror.heard(response)
    await this.#mirror.show()
    this.#document = { url, response }
  }

  /** Something is about to happen: the quiet so far counts no longer, and a form that goes is the user's. */
  stir(): void {
    this.forms?.expect()
    this.#since = performance.now()
  }

  /** For how many milliseconds nothing was requested and nothing awaited. */
  get quietFor(): number {
    return this.#underWay > 0 ? 0 : performance.now() - this.#since
  }

  /** Answers a request of the window. Whatever goes wrong is a request that failed. */
  async handle(route: Route): Promise<void> {
    this.#underWay++
    try {
      await this.#handle(route)
    } catch {
      await route.abort().catch(() => {})
    } finally {
      this.#underWay--
      this.#since = performance.now()
    }
  }

  async #handle(route: Route): Promise<void> {
    const request = route.request()
    if (this.#host !== undefined && goesElsewhere(request)) return this.#playHost(route)
    if (request.isNavigationRequest() && this.#isOfWindow(request)) return this.#navigate(route, request)
    if (request.isNavigationRequest() && this.#isOfOpener(request)) return this.#divert(route, request)
    const leaves = !isInside(request.url(), this.#origins)
    if (leaves) this.#note(request, goesElsewhere(request) ? 'link' : 'page')
    if (goesElsewhere(request)) {
      if (this.onlyLooking && leaves) return route.fulfill(emptyPage)
      this.brokeOut ||= frameOf(request) !== undefined
      return route.abort('aborted')
    }
    if (this.onlyLooking) return route.abort('aborted')
    if (unneeded.has(request.resourceType()) || ++this.#requests > mostRequests) return route.abort()
    await this.#mirror.take()
    const exchange = await this.#fetch(await this.#message(request))
    if (exchange === undefined) return route.abort('failed')
    await route.fulfill(fulfilling(exchange))
  }

  async #navigate(route: Route, request: Request): Promise<void> {
    const document = this.#document
    this.#document = undefined
    if (document) return route.fulfill(fulfilling(document.response))
    if (this.onlyLooking) {
      if (!isInside(request.url(), this.#origins)) this.#note(request, 'link')
      return route.abort('aborted')
    }
    await this.#mirror.take()
    const isForm = request.method() === 'POST'
    this.#go({ message: await this.#message(request), via: isForm ? 'form' : 'script' })
    // What is sent outside is never answered, and a page that waits for it would not answer either.
    if (isForm && this.forms?.expected && isInside(request.url(), this.#origins)) await this.forms.hold(route)
    else await route.abort('aborted')
  }

  /** Where a page sends its opener the response for the client may go, as it may by the window itself. */
  async #divert(route: Route, request: Request): Promise<void> {
    await this.#mirror.take()
    this.#go({ message: await this.#message(request), via: request.method() === 'POST' ? 'form' : 'script' })
    await route.abort('aborted')
  }

  async #playHost(route: Route): Promise<void> {
    const body = this.#host
    this.#host = undefined
    await route.fulfill({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: body! })
  }

  #note(request: Request, by: Foreign['by']): void {
    const { referer } = request.headers()
    const closed = referer === undefined ? {} : { referer: closedUrl(this.#vault, referer) }
    const isSame = this.#origins.some((origin) => isSameSite(origin, request.url()))
    const note: Foreign = { by, url: closedUrl(this.#vault, request.url()), ...closed, ...(isSame && { same_site: true }) }
    const isKnown = this.foreign.some((one) => one.url === note.url && one.by === by && one.referer === note.referer)
    if (!isKnown && this.foreign.length < mostRequests) this.foreign.push(note)
  }

  /** A window that a link to this closed URL opened has an opener. */
  hasOpener(url: string): void {
    for (const one of this.foreign) if (one.by === 'link' && one.url === url) one.opener = true
  }

  /** A request as the recorder takes it: closed. */
  async #message(request: Request): Promise<Message> {
    const type = request.headers()['content-type'] ?? ''
    const headers: Headers = Object.entries(request.headers())
    return {
      method: request.method(),
      url: closedUrl(this.#vault, this.#withFragment(request)),
      headers: closedHeaders(this.#vault, headers),
      query: [],
      body: closedText(this.#vault, request.postData() ?? '', type),
    }
  }

  #withFragment(request: Request): string {
    const url = request.url()
    return request.isNavigationRequest() && this.#wanted?.split('#')[0] === url ? this.#wanted : url
  }

  #isOfWindow(request: Request): boolean {
    const frame = frameOf(request)
    return frame !== undefined && frame === this.#window
  }

  #isOfOpener(request: Request): boolean {
    return this.#opener !== undefined && frameOf(request) === this.#opener
  }

  /** What a request of the page brings, redirects followed; undefined where it may not go or nothing came. */
  async #fetch(first: Message): Promise<Response | undefined> {
    const { recorder, cookies } = this.#watching
    let message: Message | undefined = first
    for (let hop = 0; message && hop < mostRedirects; hop++) {
      if (!isInside(message.url, this.#origins)) return this.#miss(message.url)
      let open: Response | undefined
      const heard = (response: Response) => {
        open = response
      }
      const exchange: Exchange = await recorder.send(asBrowser(message, cookies.header(message.url)), { channel: 'front', heard })
      if (open) this.#mirror.heard(open)
      cookies.store(exchange.request.url, exchange)
      if (locations(exchange).length === 0) return open
      message = redirected(message, exchange)
    }
    return undefined
  }

  #miss(url: string): undefined {
    const origin = originOf(url)
    if (origin !== undefined) this.missed.add(origin)
    return undefined
  }
}

/** Whether a whole window would go there. */
const goesElsewhere = (request: Request): boolean => request.isNavigationRequest() && frameOf(request)?.parentFrame() == null

/** A window that opens has no frame yet. */
function frameOf(request: Request): Frame | undefined {
  try {
    return request.frame()
  } catch {
    return undefined
  }
}
