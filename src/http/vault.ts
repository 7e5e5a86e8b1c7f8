import type { JWK } from 'jose'
import { type Closing, closeText } from './closing.ts'
import type { Mark, MarkFacts } from './exchange.ts'
import { checkSignature, factsOf, type Signed } from './facts.ts'
import { FormIndex, type Span, shortest } from './form-index.ts'
import type { Reading } from './learn.ts'
import { escapedBracket, markOf, openable, UnknownMark } from './marks.ts'
import { isProtocolWord } from './words.ts'

type Jwt = NonNullable<MarkFacts['jwt']>

/** What else is known when a secret is learnt. */
export interface Note {
  /** From which secret it was made, and how. */
  madeFrom?: { mark: Mark; by: string }
  /** Closed only where it was found: too plain to be closed wherever it occurs. */
  fieldOnly?: boolean
  /** Met on the wire, not configured: nobody can choose a longer one. */
  observed?: boolean
  /** As it stood in a URL, so that the URL can be sent again byte for byte. */
  inUrl?: string
}

/** The secrets of one run and the marks that stand for them. Whatever is recorded passes `close`, whatever is sent passes `open`. */
export class Vault {
  /** Sentences for the report: secrets that cannot be closed wherever they occur. */
  readonly warnings: string[] = []
  /** How texts are read for secrets of this run. */
  readonly reading: Reading = { isPublic: (value) => this.isPublic(value), quiet: new Set() }
  readonly #marks = new Map<string, Mark>()
  readonly #values = new Map<string, string>()
  readonly #facts = new Map<Mark, MarkFacts>()
  readonly #urlForms = new Map<Mark, string>()
  readonly #index = new FormIndex()
  readonly #fieldOnly = new Set<string>()
  readonly #public = new Set<string>()
  readonly #warned = new Set<string>()
  /** What a text of ours became, as long as no further secret is known. */
  readonly #reclosed = new Map<string, string>()
  readonly #signed = new Map<Mark, Signed>()
  #publicText = '\n'
  #jwks: readonly JWK[] | undefined

  /** The mark of a secret, made on first sight. From now on the value is closed wherever it occurs, if it has eight characters and is no common word. */
  learn(kind: string, value: string, note: Note = {}): Mark {
    const mark = this.#marks.get(value) ?? this.#make(kind, value)
    if (note.inUrl !== undefined) this.#urlForms.set(mark, note.inUrl)
    if (note.madeFrom) this.#facts.get(mark)!.madeFrom ??= note.madeFrom
    if (note.fieldOnly !== true && this.#fieldOnly.has(value)) this.#closeEverywhere(kind, value, mark, note)
    return mark
  }

  /** A secret computed from secrets: `make` gets a function that opens marks. Known by its value like any other. */
  derive(kind: string, by: string, from: Mark | undefined, make: (open: (text: string) => string) => string): Mark {
    const value = make((text) => this.open(text))
    return this.learn(kind, value, from === undefined ? {} : { madeFrom: { mark: from, by } })
  }

  /** Values that everybody may see: client identifiers, redirection URIs, scopes, endpoints, user names, states. They are never closed. */
  publish(...values: string[]): void {
    for (const value of values) {
      if (value === '' || this.#public.has(value)) continue
      this.#public.add(value)
      this.#publicText += `${value}\n`
      if (!this.#marks.has(value)) continue
      this.#index.remove(value)
      this.#fieldOnly.add(value)
      this.#reclosed.clear()
    }
  }

  /** Whether a value was published, by itself or within a longer one. */
  isPublic(value: string): boolean {
    return this.#publicText.includes(value)
  }

  /** The text as it is sent. In a URL a secret stands as it last stood in one, else percent-encoded; in JSON it is escaped.
   *  @throws {UnknownMark} for a mark that this run did not make. */
  open(text: string, where: 'url' | 'plain' | 'json' = 'plain'): string {
    return text.replace(openable, (found, at: number) => {
      const bracket = escapedBracket.exec(found)?.[1]
      if (bracket !== undefined) return bracket
      const encoded = found.startsWith('%')
      const mark = (encoded ? decodeURIComponent(found) : found) as Mark
      const value = this.#values.get(mark)
      if (value === undefined) throw new UnknownMark(mark)
      if (where === 'url' || encoded) return nested(this.#urlForms.get(mark) ?? encodeURIComponent(value.toWellFormed()), text.slice(0, at))
      return where === 'json' ? JSON.stringify(value).slice(1, -1) : value
    })
  }

  /** A text of the target as it is recorded: marks for secrets in any encoding, `‹·` for `‹`. */
  close(text: string, how: { spans?: readonly Span[]; cut?: boolean; url?: boolean } = {}): string {
    return closeText(text, this.#index, { ...how, found: this.#seen(how.url === true) })
  }

  /** Text of ours that holds marks and escapes already: they stay, only secrets in clear are closed. */
  reclose(text: string, spans: readonly Span[] = []): string {
    const known = spans.length === 0 ? this.#reclosed.get(text) : undefined
    if (known !== undefined) return known
    const closed = closeText(text, this.#index, { spans, keeps: (mark) => this.#values.has(mark) })
    if (spans.length === 0) this.#reclosed.set(text, closed).set(closed, closed)
    return closed
  }

  /** Keys under which recorded JWTs are checked: the server's JWKS (RFC 7517 5). */
  keys(jwks: { keys?: Record<string, unknown>[] }): void {
    const keys: unknown[] = Array.isArray(jwks.keys) ? jwks.keys : []
    this.#jwks = keys.filter((key): key is JWK => typeof key === 'object' && key !== null)
    this.#signed.clear()
  }

  /** From which secrets one was made. */
  originOf(mark: string): Mark | undefined {
    return this.#facts.get(mark as Mark)?.madeFrom?.mark
  }

  /** What was noted of each secret, or of those that are named, by mark, itself closed. */
  facts(marks: Iterable<string> = this.#facts.keys()): Record<string, MarkFacts> {
    const noted = [...marks].flatMap((mark) => {
      const facts = this.#facts.get(mark as Mark)
      return facts ? [[mark, facts.jwt ? { ...facts, jwt: this.#shown(mark as Mark, facts.jwt) } : facts] as const] : []
    })
    return Object.fromEntries(noted)
  }

  #make(kind: string, value: string): Mark {
    const name = kind.toLowerCase().replace(/[^a-z_]+/g, '_') || 'secret'
    const mark = markOf(name, this.#marks.size + 1)
    this.#marks.set(value, mark)
    this.#values.set(mark, value)
    this.#fieldOnly.add(value)
    const facts = factsOf(name, value)
    this.#facts.set(mark, facts)
    return mark
  }

  #closeEverywhere(kind: string, value: string, mark: Mark, { observed, madeFrom }: Note): void {
    if (value.length < shortest || isProtocolWord(value) || this.#public.has(value)) {
      if (!observed && !madeFrom) this.#warn(kind, value)
      return
    }
    this.#fieldOnly.delete(value)
    this.#index.add(value, mark)
    this.#reclosed.clear()
  }

  #warn(kind: string, value: string): void {
    if (this.#warned.has(kind) || value === '') return
    this.#warned.add(kind)
    const why = value.length < shortest ? `is shorter than ${shortest} characters` : 'is a common word or a public value too'
    this.warnings.push(
      `the configured ${kind} ${why}: it is hidden in its own field, but not wherever else the server repeats it; use a longer, random one`,
    )
  }

  /** A JWT with every text closed. Whose it is takes longer to tell than all the rest: that waits until somebody asks. */
  #shown(mark: Mark, { header, claims, kid }: Jwt): Jwt {
    const signed = () => this.#signedBy(mark)
    return {
      ...this.#closed({ header, claims }),
      get signature() {
        return signed().signature
      },
      get kid() {
        return signed().kid ?? kid
      },
    }
  }

  #signedBy(mark: Mark): Signed {
    const known = this.#signed.get(mark)
    if (known || !this.#jwks) return known ?? { signature: 'unchecked' }
    const signed = checkSignature(this.#facts.get(mark)!.kind, this.#values.get(mark)!, this.#jwks)
    this.#signed.set(mark, signed)
    return signed
  }

  /** Remembers how a secret stood in a URL, unless some other encoding lay over it. */
  #seen(url: boolean): NonNullable<Closing['found']> {
    return (mark, written, by) => {
      const value = this.#values.get(mark)
      const inUrl = by.length === 0 ? url && written === value : by.length === 1 && by[0] === 'percent' && percentDecoded(written) === value
      if (inUrl) this.#urlForms.set(mark, written)
    }
  }

  /** Claims with every text closed. What a hostile token nests deeper than anybody would is left out. */
  #closed<T>(value: T, depth = 0): T {
    if (typeof value === 'string') return this.close(value) as T
    if (typeof value !== 'object' || value === null) return value
    if (depth > 16) return '…' as T
    if (Array.isArray(value)) return value.map((item) => this.#closed(item, depth + 1)) as T
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [this.close(key), this.#closed(item, depth + 1)])) as T
  }
}

/** In a URL that is itself a parameter of a URL, what follows `%3D` is encoded once more. */
function nested(written: string, before: string): string {
  const depth = /%((?:25)*)3[dD]$/.exec(before)?.[1]
  return depth === undefined ? written : nested(encodeURIComponent(written), depth.length > 0 ? `%${depth.slice(2)}3D` : '')
}

function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
