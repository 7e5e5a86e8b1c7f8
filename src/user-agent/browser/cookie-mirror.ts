import type { BrowserContext } from 'playwright-core'
import type { PageCookies } from '../../http/cookies.ts'
import type { Exchange } from '../../http/exchange.ts'
import { headerValues } from '../../http/exchange.ts'
import { asSet } from '../../http/set-cookie.ts'
import type { Vault } from '../../http/vault.ts'

/** Keeps the cookies that scripts see in step with the flow's own, which alone are sent. */
export class CookieMirror {
  readonly #context: BrowserContext
  readonly #cookies: PageCookies
  readonly #vault: Vault
  /** What a server set, or we did: any other cookie is a script's. */
  readonly #known = new Set<string>()

  constructor(context: BrowserContext, cookies: PageCookies, vault: Vault) {
    this.#context = context
    this.#cookies = cookies
    this.#vault = vault
  }

  /** Shows the flow's cookies to scripts. One that the browser refuses is left out. */
  async show(): Promise<void> {
    const shown = await this.#context.cookies()
    for (const { value, name, ...place } of this.#cookies.readable()) {
      const open = { name: this.#vault.open(name), value: this.#vault.open(value) }
      if (shown.some((one) => one.name === open.name && one.value === open.value)) continue
      this.#known.add(keyOf(open))
      await this.#context.addCookies([{ ...open, ...place }]).catch(() => {})
    }
  }

  /** Notes what a response sets, before its page sees it. */
  heard(response: NonNullable<Exchange['response']>): void {
    for (const field of headerValues(response, 'set-cookie')) {
      const [, name = '', value = ''] = /^\s*([^=;]*?)\s*=\s*([^;]*?)\s*(?:;|$)/.exec(field) ?? []
      this.#known.add(keyOf({ name, value }))
    }
  }

  /** Takes over what scripts have set. */
  async take(): Promise<void> {
    for (const cookie of await this.#context.cookies()) {
      if (cookie.httpOnly || this.#known.has(keyOf(cookie))) continue
      this.#known.add(keyOf(cookie))
      const { url, response } = asSet({ ...cookie, sameSite: undefined }, this.#vault)
      this.#cookies.store(url, { response })
    }
  }
}

const keyOf = ({ name, value }: { name: string; value: string }): string => `${name}=${value}`
