const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Time that has gone, in whole seconds: `12 s`, `3 min 20 s`, `1 h 2 min`. */
export function gone(ms: number): string {
  if (ms < minute) return `${Math.floor(ms / second)} s`
  if (ms < hour) return inTwo(ms, minute, 'min', second, 's')
  return inTwo(ms, hour, 'h', minute, 'min')
}

/** Time that is left, no more exactly than it can be known: `4 s`, `35 s`, `3 min`, `1 h 10 min`. Rather too long than too short. */
export function roughly(ms: number): string {
  const step = ms <= 10 * second ? second : ms <= minute ? 5 * second : ms <= hour ? minute : 10 * minute
  return gone(Math.max(second, Math.ceil(ms / step) * step)).replace(/ 0 \w+$/, '')
}

const inTwo = (ms: number, large: number, ofLarge: string, small: number, ofSmall: string): string =>
  `${Math.floor(ms / large)} ${ofLarge} ${Math.floor((ms % large) / small)} ${ofSmall}`
