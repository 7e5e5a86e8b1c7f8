import { randomUUID } from 'node:crypto'
import { CookieJar } from 'tough-cookie'
import { type Exchange, headerValues } from './exchange.ts'
import { markPattern, plainMarks } from './marks.ts'

/** A user agent's cookies (RFC 6265). Their values are marks, as evidence holds them. `Secure` cookies also go over http to loopback, as browsers do. */
export class Cookies {
  readonly #jar = new CookieJar(undefined, { rejectPublicSuffixes: true, allowSpecialUseDomain: true, allowSecureOnLocal: true })
  /** Stands for `‹` and `›` within the jar, which compares paths of URLs and cookies as ASCII. No target can guess it. */
  readonly #stand = `mark${randomUUID().replaceAll('-', '')}`

  /** Takes what a response to `url` set. A cookie that the rules refuse, or that is no cookie, is left out. */
  store(url: string, exchange: Pick<Exchange, 'response'>): void {
    for (const field of headerValues(exchange.response, 'set-cookie')) {
      try {
        this.#jar.setCookieSync(this.#hide(field), this.#hide(url), { ignoreError: true })
      } catch {}
    }
  }

  /** The `Cookie` field for a request to `url`, or undefined when there is none to send. */
  header(url: string): string | undefined {
    try {
      const field = this.#jar.getCookieStringSync(this.#hide(url))
      return field === '' ? undefined : field.replace(new RegExp(`${this.#stand}-([a-z_]+)-(\\d+)-`, 'g'), '‹$1:$2›')
    } catch {
      return undefined
    }
  }

  #hide(text: string): string {
    return plainMarks(text).replace(markPattern, (mark) => `${this.#stand}-${mark.slice(1, -1).replace(':', '-')}-`)
  }
}
