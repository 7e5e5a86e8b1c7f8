import { type Cookies, fromAnotherSite } from '../http/cookies.ts'
import type { Exchange, Message, Recorder } from '../http/exchange.ts'
import type { Target } from '../target/target.ts'
import { type Delivering, delivered } from './delivered.ts'
import { locations, pageOf } from './going.ts'
import type { Landing } from './landing.ts'
import { explain } from './met.ts'
import { isInside } from './origin.ts'
import type { Page } from './page.ts'
import { byRecipe } from './recipe.ts'
import { asAnotherSite, asBrowser, redirected, submitted } from './requests.ts'
import { type Understanding, understand } from './understand.ts'
import type { Asking } from './understanding.ts'

/** Requests of one flow, redirects included, before it counts as endless. */
const mostHops = 20
/** Consent may be asked for twice: for scopes, then for claims. */
const mostConsents = 2

/** What one flow is given. */
export interface Course extends Delivering {
  recorder: Recorder
  cookies: Cookies
  interaction: Target['interaction']
  /** The user's name in the configuration. */
  name: string
  asking: Asking
  /** Whether sign-in and consent pages are answered, or only looked at. */
  answers: boolean
  signIns: SignIns
  interfering?: Interfering | undefined
}

/** Sign-ins of one run that the server refused, and how many it may refuse before nobody tries any more: accounts get locked. */
export interface SignIns {
  refused: number
  most: number
}

/** What is sent from a page other than a browser would send it. */
export interface Interfering {
  page: 'sign_in' | 'consent'
  change?: ((message: Message) => Message) | undefined
  /** Another browser's cookies: it sends the answer and goes on from there. */
  cookies?: Cookies | undefined
  /** A page of another site sends it; whatever comes of it is left unanswered. */
  foreign?: boolean | undefined
  /** What happens in other tabs of the same browser before. */
  meanwhile?: (() => Promise<void>) | undefined
}

type Step = { next: Message } | { landing: Omit<Landing, 'hops' | 'answered'> }

const nowhere = (why: string): Step => ({ landing: { at: 'nowhere', params: [], why } })

/** One authorization request, followed by hand to where it ends. */
export class Flow {
  readonly #course: Course
  readonly #hops: Exchange[] = []
  readonly #answered: ('sign_in' | 'consent')[] = []
  #cookies: Cookies
  #seen = new Set<string>()
  #identified = false
  #interfered = false

  constructor(course: Course) {
    this.#course = course
    this.#cookies = course.cookies
  }

  async run(first: Message): Promise<Landing> {
    let step: Step = { next: first }
    while ('next' in step)
      step = this.#hops.length < mostHops ? await this.#hop(step.next) : nowhere(`after ${mostHops} requests it was still being sent on`)
    return { ...step.landing, hops: this.#hops, ...(this.#answered.length > 0 ? { answered: this.#answered } : {}) }
  }

  async #hop(plain: Message): Promise<Step> {
    const { recorder } = this.#course
    const cookies = this.#cookies
    const message = asBrowser(plain, cookies.header(plain.url, this.#forged() ? fromAnotherSite(plain.method) : undefined))
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
    const exchange = await recorder.send(message, { channel: 'front' })
    this.#hops.push(exchange)
    cookies.store(exchange.request.url, exchange)
    return this.#after(plain, exchange)
  }

  #after(sent: Message, exchange: Exchange): Step | Promise<Step> {
    const { response, failure, detail } = exchange
    if (response === undefined) return nowhere(`no answer from ${withoutQuery(exchange.request.url)}: ${detail ?? failure ?? 'unknown'}`)
    const delivery = delivered(exchange, this.#course)
    if (delivery) return { landing: delivery }
    if (locations(exchange).length > 0) return this.#redirect(sent, exchange)
    const silent = response.status < 400 && response.body.trim() === ''
    if (silent) return nowhere(`status ${response.status} and nothing to show came from ${withoutQuery(exchange.request.url)}`)
    const page = response.status === 429 || response.status === 503 ? undefined : pageOf(exchange)
    if (page) return this.#answer(page, exchange)
    return { landing: { at: 'error_page', params: [] } }
  }

  #redirect(sent: Message, exchange: Exchange): Step {
    const next = redirected(sent, exchange)
    if (next && isInside(next.url, this.#course.asking.origins)) return { next }
    return nowhere(`status ${exchange.response?.status} came with a Location that is no URL`)
  }

  #answer(page: Page, exchange: Exchange): Step | Promise<Step> {
    const { interaction, name: user } = this.#course
    const { status, body: html } = exchange.response!
    const asking = { ...this.#course.asking, status }
    const recipe = this.#answers() ? byRecipe(interaction, { page, html, user, asking }) : undefined
    if (recipe?.why) return nowhere(explain(page, recipe.why))
    if (recipe?.submit)
      return this.#act({ kind: recipe.as ?? 'continue', submit: recipe.submit, why: 'is answered by an interaction step' }, page, exchange)
    return this.#act(understand(page, asking), page, exchange)
  }

  #act(understood: Understanding, page: Page, exchange: Exchange): Step | Promise<Step> {
    const { kind, submit, why } = understood
    if (kind === 'error') return { landing: { at: 'error_page', params: [] } }
    if (kind === 'unknown' && exchange.response!.status >= 400) return { landing: { at: 'error_page', params: [] } }
    if (kind === 'sign_in' || kind === 'consent') return this.#decide({ ...understood, kind }, page, exchange)
    if (kind !== 'continue' || submit === undefined) return nowhere(explain(page, why, kind))
    if (!this.#answers() && submit.method === 'POST') return nowhere(explain(page, why))
    return this.#send(understood, exchange)
  }

  /** Answers sign-in once and consent twice at most; a page that comes back ends the flow. */
  #decide(understood: Understanding & { kind: 'sign_in' | 'consent' }, page: Page, exchange: Exchange): Step | Promise<Step> {
    const { kind, submit, why, part } = understood
    const switched = this.#cookies !== this.#course.cookies
    const left = (reason: string): Step => ({ landing: { at: kind, params: [], why: reason } })
    if (!this.#answers()) return left('the page was left unanswered')
    if (submit === undefined) return left(explain(page, why))
    if (switched && kind === 'sign_in') return left('the server asks the other browser to sign in')
    if (kind === 'consent') {
      if (this.#count('consent') >= mostConsents) return left(explain(page, 'asks for consent again after it was answered'))
    } else {
      const { signIns } = this.#course
      if (signIns.refused >= signIns.most)
        return left(
          `no further sign-in is tried after ${signIns.refused} refused ones (pace.failed_sign_ins), so that no account gets locked`,
        )
      if (part ? this.#identified : this.#count('sign_in') > 0) {
        signIns.refused++
        return left(
          explain(page, 'asks to sign in again after the credentials were sent: the server refused them, or the page was not understood'),
        )
      }
      this.#identified = true
    }
    if (!part) this.#answered.push(kind)
    return this.#send(understood, exchange)
  }

  #count(what: 'sign_in' | 'consent'): number {
    return this.#answered.filter((one) => one === what).length
  }

  async #send({ submit, kind }: Understanding, from: Exchange): Promise<Step> {
    if (submit!.method === 'POST') this.#seen = new Set()
    const { page, change = same, cookies, foreign, meanwhile } = this.#course.interfering ?? {}
    if (page !== kind) return { next: submitted(submit!, from) }
    if (!this.#interfered) await meanwhile?.()
    this.#interfered = true
    this.#cookies = cookies ?? this.#cookies
    return { next: submitted(submit!, from, foreign ? (message) => asAnotherSite(change(message)) : change) }
  }

  /** Whether a page of another site has sent an answer: nobody knows of it, so that nobody answers what comes. */
  #forged(): boolean {
    return this.#interfered && this.#course.interfering?.foreign === true
  }

  #answers(): boolean {
    return this.#course.answers && !this.#forged()
  }
}

const same = (message: Message): Message => message
const withoutQuery = (url: string): string => url.split(/[?#]/)[0]!
