import type { Mark } from './exchange.ts'
import { formsOf } from './forms.ts'

/** Values shorter than this are closed in their field only: a password `test` must not shred the evidence. */
export const shortest = 8

/** A stretch of a text that belongs to a mark. */
export interface Span {
  start: number
  end: number
  mark: Mark
}

interface Form {
  text: string
  mark: Mark
}

/** Finds secrets in text: every form of every value, by its first eight characters, in one pass whatever their number. */
export class FormIndex {
  readonly #forms = new Map<string, Form[]>()
  /** How many forms begin with characters of this hash: most positions of a text need no look-up at all. */
  readonly #beginnings = new Uint16Array(1 << 20)

  add(value: string, mark: Mark): void {
    for (const text of formsOf(value)) if (text.length >= shortest) this.addForm(text, mark)
  }

  addForm(text: string, mark: Mark): void {
    const key = text.slice(0, shortest)
    const forms = this.#forms.get(key) ?? []
    if (forms.some((form) => form.text === text)) return
    forms.push({ text, mark })
    this.#forms.set(
      key,
      forms.sort((a, b) => b.text.length - a.text.length),
    )
    this.#beginnings[hash(text, 0)]! += 1
  }

  remove(value: string): void {
    for (const text of formsOf(value)) {
      const key = text.slice(0, shortest)
      const forms = this.#forms.get(key)
      const kept = forms?.filter((form) => form.text !== text)
      if (!forms || !kept || kept.length === forms.length) continue
      if (kept.length === 0) this.#forms.delete(key)
      else this.#forms.set(key, kept)
      this.#beginnings[hash(text, 0)]! -= 1
    }
  }

  /** The longest form at each place where one begins. With `cut`, the text may end amid a form. */
  find(text: string, cut: boolean): Span[] {
    const found: Span[] = []
    for (let at = 0; at + shortest <= text.length; at += 1) {
      if (this.#beginnings[hash(text, at)] === 0) continue
      const form = this.#forms
        .get(text.slice(at, at + shortest))
        ?.find((f) => text.startsWith(f.text, at) || (cut && f.text.startsWith(text.slice(at))))
      if (!form) continue
      const end = Math.min(at + form.text.length, text.length)
      found.push({ start: at, end, mark: form.mark })
    }
    return found
  }
}

/** Of the first eight characters, twenty bits. */
function hash(text: string, at: number): number {
  let mixed = 0
  for (let i = at; i < at + shortest; i += 1) mixed = Math.imul(mixed, 0x01000193) ^ text.charCodeAt(i)
  return ((mixed ^ (mixed >>> 15)) >>> 0) & 0xfffff
}
