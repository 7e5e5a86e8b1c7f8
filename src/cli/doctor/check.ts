/** How a check came out. `info`: worth knowing, nothing to mend. `not_tried`: what it stands on is missing. */
export type State = 'ok' | 'info' | 'warning' | 'problem' | 'not_tried'

/** One line of what doctor tells. Its texts may be a server's: whoever prints them makes them printable. */
export interface Check {
  state: State
  /** What was looked at, in a word or two. */
  name: string
  /** What was found: about whom, and what is wrong. */
  found: string
  /** Why it matters. */
  why?: string
  /** What to do, a sentence each. */
  fix?: readonly string[]
  /** Lines that stand as they are, to be looked at or copied. */
  lines?: readonly string[]
}

/** What is wrong, why that matters, and what to do. */
export interface Trouble {
  found: string
  why: string
  fix: readonly string[]
}

/** Nothing to mend. */
export const ok = (name: string, found: string): Check => ({ state: 'ok', name, found })

/** A run would go, but what it says might be wrong. */
export const warning = (name: string, trouble: Trouble): Check => ({ state: 'warning', name, ...trouble })

/** Before this is mended, a run would judge nothing, or something else. */
export const problem = (name: string, trouble: Trouble): Check => ({ state: 'problem', name, ...trouble })

/** Trying it would only fail again for the same reason. */
export const notTried = (name: string, missing: string): Check => ({ state: 'not_tried', name, found: `not tried: ${missing}` })

/** A check of one place among several, whose texts name it. */
export interface OfPlace {
  place: string
  check: Check
}

/** What differs in nothing but its place is one trouble of all of these places, with what to do about the first. */
export function together(all: readonly OfPlace[]): Check[] {
  const alike = Map.groupBy(all, ({ place, check }) => JSON.stringify(check).replaceAll(place, ''))
  return [...alike.values()].map(([first, ...others]) => {
    const { place, check } = first!
    return { ...check, found: check.found.replace(place, () => [place, ...others.map((other) => other.place)].join(' and ')) }
  })
}
