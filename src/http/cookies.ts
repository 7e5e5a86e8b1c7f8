import { randomUUID } from 'node:crypto'
import { Cookie, CookieJar, MemoryCookieStore } from 'tough-cookie'
import { type Exchange, headerValues } from './exchange.ts'
import { markPattern, plainMarks } from './marks.ts'

/** A cookie as a browser is told of it; a domain without a dot in front is that host alone. Marks stand for secrets. */
export interface ReadableCookie {
  name: string
  value: string
  domain: string
  path: string
  secure: boolean
  /** It goes along wherever its page stands. */
  sameSite?: 'None'
}

/** A browser's cookies as one of its pages has them. */
export type PageCookies = Pick<Cookies, 'store' | 'header' | 'readable'>

/** A user agent's cookies (RFC 6265). Their values are marks, as evidence holds them. `Secure` cookies also go over http to loopback, as browsers do. */
export class Cookies {
  readonly #kept = new MemoryCookieStore()
  readonly #jar: CookieJar
  /** Stands for `‹` and `›` within the jar, which compares paths of URLs and cookies as ASCII. No target can guess it. */
  readonly #stand: string
  readonly #hidden: RegExp
  /** By URL without query, until a cookie is set. */
  readonly #found = new Map<string, { cookies: readonly Cookie[]; at: number }>()

  constructor(like?: Cookies) {
    if (like) like.#jar.cloneSync(this.#kept)
    this.#jar = new CookieJar(this.#kept, { rejectPublicSuffixes: true, allowSpecialUseDomain: true, allowSecureOnLocal: true })
    this.#stand = like ? like.#stand : `mark${randomUUID().replaceAll('-', '')}`
    this.#hidden = new RegExp(`${this.#stand}-([a-z_]+)-(\\d+)-`, 'g')
  }

  /** The same cookies once more: what becomes of the one jar is nothing to the other. */
  copy(): Cookies {
    return new Cookies(this)
  }

  /** Takes what a response to `url` set. A cookie that the rules refuse, or that is no cookie, is left out. */
  store(url: string, exchange: Pick<Exchange, 'response'>, allowed?: Allowed): void {
    for (const field of headerValues(exchange.response, 'set-cookie')) {
      try {
        const cookie = Cookie.parse(this.#hide(field))
        if (!cookie || (allowed && !allowed(cookie))) continue
        this.#found.clear()
        this.#evict(this.#jar.setCookieSync(withLastDay(cookie), this.#hide(url), { ignoreError: true }))
      } catch {}
    }
  }

  /** The `Cookie` field for a request to `url`, or undefined when there is none to send. */
  header(url: string, allowed: Allowed = () => true): string | undefined {
    try {
      const cookies = this.#cookiesFor(url).filter(allowed)
      const field = cookies.map((cookie) => cookie.cookieString()).join('; ')
      return field === '' ? undefined : field.replace(this.#hidden, '‹$1:$2›')
    } catch {
      return undefined
    }
  }

  /** The same cookies as a page has them that stands in a frame of another site. */
  framed(): PageCookies {
    return {
      store: (url, exchange) => this.store(url, exchange, isForAllSites),
      header: (url) => this.header(url, isForAllSites),
      readable: () => this.readable().filter(({ sameSite }) => sameSite === 'None'),
    }
  }

  /** Those that scripts of a page may read, to be set in a browser that shows it. */
  readable(): ReadableCookie[] {
    const shown = (text: string) => text.replace(this.#hidden, '‹$1:$2›')
    return this.#jar
      .serializeSync()!
      .cookies.map((cookie) => Cookie.fromJSON(cookie)!)
      .filter((cookie) => cookie.httpOnly !== true && !isOver(cookie))
      .map(({ key, value, domain, path, hostOnly, secure, sameSite }) => ({
        name: shown(key ?? ''),
        value: shown(value ?? ''),
        domain: `${hostOnly ? '' : '.'}${domain}`,
        path: shown(typeof path === 'string' ? path : '/'),
        secure: secure === true,
        ...(sameSite === 'none' && secure === true && { sameSite: 'None' }),
      }))
  }

  /** A cookie that a server takes back is gone at once (RFC 6265 5.3): the jar itself would keep it until its own path is asked for. */
  #evict(cookie: Cookie | undefined): void {
    if (cookie && isOver(cookie)) this.#kept.removeCookie(cookie.domain ?? '', cookie.path ?? '/', cookie.key)
  }

  /** Neither query nor fragment decides which cookies go along, and cookies expire by the second. */
  #cookiesFor(url: string): readonly Cookie[] {
    const place = url.split(/[?#]/, 1)[0]!
    const known = this.#found.get(place)
    if (known && Date.now() - known.at < 1000) return known.cookies
    const cookies = this.#jar.getCookiesSync(this.#hide(place))
    this.#found.set(place, { cookies, at: Date.now() })
    return cookies
  }

  #hide(text: string): string {
    return plainMarks(text).replace(markPattern, (mark) => `${this.#stand}-${mark.slice(1, -1).replace(':', '-')}-`)
  }
}

type Allowed = (cookie: Cookie) => boolean

/** Max-Age counts from when a cookie was set, and goes before Expires (RFC 6265 5.3); the jar counts from when it was last sent. */
function withLastDay(cookie: Cookie): Cookie {
  const { maxAge } = cookie
  if (typeof maxAge !== 'number') return cookie
  cookie.maxAge = null
  cookie.expires = new Date(maxAge <= 0 ? 0 : Math.min(Date.now() + maxAge * 1000, 8.64e15))
  return cookie
}

const isOver = (cookie: Cookie): boolean => (cookie.expiryTime() ?? Number.POSITIVE_INFINITY) <= Date.now()

/** A cookie without `Secure` may not say that it is for all sites (RFC 6265bis 5.7). */
const isForAllSites = ({ sameSite, secure }: Pick<Cookie, 'sameSite' | 'secure'>): boolean => sameSite === 'none' && secure

/** For how long Chromium lets a cookie that says nothing of other sites go with a form that one of them posts. */
const freshMs = 120_000

/** The cookies that go with a navigation which another site's page makes (RFC 6265bis 5.2, 5.8.3): one that says nothing counts as Lax, which only a GET
 *  carries; Chromium makes an exception of a POST while it is fresh (`excusesFresh`). */
export const fromAnotherSite =
  (method: string, excusesFresh = false) =>
  ({ sameSite, creation }: Pick<Cookie, 'sameSite' | 'creation'>): boolean =>
    sameSite === 'none' ||
    (method === 'GET' && sameSite !== 'strict') ||
    (excusesFresh && sameSite === undefined && creation instanceof Date && Date.now() - creation.getTime() < freshMs)
