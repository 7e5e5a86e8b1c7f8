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
  /** How many forms begin with four characters of these bits: most positions of a text need no look-up at all. */
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
    this.#beginnings[beginningOf(text)]! += 1
  }

  remove(value: string): void {
    for (const text of formsOf(value)) {
      const key = text.slice(0, shortest)
      const forms = this.#forms.get(key)
      const kept = forms?.filter((form) => form.text !== text)
      if (!forms || !kept || kept.length === forms.length) continue
      if (kept.length === 0) this.#forms.delete(key)
      else this.#forms.set(key, kept)
      this.#beginnings[beginningOf(text)]! -= 1
    }
  }

  /** The longest form at each place where one begins. With `cut`, the text may end amid a form. */
  find(text: string, cut: boolean): Span[] {
    const found: Span[] = []
    let beginning = 0
    for (let i = 0; i < text.length; i += 1) {
      beginning = shifted(beginning, text.charCodeAt(i))
      const at = i - 3
      if (at < 0 || at + shortest > text.length || this.#beginnings[beginning] === 0) continue
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

/** Twenty bits of the last four characters: a fifth shifts the first out. */
const shifted = (before: number, character: number): number => ((before << 5) ^ character) & 0xfffff

function beginningOf(text: string): number {
  let bits = 0
  for (let i = 0; i < 4; i += 1) bits = shifted(bits, text.charCodeAt(i))
  return bits
}
