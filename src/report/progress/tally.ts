import type { Progress } from '../../scenario/result.ts'
import { type Counts, noCounts } from '../run.ts'
import { suiteOfId } from '../shown.ts'

/** What is known of some scenarios while they run. */
export interface Area {
  name: string
  total: number
  done: number
  counts: Counts
  /** Scenarios whose turn it is, by id, and until when each of them waits, if it does. */
  running: Map<string, number | undefined>
}

const area = (name: string): Area => ({ name, total: 0, done: 0, counts: noCounts(), running: new Map() })

/** Whether all scenarios of an area have their results. */
export const isFinished = ({ done, total }: Area): boolean => done >= total

/** Whether a scenario of an area has begun. */
export const hasBegun = ({ done, running }: Area): boolean => done > 0 || running.size > 0

/** Several areas as one. */
export function together(name: string, areas: readonly Area[]): Area {
  const sum = area(name)
  for (const { total, done, counts, running } of areas) {
    sum.total += total
    sum.done += done
    for (const [outcome, count] of Object.entries(counts)) sum.counts[outcome as keyof Counts] += count
    for (const [id, until] of running) sum.running.set(id, until)
  }
  return sum
}

/** Keeps count of a run by what the engine tells. */
export class Tally {
  readonly #areas = new Map<string, Area>()
  /** Whether honest flows work; undefined until the first has been tried. */
  flow: boolean | undefined

  constructor(ids: readonly string[]) {
    for (const id of ids) this.#of(id).total++
  }

  get areas(): readonly Area[] {
    return [...this.#areas.values()]
  }

  get whole(): Area {
    return together('', this.areas)
  }

  /** When the first of those that run goes on, if all of them only wait. */
  get idleUntil(): number | undefined {
    const waits = [...this.whole.running.values()]
    return waits.length > 0 && waits.every((until) => until !== undefined) ? Math.min(...waits) : undefined
  }

  note(news: Progress, now: number): void {
    if (news.is === 'flow') this.flow = news.ok
    else if (news.is === 'started') this.#of(news.id).running.set(news.id, undefined)
    else if (news.is === 'waits') this.#of(news.id).running.set(news.id, now + news.seconds * 1000)
    else this.#finished(news.result)
  }

  #finished({ id, outcome }: Extract<Progress, { is: 'finished' }>['result']): void {
    const of = this.#of(id)
    of.running.delete(id)
    of.counts[outcome]++
    of.done++
    of.total = Math.max(of.total, of.done)
  }

  #of(id: string): Area {
    const name = suiteOfId(id)
    const known = this.#areas.get(name) ?? area(name)
    this.#areas.set(name, known)
    return known
  }
}
