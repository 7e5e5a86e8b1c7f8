/** How much a result counts once the next has come: about the last thirty decide. */
const damping = 0.97
const leastFinished = 5
const leastMs = 2000

/** Tells how long a run will still take. What is left costs what each of the last results cost, the time since the last one included, so that a run that hangs never promises an end;
 *  and it is at least as long as somebody waits. Until a few results have come nothing is said. */
export class Pace {
  readonly #startedAt: number
  #last: number
  #time = 0
  #weight = 0
  #finished = 0

  constructor(now: number) {
    this.#startedAt = now
    this.#last = now
  }

  finished(now: number): void {
    this.#time = this.#time * damping + now - this.#last
    this.#weight = this.#weight * damping + 1
    this.#last = now
    this.#finished++
  }

  /** Milliseconds until `scenarios` more have ended, of which some wait until a time that is known. */
  left(scenarios: number, now: number, waits: Iterable<number | undefined>): number | undefined {
    if (this.#finished < leastFinished || now - this.#startedAt < leastMs) return undefined
    const each = (this.#time + now - this.#last) / this.#weight
    return Math.max(scenarios * each, ...[...waits].map((until = now) => until - now))
  }
}
