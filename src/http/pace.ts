/** Waits so that no more requests begin than the target's owner allows in a second. */
export class Pacer {
  readonly #intervalMs: number
  readonly #sleep: (ms: number) => Promise<void>
  #nextAt = 0

  constructor(requestsPerSecond: number | undefined, sleep: (ms: number) => Promise<void>) {
    this.#intervalMs = requestsPerSecond === undefined ? 0 : 1000 / requestsPerSecond
    this.#sleep = sleep
  }

  /** What to wait for before the next request; undefined when it may go at once. */
  turn(): Promise<void> | undefined {
    if (this.#intervalMs === 0) return undefined
    const now = performance.now()
    const at = Math.max(now, this.#nextAt)
    this.#nextAt = at + this.#intervalMs
    return at > now ? this.#sleep(at - now) : undefined
  }
}

/** What a server may ask for at most before the next try, in milliseconds. */
const longestWaitMs = 10_000
const waitsMs = [200, 600, 1_800]

/** How often a request is sent again after 429, 503 or a refused connection. */
export const maxRetries = waitsMs.length

/** How long to wait before try `retry` (from 0), in milliseconds: what `Retry-After` asks (RFC 9110 10.2.3), at most ten seconds. */
export function retryWait(retry: number, retryAfter: string | undefined, nowMs: number): number {
  if (retryAfter === undefined) return waitsMs[retry]!
  const asked = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - nowMs
  return Number.isNaN(asked) ? waitsMs[retry]! : Math.min(Math.max(asked, 0), longestWaitMs)
}
