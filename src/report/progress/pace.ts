/** How much a result counts once the next has come: about the last fifty decide. */
const damping = 0.98
/** A single result counts as this many of its kind at most. */
const mostOfOne = 10
const leastFinished = 5
const leastMs = 2000

/** Tells how long a run will still take: as long as its last results took, one by one, but none of them as more than ten, since what holds up one scenario seldom holds up the next.
 *  What has taken longer than that already is expected to take as long again, and time in which everybody only waits is no work, but is waited for. Until a few results have come
 *  nothing is said. */
export class Pace {
  readonly #startedAt: number
  #heardAt: number
  #idleUntil = 0
  /** Work since the last result, and what the results before it cost. */
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
    this.#since = this.#open(now)
    this.#heardAt = now
    this.#idleUntil = idleUntil
    if (!result) return
    this.#cost = this.#cost * damping + Math.min(this.#since, this.#most)
    this.#weight = this.#weight * damping + 1
    this.#since = 0
    this.#finished++
  }

  /** Milliseconds until `scenarios` more have ended, of which some wait until a time that is known. */
  left(scenarios: number, now: number, waits: Iterable<number | undefined>): number | undefined {
    if (this.#finished < leastFinished || now - this.#startedAt < leastMs) return undefined
    const open = this.#open(now)
    const most = this.#most
    const each = (this.#cost + Math.min(open, most)) / this.#weight
    const idle = Math.max(0, this.#idleUntil - now)
    return Math.max(idle + scenarios * each + Math.max(0, open - most), ...[...waits].map((until = now) => until - now))
  }

  get #most(): number {
    return this.#finished < leastFinished ? Number.POSITIVE_INFINITY : (mostOfOne * this.#cost) / this.#weight
  }

  #open(now: number): number {
    return this.#since + Math.max(0, now - Math.max(this.#heardAt, this.#idleUntil))
  }
}
