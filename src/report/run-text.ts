import type { ScenarioResult } from '../scenario/result.ts'
import { closedStrings } from './closing.ts'
import { jsonText } from './json.ts'
import { type Run, summarise } from './run.ts'

interface Kept {
  result: ScenarioResult
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
    this.#leaveAlone(result)
    this.#keep(result.id, closedStrings(result, this.#reclose, this.#known))
  }

  summary(): Run['summary'] {
    return summarise([...this.#kept.values()].map(({ result }) => result))
  }

  results(): ScenarioResult[] {
    return this.#sorted().map(({ result }) => result)
  }

  /** The whole run as it is known now, in pieces to be written one after the other. Results that `of` holds are not asked for. */
  pieces(of: Omit<Run, 'results'> & { results?: unknown }): Buffer[] {
    const { results: _, ...head } = of
    const opening = jsonText(closedStrings(head, this.#reclose, this.#known)).replace(/\n\}\n$/, '')
    const results = this.#sorted().flatMap(({ bytes }, i) => [i === 0 ? lineEnd : nextItem, bytes])
    return [Buffer.from(`${opening},\n  "results": [`), ...results, results.length === 0 ? ends : endsAfterItems]
  }

  /** The whole run, closed once more with all that is known by now. */
  closed(head: Omit<Run, 'results'>): Run {
    this.#known.clear()
    for (const { result } of this.#kept.values()) this.#leaveAlone(result)
    for (const [id, { result }] of this.#kept) {
      const now = closedStrings(result, this.#reclose, this.#known)
      if (now !== result) this.#keep(id, now)
    }
    return { ...closedStrings(head, this.#reclose, this.#known), results: this.results() }
  }

  /** What a scenario's file says means nothing else, even when a token was invented that has the same words. */
  #leaveAlone({ id, title, why, fix, requirements, rows }: ScenarioResult): void {
    const said = [
      id,
      title,
      why,
      fix,
      ...requirements.flatMap((requirement) => Object.values(requirement)),
      ...rows.map(({ name }) => name),
    ]
    for (const text of said) this.#known.set(text, text)
  }

  #keep(id: string, result: ScenarioResult): void {
    const text = jsonText(result).trimEnd().replaceAll('\n', '\n    ')
    this.#kept.set(id, { result, bytes: Buffer.from(`    ${text}`) })
  }

  #sorted(): Kept[] {
    return [...this.#kept].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kept]) => kept)
  }
}

const lineEnd = Buffer.from('\n')
const nextItem = Buffer.from(',\n')
const ends = Buffer.from(']\n}\n')
const endsAfterItems = Buffer.from('\n  ]\n}\n')
