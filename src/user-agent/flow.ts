import { fromAnotherSite, type PageCookies } from '../http/cookies.ts'
import type { Exchange, Message } from '../http/exchange.ts'
import { formPairs } from '../http/message.ts'
import { Answers } from './answers.ts'
import { type Course, isUnchanged } from './course.ts'
import { delivered, deliveredBy } from './delivered.ts'
import { locations, pageOf } from './going.ts'
import type { Landing } from './landing.ts'
import { type Ended, leftToAPerson, nowhere, ofSigningIn } from './left.ts'
import { explain } from './met.ts'
import { isInside, withoutQuery } from './origin.ts'
import type { Page } from './page.ts'
import { byRecipe } from './recipe.ts'
import { asAnotherSite, asBrowser, fetchedCrossSite, forFrame, redirected, submitted } from './requests.ts'
import { isFramed, type Screen, type Shown } from './screen.ts'
import { saysSignedOut } from './sign-out.ts'
import { type Understanding, understand } from './understand.ts'
import { deedsOf } from './understanding.ts'
import { unreadPage } from './unread.ts'

/** Requests of one flow, redirects included, before it counts as endless. */
const mostHops = 20

/** A page as it was understood. `unfit`: a recipe that was meant for it does not fit. */
type Read = Understanding & { unfit?: true }

type Step = { next: Message } | Ended

/** One request of a browser, for authorization or to sign out, or its Back button, followed by hand to where it ends. */
export class Flow {
  readonly #course: Course
  readonly #hops: Exchange[] = []
  readonly #answered: Answers
  #cookies: PageCookies
  #seen = new Set<string>()
  #interfered = false
  #screen: Screen | undefined
  /** The page as it came, for its scripts; and whether the screen shows it. */
  #open: NonNullable<Exchange['response']> | undefined
  #shows = false
  #views = 0
  /** Whether a page of the server has sent the window on. */
  #goesByItself = false

  constructor(course: Course) {
    this.#course = course
    this.#answered = new Answers(course)
    this.#cookies = course.cookies
    this.#screen = course.tab
  }

  run(first: Message): Promise<Landing> {
    return this.#ended(async () => ({ next: this.#course.staging === 'popup' ? asAnotherSite(first) : first }))
  }

  /** What the Back button makes of a page that the tab has shown. */
  back(to: Exchange, cleared: boolean): Promise<Landing> {
    return this.#ended(async () => this.#onScreen(await this.#screen!.back(to.n, cleared), to))
  }

  async #ended(begin: () => Promise<Step>): Promise<Landing> {
    const before = this.#screen?.views.length ?? 0
    const step = await this.#follow(begin).finally(() => (this.#course.tab ? undefined : this.#screen?.close()))
    const views = this.#screen?.views.slice(before) ?? []
    return {
      ...step.landing,
      hops: this.#hops,
      ...(this.#answered.given.length > 0 && { answered: this.#answered.given }),
      ...(views.length > 0 && { views: [...views] }),
    }
  }

  async #follow(begin: () => Promise<Step>): Promise<Ended> {
    let step = await begin()
    while ('next' in step)
      step = this.#hops.length < mostHops ? await this.#hop(step.next) : nowhere(`after ${mostHops} requests it was still being sent on`)
    return step
  }

  async #hop(plain: Message): Promise<Step> {
    const { recorder } = this.#course
    const cookies = this.#cookies
    const message = asBrowser(this.#fetched(plain), cookies.header(plain.url, this.#allowed(plain)))
    const key = JSON.stringify([
      message.method,
      message.url,
      message.query,
      message.body,
      message.headers.filter(([name]) => name === 'Cookie'),
    ])
    if (this.#seen.has(key))
      return nowhere(`it was sent in a circle: ${message.method} ${withoutQuery(message.url)} came twice with the same cookies`)
    this.#seen.add(key)
    this.#shows = false
    const heard = (response: NonNullable<Exchange['response']>) => {
      this.#open = response
    }
    const exchange = await recorder.send(message, { channel: 'front', ...(this.#course.screens && { heard }) })
    this.#hops.push(exchange)
    cookies.store(exchange.request.url, exchange)
    return this.#after(plain, exchange)
  }

  /** What a browser says of where a request comes from, where another site has part in it. */
  #fetched(plain: Message): Message {
    const { staging } = this.#course
    const message = isFramed(staging) ? forFrame(plain) : plain
    const beside = staging !== undefined && staging !== 'window' && !this.#goesByItself
    return this.#forged() || beside ? fetchedCrossSite(message) : message
  }

  #allowed({ method }: Message): ReturnType<typeof fromAnotherSite> | undefined {
    return this.#forged() ? fromAnotherSite(method, this.#course.staging !== undefined) : undefined
  }

  #after(sent: Message, exchange: Exchange): Step | Promise<Step> {
    const { response, failure, detail } = exchange
    if (response === undefined) return nowhere(`no answer from ${withoutQuery(exchange.request.url)}: ${detail ?? failure ?? 'unknown'}`)
    const delivery = delivered(exchange, this.#course)
    if (delivery) return this.#deliver(delivery, exchange)
    if (locations(exchange).length > 0) return this.#redirect(sent, exchange)
    const silent = response.status < 400 && response.body.trim() === ''
    if (silent) return nowhere(`status ${response.status} and nothing to show came from ${withoutQuery(exchange.request.url)}`)
    const page = response.status === 429 || response.status === 503 ? undefined : pageOf(exchange)
    if (page) return this.#belongsOnScreen(page, exchange) ? this.#show(exchange) : this.#answer(page, exchange)
    return { landing: { at: 'error_page', params: [] } }
  }

  /** A page that goes on by itself is a page too, with whatever runs in it. */
  async #deliver(landing: Omit<Landing, 'hops'>, exchange: Exchange): Promise<Step> {
    if (this.#course.staging && landing.via !== 'location') await this.#show(exchange)
    else if (exchange.request.method === 'POST') await this.#screen?.redirect(this.#open!)
    return { landing }
  }

  /** What another site's page made the browser send is left alone; where the direct agent would be at a loss, scripts may know. */
  #belongsOnScreen(page: Page, exchange: Exchange): boolean {
    const { screens, staging } = this.#course
    if (screens === undefined || this.#forged()) return false
    if (staging) return true
    if (screens.when === 'on a stage') return false
    return screens.when === 'always' || this.#atLoss(this.#understood(page, exchange, exchange.response!.body), exchange)
  }

  #atLoss({ kind, unfit }: Read, { response }: Exchange): boolean {
    return kind === 'needs_script' || (response!.status < 400 && (kind === 'unknown' || unfit === true))
  }

  async #show(exchange: Exchange): Promise<Step> {
    const { screens, recorder, staging } = this.#course
    this.#screen ??= screens!.open({ recorder, cookies: this.#cookies, staging })
    return this.#onScreen(await this.#screen.show(exchange, this.#open!), exchange)
  }

  #onScreen(shown: Shown, exchange: Exchange): Step | Promise<Step> {
    this.#shows = 'page' in shown
    if ('why' in shown) return nowhere(shown.why)
    if ('page' in shown)
      return this.#views++ < mostHops
        ? this.#answer(shown.page, exchange, shown.html)
        : nowhere(`after ${mostHops} changes the page still asked to go on`)
    const { message, via } = shown.going
    this.#goesByItself = true
    if (message.method === 'POST') this.#seen = new Set()
    const body = typeof message.body === 'string' && message.method === 'POST' ? { body: formPairs(message.body) } : {}
    const delivery = deliveredBy({ via, url: message.url, ...body }, this.#course)
    return delivery ? { landing: delivery } : { next: message }
  }

  #redirect(sent: Message, exchange: Exchange): Step {
    const next = redirected(sent, exchange)
    if (next && isInside(next.url, this.#course.asking.origins)) return { next }
    return nowhere(`status ${exchange.response?.status} came with a Location that is no URL`)
  }

  #answer(page: Page, exchange: Exchange, html = exchange.response!.body): Step | Promise<Step> {
    const read = this.#understood(page, exchange, html)
    return this.#shows && this.#mayChange(read, page, exchange) ? this.#linger(read, page, exchange) : this.#act(read, page, exchange)
  }

  /** Whether scripts may still make something of a page that says nothing of use. */
  #mayChange(read: Read, page: Page, exchange: Exchange): boolean {
    const { kind, part } = read
    const told = kind === 'error' && exchange.response!.status < 400 && !saysSignedOut(page, this.#course.asking)
    const again = (kind === 'sign_in' || kind === 'consent') && part === undefined && this.#answered.count(kind) > 0
    return (told || again || this.#atLoss(read, exchange)) && pageOf(exchange)!.scripts > 0
  }

  /** A page that scripts are still making may soon be one that is understood. */
  async #linger(read: Read, page: Page, exchange: Exchange): Promise<Step> {
    const later = await this.#screen!.linger()
    if (later) return this.#onScreen(later, exchange)
    const missed = this.#screen!.missed.slice(0, 3).join(', ')
    const why = missed === '' ? read.why : `${read.why}, and scripts or data of ${missed} were not loaded, which \`origins\` does not name`
    return this.#act({ ...read, why }, page, exchange)
  }

  #understood(page: Page, { response }: Exchange, html: string): Read {
    const { interaction, name: user } = this.#course
    const asking = { ...this.#course.asking, status: response!.status }
    const recipe = this.#answers() ? byRecipe(interaction, { page, html, user, asking }) : undefined
    if (recipe?.why) return { kind: 'unknown', why: recipe.why, unfit: true }
    if (recipe?.submit) return { kind: recipe.as ?? 'continue', submit: recipe.submit, why: 'is answered by an interaction step' }
    return understand(page, asking)
  }

  #act(understood: Read, page: Page, exchange: Exchange): Step | Promise<Step> {
    const { kind, submit, why, unfit } = understood
    if (unfit) return this.#unread(page, understood, nowhere(explain(page, why)))
    if (this.#isForAPerson(kind)) return { landing: leftToAPerson(this.#course.name, this.#course.byHand!) }
    if (kind === 'error') return { landing: { at: 'error_page', params: [] } }
    if (kind === 'unknown' && exchange.response!.status >= 400) return { landing: { at: 'error_page', params: [] } }
    if (kind === 'sign_in' || kind === 'consent') return this.#decide({ ...understood, kind }, page, exchange)
    if ((kind !== 'continue' && kind !== 'sign_out') || submit === undefined)
      return this.#unread(page, understood, nowhere(explain(page, why, kind)))
    if (!this.#answers() && this.#course.asking.signingOut) {
      if (!understood.byItself) return { landing: { at: 'sign_out', params: [], why } }
    } else if (!this.#answers() && submit.method === 'POST') return nowhere(explain(page, why))
    const refusal = this.#answered.refusal(understood, page)
    return refusal === undefined ? this.#send(understood, exchange) : nowhere(refusal)
  }

  /** Tells of the page, with a picture where a screen shows it. One that posts its response to a window that opened it asks nobody anything. */
  async #unread(page: Page, { kind, why }: Understanding, step: Step): Promise<Step> {
    const { unread, name: user } = this.#course
    if (!unread || !this.#answers() || this.#course.staging === 'popup') return step
    const picture = this.#shows ? await this.#screen!.picture() : undefined
    unread({ ...unreadPage(page, { user, why, kind }), ...(picture && { picture }) })
    return step
  }

  #isForAPerson(kind: Understanding['kind']): boolean {
    const switched = this.#cookies !== this.#course.cookies
    return this.#course.byHand !== undefined && this.#answers() && !switched && ofSigningIn.has(kind)
  }

  /** Answers sign-in or consent, where anybody answers; a page that comes back too often ends the flow. */
  #decide(understood: Understanding & { kind: 'sign_in' | 'consent' }, page: Page, exchange: Exchange): Step | Promise<Step> {
    const { kind, submit, why } = understood
    const switched = this.#cookies !== this.#course.cookies
    const left = (reason: string): Step => ({ landing: { at: kind, params: [], why: reason } })
    if (!this.#answers() || this.#course.asking.signingOut) return left('the page was left unanswered')
    if (submit === undefined) return this.#unread(page, understood, left(explain(page, why)))
    if (switched && kind === 'sign_in') return left('the server asks the other browser to sign in')
    const refusal = this.#answered.refusal(understood, page)
    return refusal === undefined ? this.#send(understood, exchange) : left(refusal)
  }

  async #send({ submit, kind }: Understanding, from: Exchange): Promise<Step> {
    if (submit!.method === 'POST') this.#seen = new Set()
    const { page, change = (message: Message) => message, cookies, foreign, meanwhile } = this.#course.interfering ?? {}
    const deeds = this.#shows ? deedsOf(submit!) : undefined
    const interferes = page === kind
    if (interferes && !this.#interfered) await meanwhile?.()
    this.#interfered ||= interferes
    if (deeds && (!interferes || isUnchanged(this.#course.interfering)))
      return this.#onScreen(await this.#screen!.answer(deeds, this.#course.asking.purpose), from)
    if (!interferes) return { next: submitted(submit!, from) }
    this.#cookies = cookies ?? this.#cookies
    if (foreign && deeds && this.#course.staging)
      return this.#onScreen(await this.#screen!.post(submitted(submit!, from, change), foreign), from)
    return { next: submitted(submit!, from, foreign ? (message) => asAnotherSite(change(message), foreign) : change) }
  }

  /** Whether a page of another site has sent an answer: nobody knows of it, so that nobody answers what comes. */
  #forged(): boolean {
    return this.#interfered && this.#course.interfering?.foreign !== undefined
  }

  #answers(): boolean {
    return this.#course.answers && !this.#forged()
  }
}
