/** The server's time. It runs like the machine's until a test moves it. Milliseconds since the epoch. */
export interface Clock {
  now(): number
  advance(seconds: number): void
  set(ms: number): void
}

/** A clock that begins at `start`, by default now. */
export function runningClock(start = Date.now()): Clock {
  let offset = start - Date.now()
  return {
    now: () => Date.now() + offset,
    advance: (seconds) => {
      offset += seconds * 1000
    },
    set: (ms) => {
      offset = ms - Date.now()
    },
  }
}
