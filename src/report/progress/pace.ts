/** How much a result counts once the next has come: about the last thirty decide. */
const damping = 0.97
const leastFinished = 5
const leastMs = 2000

/** Tells how long a run will still take. What is left costs what each of the last results cost, the time since the last one included, so that a run that hangs never promises an end;
 *  time in which everybody only waits costs nothing, but is waited for. Until a few results have come nothing is said. */
export class Pace {
  readonly #startedAt: number
  #heardAt: number
  #idleUntil = 0
  /** Time since the last result, and what the results before it cost. */
  #since = 0
  #cost = 0
  #weight = 0
  #finished = 0

  constructor(now: number) {
    this.#startedAt = now
    this.#heardAt = now
  }

  /** Something happened: perhaps a result came, and perhaps everybody waits from now on, until a time that is known. */
  heard(now: number, { result, idleUntil = 0 }: { result: boolean; idleUntil?: number | undefined }): void {
    this.#since += this.#worked(now)
    this.#heardAt = now
    this.#idleUntil = idleUntil
    if (!result) return
    this.#cost = this.#cost * damping + this.#since
    this.#weight = this.#weight * damping + 1
    this.#since = 0
    this.#finished++
  }

  /** Milliseconds until `scenarios` more have ended, of which some wait until a time that is known. */
  left(scenarios: number, now: number, waits: Iterable<number | undefined>): number | undefined {
    if (this.#finished < leastFinished || now - this.#startedAt < leastMs) return undefined
    const each = (this.#cost + this.#since + this.#worked(now)) / this.#weight
    const idle = Math.max(0, this.#idleUntil - now)
    return Math.max(idle + scenarios * each, ...[...waits].map((until = now) => until - now))
  }

  #worked(now: number): number {
    return Math.max(0, now - Math.max(this.#heardAt, this.#idleUntil))
  }
}
