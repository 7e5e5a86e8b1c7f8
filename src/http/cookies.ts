import { CookieJar } from 'tough-cookie'
import { type Exchange, headerValues } from './exchange.ts'

/** A user agent's cookies (RFC 6265). Their values are marks, as evidence holds them. `Secure` cookies also go over http to loopback, as browsers do. */
export class Cookies {
  readonly #jar = new CookieJar(undefined, { rejectPublicSuffixes: true, allowSpecialUseDomain: true, allowSecureOnLocal: true })

  /** Takes what a response to `url` set. A cookie that the rules refuse, or that is no cookie, is left out. */
  store(url: string, exchange: Pick<Exchange, 'response'>): void {
    for (const field of headerValues(exchange.response, 'set-cookie')) {
      try {
        this.#jar.setCookieSync(field, url, { ignoreError: true })
      } catch {}
    }
  }

  /** The `Cookie` field for a request to `url`, or undefined when there is none to send. */
  header(url: string): string | undefined {
    try {
      return this.#jar.getCookieStringSync(url) || undefined
    } catch {
      return undefined
    }
  }
}
