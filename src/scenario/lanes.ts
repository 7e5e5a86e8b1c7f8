import type { Browser } from '../user-agent/agent.ts'
import type { Site } from './site.ts'

/** One flow at a time: a browser for each user, signed in once and used again. */
export class Lane {
  readonly #site: Site
  readonly #browsers = new Map<string, Browser>()
  /** Those who left this lane for a while and want it back. */
  readonly returning: (() => void)[] = []

  constructor(site: Site) {
    this.#site = site
  }

  browser(user: string): Browser {
    const known = this.#browsers.get(user) ?? this.#site.openBrowser(user)
    this.#browsers.set(user, known)
    return known
  }
}

/** A fixed number of lanes. Whoever finds none free waits; whoever only waits for time to pass lends the lane to others. */
export class Lanes {
  readonly #free: Lane[]
  readonly #waiting: ((lane: Lane) => void)[] = []

  constructor(site: Site, count: number) {
    this.#free = Array.from({ length: Math.max(1, count) }, () => new Lane(site))
  }

  async use<T>(work: (lane: Lane) => Promise<T>): Promise<T> {
    const lane = this.#free.shift() ?? (await new Promise<Lane>((resolve) => this.#waiting.push(resolve)))
    try {
      return await work(lane)
    } finally {
      this.#release(lane)
    }
  }

  /** Lends a lane to others while `pause` lasts, and takes the same one back. */
  async lend<T>(lane: Lane, pause: () => Promise<T>): Promise<T> {
    this.#release(lane)
    try {
      return await pause()
    } finally {
      const at = this.#free.indexOf(lane)
      if (at >= 0) this.#free.splice(at, 1)
      else await new Promise<void>((resolve) => lane.returning.push(resolve))
    }
  }

  #release(lane: Lane): void {
    const back = lane.returning.shift()
    const next = back ? undefined : this.#waiting.shift()
    if (back) back()
    else if (next) next(lane)
    else this.#free.push(lane)
  }
}

/** Many may share a room, one may be alone in it. Nobody overtakes: who wants to be alone waits only for those inside. */
export class Room {
  #inside = 0
  #alone = false
  readonly #queue: { alone: boolean; enter(): void }[] = []

  async enter<T>(alone: boolean, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((enter) => {
      this.#queue.push({ alone, enter })
      this.#admit()
    })
    try {
      return await work()
    } finally {
      this.#inside--
      this.#alone = false
      this.#admit()
    }
  }

  #admit(): void {
    for (let next = this.#queue[0]; next && !this.#alone && (!next.alone || this.#inside === 0); next = this.#queue[0]) {
      this.#queue.shift()
      this.#inside++
      this.#alone = next.alone
      next.enter()
    }
  }
}
