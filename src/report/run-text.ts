import type { ScenarioResult } from '../scenario/result.ts'
import { closedStrings } from './closing.ts'
import { type Run, summarise } from './schema.ts'

/** The text of a growing run: each result is put into words once, so that writing the whole again and again stays cheap. */
export class RunText {
  readonly #reclose: (text: string) => string
  readonly #kept = new Map<string, { outline: Pick<ScenarioResult, 'outcome' | 'rows'>; text: string }>()

  constructor(reclose: (text: string) => string) {
    this.#reclose = reclose
  }

  /** A result with an id that is there already takes its place. */
  add(result: ScenarioResult): void {
    this.#kept.set(result.id, { outline: result, text: closedJson(result, this.#reclose) })
  }

  summary(): Run['summary'] {
    return summarise([...this.#kept.values()].map(({ outline }) => outline))
  }

  results(): ScenarioResult[] {
    return this.#sorted().map((text) => JSON.parse(text) as ScenarioResult)
  }

  /** The whole run as it is known now. */
  of(head: Omit<Run, 'results'>): string {
    const opening = closedJson(head, this.#reclose).replace(/\n\}$/, '')
    const results = this.#sorted().map((text) => indented(text))
    return `${opening},\n  "results": [${results.length === 0 ? '' : `\n${results.join(',\n')}\n  `}]\n}\n`
  }

  /** The whole run, closed once more with all that is known by now. */
  closed(head: Omit<Run, 'results'>): string {
    return `${closedJson({ ...head, results: this.results() }, this.#reclose)}\n`
  }

  #sorted(): string[] {
    return [...this.#kept].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { text }]) => text)
  }
}

const indented = (text: string): string => `    ${text.replaceAll('\n', '\n    ')}`

const closedJson = (value: unknown, reclose: (text: string) => string): string => JSON.stringify(closedStrings(value, reclose), null, 2)
