import type { Page } from 'playwright-core'
import type { Vault } from '../../http/vault.ts'
import type { OpenerView, Told } from '../landing.ts'
import { closedText } from './closing.ts'
import type { Opener } from './opener.ts'

/** Messages of one page that are kept, and how many are listened to for secrets. */
const mostMessages = 20
const mostHeard = 500
/** Letters of one message that are kept. Of a longer one it is the secrets in it. */
const mostLetters = 20_000

const mark = /‹[a-z_]+:\d+›/
const marks = new RegExp(mark, 'g')

/** What the page that opened a window hears of each page in it. Kept in clear until the window closes: a secret may be known only when it comes by
 *  another way too. */
export class HeardByOpener {
  readonly #opener: Opener
  readonly #vault: Vault
  readonly #open = new Map<Told, string>()
  readonly #views: OpenerView[] = []
  #view: OpenerView | undefined

  constructor(opener: Opener, vault: Vault) {
    this.#opener = opener
    this.#vault = vault
    opener.listening = { hear: (from, text) => this.#hear(from, text), miss: (origin) => this.#miss(origin) }
  }

  begin(): OpenerView {
    this.#view = { reached: true, told: [], withheld: [] }
    this.#views.push(this.#view)
    return this.#view
  }

  /** The page has come to rest. Resolves with the page that opened the window where it has something to show. */
  async end(): Promise<Page | undefined> {
    const view = this.#view
    await this.#opener.settle()
    if (!view) return undefined
    view.reached = await this.#opener.reaches().catch(() => true)
    if (view.told.length === 0) return undefined
    await this.#opener.write(view.told.slice(0, mostMessages).map((one) => this.#inWords(one))).catch(() => {})
    return this.#opener.page
  }

  /** Nothing more comes: what came is closed by all that is known now. */
  async close(): Promise<void> {
    await this.#opener.settle()
    for (const [told, text] of this.#open) told.text = this.#kept(text)
    for (const view of this.#views) view.told = view.told.filter(({ text }, i) => i < mostMessages || mark.test(text))
    this.#open.clear()
  }

  #hear(from: string, text: string): void {
    if (!this.#view) return
    if (this.#view.told.length >= mostHeard || text.length > mostLetters * mostHeard) {
      this.#view.more = true
      return
    }
    const told = { from: this.#vault.close(from), text: '' }
    this.#open.set(told, text)
    this.#view.told.push(told)
  }

  /** A message as it is kept, closed. */
  #kept(text: string): string {
    const closed = this.#closed(text)
    return text.length > mostLetters ? [`more than ${mostLetters} letters`, ...new Set(closed.match(marks))].join(', ') : closed
  }

  #miss(origin: string): void {
    const { withheld } = this.#view ?? {}
    const closed = this.#vault.close(origin)
    if (withheld && withheld.length < mostMessages && !withheld.includes(closed)) withheld.push(closed)
  }

  #closed(text: string): string {
    return closedText(this.#vault, text, 'application/json')
  }

  /** Names marks alone: what nobody knows yet for a secret stays out of the picture. */
  #inWords(told: Told): string {
    const held = [...new Set(this.#closed(this.#open.get(told) ?? '').match(marks))]
    return `A message came from ${told.from}. ${held.length > 0 ? `It holds ${held.join(', ')}.` : 'It holds no known secret.'}`
  }
}
