import type { Progress } from '../../scenario/result.ts'
import type { Paper } from '../terminal/paper.ts'
import { block } from './block.ts'
import { Canvas } from './canvas.ts'
import { Pace } from './pace.ts'
import { Tally } from './tally.ts'
import { told } from './told.ts'

/** The time, and a way to do something later; what was put off before is not done then. */
export interface Clock {
  now(): number
  later(ms: number, deed: () => void): void
}

export interface LiveOptions {
  on: Paper
  /** The ids of the scenarios that are about to run. */
  scenarios: readonly string[]
  /** How many requests were sent so far. */
  requests(): number
  /** Of the terminal; `rows` where they are known. */
  size(): { columns: number; rows: number | undefined }
  write(text: string): void
  clock: Clock
}

const shortestMs = 100
const longestMs = 1000

/** A block of lines at the end of a terminal that is written anew as a run goes on, ten times a second at most and once a second at least; what has to stay goes above it. */
export class Live {
  readonly #options: LiveOptions
  readonly #canvas = new Canvas()
  readonly #tally: Tally
  readonly #startedAt: number
  #pace: Pace | undefined
  /** What has to stay and is not written yet. */
  #said = ''
  /** Whether somebody else's text stopped in the middle of a line. */
  #lineIsOpen = false
  #drawnAt = Number.NEGATIVE_INFINITY
  #ended = false

  constructor(options: LiveOptions) {
    this.#options = options
    this.#tally = new Tally(options.scenarios)
    this.#startedAt = options.clock.now()
    this.#draw()
  }

  show(news: Progress): void {
    const now = this.#options.clock.now()
    this.#tally.note(news, now)
    if (news.is === 'flow') this.#pace = new Pace(now)
    this.#pace?.heard(now, { result: news.is === 'finished', idleUntil: this.#tally.idleUntil })
    this.#said += told(this.#options.on, news)
    this.refresh()
  }

  /** Draws the block anew as soon as it may be. */
  refresh(): void {
    const { clock } = this.#options
    const rest = this.#drawnAt + shortestMs - clock.now()
    if (rest > 0) clock.later(rest, () => this.#draw())
    else this.#draw()
  }

  /** Lets somebody else write a text: it goes above the block, which comes back a moment later. */
  aside<T>(text: string, write: () => T): T {
    const goesOn = this.#lineIsOpen && this.#said === ''
    if (!goesOn) this.#options.write(this.#cleared())
    const written = write()
    this.#lineIsOpen = text !== '' && !text.endsWith('\n')
    this.#options.clock.later(shortestMs, () => this.#draw())
    return written
  }

  /** Takes the block away for good. */
  end(): void {
    if (!this.#ended) this.#options.write(this.#cleared())
    this.#ended = true
  }

  #draw(): void {
    if (this.#ended) return
    const { on, size, write, clock, requests } = this.#options
    const [now, fits] = [clock.now(), size()]
    const known = { tally: this.#tally, pace: this.#pace, requests: requests(), startedAt: this.#startedAt }
    const above = this.#said === '' && !this.#lineIsOpen ? '' : this.#cleared()
    write(above + this.#canvas.draw(block(known, { on, now, ...fits }), fits.columns))
    this.#drawnAt = now
    clock.later(longestMs, () => this.#draw())
  }

  /** What takes the block away and writes what has to stay. */
  #cleared(): string {
    const text = `${this.#canvas.erase(this.#options.size().columns)}${this.#lineIsOpen ? '\r\n' : ''}${this.#said}`
    this.#lineIsOpen = false
    this.#said = ''
    return text
  }
}
