import type { Mark } from './exchange.ts'
import { formsOf } from './forms.ts'

/** Values shorter than this are closed in their field only: a password `test` must not shred the evidence. */
export const shortest = 8

/** Longer values are known by their pieces of this length: nothing that a server means to be sent back is so long. */
const longest = 16 * 1024

/** A stretch of a text that belongs to a mark. */
export interface Span {
  start: number
  end: number
  mark: Mark
  /** Only the beginning is known to be a secret's. */
  suspected?: true
}

/** The only form that begins as it does. */
interface Single {
  form: string
  mark: Mark
}

/** Forms of one length that begin alike. */
interface Group {
  length: number
  forms: Map<string, Mark>
}

/** Finds secrets in text: every form of every value, by its first eight characters, in one pass whatever their number. */
export class FormIndex {
  /** By their first characters: one form, as most are alone, or groups, the longest first. */
  readonly #known = new Map<string, Single | Group[]>()
  /** How many forms begin with characters of this hash: most positions of a text need no look-up at all. */
  readonly #beginnings = new Uint16Array(1 << 20)
  /** One bit for each of these that is not zero: small enough to stay near the processor. */
  readonly #begins = new Uint32Array(1 << 15)
  /** Which ASCII characters stand among the first eight of any form: a stretch of text without others is no secret. */
  readonly #characters = new Uint8Array(128)

  add(value: string, mark: Mark): void {
    for (const form of formsInPieces(value)) this.#addForm(form, mark)
  }

  remove(value: string): void {
    for (const form of formsInPieces(value)) {
      const key = form.slice(0, shortest)
      const known = this.#known.get(key)
      const isGone = Array.isArray(known)
        ? known.find(({ length }) => length === form.length)?.forms.delete(form)
        : known?.form === form && this.#known.delete(key)
      if (isGone) this.#count(beginningOf(form), -1)
    }
  }

  /** The longest form at each place where one begins. With `cut`, the text may end amid a form. */
  find(text: string, cut: boolean): Span[] {
    const [characters, begins] = [this.#characters, this.#begins]
    const found: Span[] = []
    let effort = 20_000_000 + 64 * text.length
    let run = 0
    let rolling = 0
    for (let end = 0; end < text.length; end += 1) {
      const code = text.charCodeAt(end)
      if (code < characters.length && characters[code] === 0) {
        run = 0
        rolling = 0
        continue
      }
      run += 1
      rolling = (Math.imul(rolling, base) + code) | 0
      if (run < shortest) continue
      if (run > shortest) rolling = (rolling - Math.imul(text.charCodeAt(end - shortest), leaving)) | 0
      const beginning = bitsOf(rolling)
      if ((begins[beginning >>> 5]! & (1 << (beginning & 31))) === 0) continue
      const at = end + 1 - shortest
      const known = this.#known.get(text.slice(at, end + 1))
      if (!known) continue
      effort -= Array.isArray(known) ? effortOf(text, at, known) : known.form.length
      // A text made to look like secrets everywhere is closed on suspicion, or it would take forever.
      const span = effort < 0 ? suspicion(text, at, known) : longestAt(text, at, known, cut)
      if (!span) continue
      found.push(span)
      if (effort >= 0) continue
      end = span.end - 1
      run = 0
      rolling = 0
    }
    return found
  }

  #addForm(form: string, mark: Mark): void {
    const key = form.slice(0, shortest)
    const known = this.#known.get(key)
    if (!known) this.#known.set(key, { form, mark })
    else if (Array.isArray(known)) {
      if (!addTo(known, form, mark)) return
    } else {
      if (known.form === form) return
      const groups: Group[] = []
      addTo(groups, known.form, known.mark)
      addTo(groups, form, mark)
      this.#known.set(key, groups)
    }
    for (let i = 0; i < shortest; i += 1) this.#characters[form.charCodeAt(i)] = 1
    this.#count(beginningOf(form), 1)
  }

  #count(beginning: number, more: 1 | -1): void {
    this.#beginnings[beginning]! += more
    const bit = 1 << (beginning & 31)
    if (this.#beginnings[beginning] === 0) this.#begins[beginning >>> 5]! &= ~bit
    else this.#begins[beginning >>> 5]! |= bit
  }
}

function* formsInPieces(value: string): Generator<string> {
  for (let at = 0; at < value.length; at += longest) {
    for (const form of formsOf(value.slice(at, at + longest))) if (form.length >= shortest) yield form
  }
}

/** Whether the form is new among them. */
function addTo(groups: Group[], form: string, mark: Mark): boolean {
  let group = groups.find(({ length }) => length === form.length)
  if (!group) {
    group = { length: form.length, forms: new Map() }
    groups.push(group)
    groups.sort((a, b) => b.length - a.length)
  }
  if (group.forms.has(form)) return false
  group.forms.set(form, mark)
  return true
}

const effortOf = (text: string, at: number, groups: readonly Group[]): number =>
  groups.reduce((sum, { length }) => sum + Math.min(length, text.length - at), 0)

function longestAt(text: string, at: number, known: Single | readonly Group[], cut: boolean): Span | undefined {
  if ('form' in known) {
    const { form, mark } = known
    if (text.startsWith(form, at)) return { start: at, end: at + form.length, mark }
    return cut && text.length - at < form.length && form.startsWith(text.slice(at)) ? { start: at, end: text.length, mark } : undefined
  }
  for (const { length, forms } of known) {
    const part = text.slice(at, at + length)
    const mark = part.length === length ? forms.get(part) : cut ? [...forms].find(([form]) => form.startsWith(part))?.[1] : undefined
    if (mark !== undefined) return { start: at, end: at + part.length, mark }
  }
  return undefined
}

function suspicion(text: string, at: number, known: Single | readonly Group[]): Span | undefined {
  const spanOf = (length: number, mark: Mark): Span => ({
    start: at,
    end: Math.min(at + length, text.length),
    mark,
    suspected: true,
  })
  if ('form' in known) return spanOf(known.form.length, known.mark)
  const group = known.find(({ forms }) => forms.size > 0)
  const [mark] = group?.forms.values() ?? []
  return group && mark ? spanOf(group.length, mark) : undefined
}

/** Of the polynomial by which eight characters are hashed. */
const base = 0x01000193
/** What the character that leaves the window of eight was worth. */
const leaving = Array.from({ length: shortest }).reduce<number>((power) => Math.imul(power, base), 1)

/** Twenty bits of a hash. */
const bitsOf = (hash: number): number => ((hash ^ (hash >>> 15)) >>> 0) & 0xfffff

function beginningOf(form: string): number {
  let sum = 0
  for (let i = 0; i < shortest; i += 1) sum = (Math.imul(sum, base) + form.charCodeAt(i)) | 0
  return bitsOf(sum)
}
