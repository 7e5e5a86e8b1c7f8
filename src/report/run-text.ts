import type { ScenarioResult } from '../scenario/result.ts'
import { closedStrings } from './closing.ts'
import { type Run, summarise } from './schema.ts'

interface Kept {
  outline: Pick<ScenarioResult, 'outcome' | 'rows'>
  bytes: Buffer
}

/** The text of a growing run: each result is put into words once, so that writing the whole again and again stays cheap. */
export class RunText {
  readonly #reclose: (text: string) => string
  readonly #kept = new Map<string, Kept>()
  /** A growing text trusts what it closed before; a closed one begins anew. */
  readonly #known = new Map<string, string>()

  constructor(reclose: (text: string) => string) {
    this.#reclose = reclose
  }

  /** A result with an id that is there already takes its place. */
  add(result: ScenarioResult): void {
    const text = this.#closed(result).replaceAll('\n', '\n    ')
    this.#kept.set(result.id, { outline: result, bytes: Buffer.from(`    ${text}`) })
  }

  summary(): Run['summary'] {
    return summarise([...this.#kept.values()].map(({ outline }) => outline))
  }

  results(): ScenarioResult[] {
    return this.#sorted().map((bytes) => JSON.parse(bytes.toString()) as ScenarioResult)
  }

  /** The whole run as it is known now, in pieces to be written one after the other. */
  pieces(head: Omit<Run, 'results'>): Buffer[] {
    const opening = `${this.#closed(head).replace(/\n\}$/, '')},\n  "results": [`
    const results = this.#sorted().flatMap((bytes, i) => [i === 0 ? lineEnd : nextItem, bytes])
    return [Buffer.from(opening), ...results, results.length === 0 ? ends : endsAfterItems]
  }

  /** The whole run, closed once more with all that is known by now. */
  closed(head: Omit<Run, 'results'>): Run {
    return closedStrings({ ...head, results: this.results() }, this.#reclose)
  }

  #closed(value: unknown): string {
    return JSON.stringify(closedStrings(value, this.#reclose, this.#known), null, 2)
  }

  #sorted(): Buffer[] {
    return [...this.#kept].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { bytes }]) => bytes)
  }
}

const lineEnd = Buffer.from('\n')
const nextItem = Buffer.from(',\n')
const ends = Buffer.from(']\n}\n')
const endsAfterItems = Buffer.from('\n  ]\n}\n')
