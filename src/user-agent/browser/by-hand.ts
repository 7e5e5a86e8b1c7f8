import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, BrowserContext, CDPSession, Cookie, Page } from 'playwright-core'
import { formPairs } from '../../http/message.ts'
import type { BrowserCookie } from '../../http/set-cookie.ts'
import { deliveredBy } from '../delivered.ts'
import { originOf } from '../origin.ts'
import { userAgentName } from '../requests.ts'

/** What a person is shown, and what counts as the end of it. */
export interface ByHand {
  /** An honest authorization request. */
  url: string
  redirectUri: string
  registered: readonly string[]
  origins: readonly string[]
  /** Sent to the origins alone. */
  headers: readonly [string, string][]
  /** Certificates are not looked at. */
  insecure: boolean
  /** Settles when the person says that it is done. */
  said: Promise<unknown>
  timeoutMs: number
}

/** How a window was left. `answered`: a response for the client came; `error` is the one in it, if any. */
export type Left = { by: 'answered'; error?: string } | { by: 'closed' } | { by: 'said' } | { by: 'late' } | { by: 'no page'; why: string }

/** Shows a person the sign-in of a server, in a window that talks to the network by itself, and takes the cookies for the server's own hosts from it. A
 *  response for the client is seen and not delivered. */
export async function signInByHand(browser: Browser, asked: ByHand): Promise<{ left: Left; cookies: BrowserCookie[] }> {
  const context = await browser.newContext({
    userAgent: userAgentName,
    locale: 'en',
    viewport: null,
    acceptDownloads: false,
    ignoreHTTPSErrors: asked.insecure,
  })
  const left = Promise.withResolvers<Left>()
  const jar = new Jar(context)
  const cancel = new AbortController()
  try {
    const page = await context.newPage()
    await watch(page, asked, left.resolve)
    context.on('page', (opened) => void watch(opened, asked, left.resolve).catch(() => {}))
    page.once('close', () => left.resolve({ by: 'closed' }))
    browser.once('disconnected', () => left.resolve({ by: 'closed' }))
    void page.goto(asked.url, { waitUntil: 'commit', timeout: 0 }).catch((error) => unreached(error, left.resolve))
    const late = delay(asked.timeoutMs, { by: 'late' } as const, { signal: cancel.signal }).catch(() => ({ by: 'late' }) as const)
    const how = await Promise.race([left.promise, asked.said.then(() => ({ by: 'said' }) as const), late])
    return { left: how, cookies: (await jar.last()).filter(({ domain }) => isOf(domain, asked.origins)) }
  } finally {
    cancel.abort()
    jar.close()
    await context.close().catch(() => {})
  }
}

/** Tells of a response for the client wherever a page of the window goes, and keeps it from going there. */
async function watch(page: Page, asked: ByHand, leave: (left: Left) => void): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const caught = (url: string, body?: string): boolean => {
    const left = responseIn(asked, url, body)
    if (left) leave(left)
    return left !== undefined
  }
  // No request follows where it goes to an app; of any other the request tells more.
  devtools.on('Page.frameRequestedNavigation', ({ url }) => void (/^https?:/i.test(url) || caught(url)))
  devtools.on('Fetch.requestPaused', ({ requestId, request, responseStatusCode, responseHeaders = [] }) => {
    const to = responseHeaders.find(({ name }) => name.toLowerCase() === 'location')?.value
    const url = responseStatusCode === undefined ? request.url : to && URL.parse(to, request.url)?.href
    const isCaught = url !== undefined && caught(url, responseStatusCode === undefined ? request.postData : undefined)
    void goOn(devtools, requestId, isCaught ? 'end' : responseStatusCode === undefined ? withHeaders(request, asked) : {}).catch(() => {})
  })
  const patterns = (['Request', 'Response'] as const).map((requestStage) => ({ resourceType: 'Document' as const, requestStage }))
  await devtools.send('Page.enable')
  await devtools.send('Fetch.enable', { patterns })
}

type Fields = { headers?: { name: string; value: string }[] }

const goOn = (devtools: CDPSession, requestId: string, how: 'end' | Fields): Promise<unknown> =>
  how === 'end'
    ? devtools.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
    : devtools.send('Fetch.continueRequest', { requestId, ...how })

function withHeaders(request: { url: string; headers: Record<string, string> }, { headers, origins }: ByHand): Fields {
  if (headers.length === 0 || !origins.includes(originOf(request.url) ?? '')) return {}
  return { headers: [...Object.entries(request.headers), ...headers].map(([name, value]) => ({ name, value })) }
}

/** The response for the client that a URL, or a form posted there, holds (RFC 6749 4.1.2, 4.1.2.1). */
function responseIn({ redirectUri, registered, origins }: ByHand, url: string, body: string | undefined): Left | undefined {
  const going = { via: 'location' as const, url, ...(body !== undefined && { body: formPairs(body) }) }
  const delivery = deliveredBy(going, { redirectUri, registered, origins })
  if (delivery?.at !== 'redirect_uri') return undefined
  const error = delivery.params.find(([name]) => name === 'error')?.[1]
  return { by: 'answered', ...(error !== undefined && { error }) }
}

/** The cookies of a window, also of one that is gone. */
class Jar {
  readonly #context: BrowserContext
  readonly #looking: NodeJS.Timeout
  #cookies: Cookie[] = []

  constructor(context: BrowserContext) {
    this.#context = context
    this.#looking = setInterval(() => void this.last(), 500)
  }

  async last(): Promise<BrowserCookie[]> {
    this.#cookies = await this.#context.cookies().catch(() => this.#cookies)
    return this.#cookies
  }

  close(): void {
    clearInterval(this.#looking)
  }
}

/** What Playwright throws quotes the URL: only the browser's own word for it is told. Who goes on before the first page is there aborts that. */
function unreached(error: unknown, leave: (left: Left) => void): void {
  const why = /net::(ERR_\w+)/.exec(String(error))?.[1]
  if (why !== undefined && why !== 'ERR_ABORTED') leave({ by: 'no page', why })
}

/** Whether a cookie of that domain may go to one of the origins (RFC 6265 5.1.3). */
const isOf = (domain: string, origins: readonly string[]): boolean =>
  origins.some((origin) => {
    const { hostname } = new URL(origin)
    return domain.startsWith('.') ? `.${hostname}`.endsWith(domain) : hostname === domain
  })
