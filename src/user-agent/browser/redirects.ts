import { setTimeout as delay } from 'node:timers/promises'
import type { CDPSession, Route } from 'playwright-core'
import type { Exchange } from '../../http/exchange.ts'
import type { Vault } from '../../http/vault.ts'
import type { Onward } from '../landing.ts'
import { closedText, closedUrl } from './closing.ts'
import { fulfilling } from './fulfilling.ts'

/** For a browser to begin the request to which a redirect leads. One that its page's policy forbids never begins. */
const patienceMs = 1000

/** What a browser does when a redirect answers its form. The form waits until the server's answer has come by the recorder; the request after the
 *  redirect is stopped before it leaves the browser. Playwright shows no request of a redirect, the protocol below it does. */
export class Redirects {
  /** Whether the form that goes is the user's. */
  expected = false
  readonly #vault: Vault
  #form: Route | undefined
  #onward: Onward | undefined

  private constructor(vault: Vault) {
    this.#vault = vault
  }

  /** Looks at every document that a window asks for. */
  static async watch(devtools: CDPSession, vault: Vault): Promise<Redirects> {
    const redirects = new Redirects(vault)
    devtools.on('Fetch.requestPaused', ({ requestId, request, redirectedRequestId }) => {
      if (redirectedRequestId !== undefined) redirects.#note(request)
      const stopped = { requestId, errorReason: 'Aborted' } as const
      const done = redirectedRequestId ? devtools.send('Fetch.failRequest', stopped) : devtools.send('Fetch.continueRequest', { requestId })
      done.catch(() => {})
    })
    await devtools.send('Fetch.enable', { patterns: [{ resourceType: 'Document', requestStage: 'Request' }] })
    return redirects
  }

  /** The user is about to send a form. One that a page sends by itself does not wait: nobody could look at the page meanwhile. */
  expect(): void {
    this.expected = true
  }

  /** Keeps a form waiting for its answer. */
  async hold(form: Route): Promise<void> {
    await this.drop()
    this.#form = form
  }

  /** The form that waits gets no answer here: another page comes instead. */
  async drop(): Promise<void> {
    const form = this.#form
    this.#form = undefined
    this.expected = false
    await form?.abort('aborted').catch(() => {})
  }

  /** Answers the form that waits by this redirect, and tells how the browser goes on; undefined where none waits, or where it stays. */
  async follow(redirect: NonNullable<Exchange['response']>): Promise<Onward | undefined> {
    const form = this.#form
    this.#form = undefined
    this.#onward = undefined
    if (!form) return undefined
    await form.fulfill(fulfilling(redirect)).catch(() => {})
    const until = performance.now() + patienceMs
    while (this.#onward === undefined && performance.now() < until) await delay(10)
    return this.#onward
  }

  #note({
    method,
    url,
    postData = '',
    headers,
  }: {
    method: string
    url: string
    postData?: string
    headers: Record<string, string>
  }): void {
    const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
    this.#onward = { method, url: closedUrl(this.#vault, url), body: closedText(this.#vault, postData, type) }
  }
}
