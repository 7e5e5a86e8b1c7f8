import { nearest } from '../config/nearest.ts'

/** Known names that somebody most likely meant: those that contain what was written, or all words of it, then the nearest by spelling. */
export function near(written: string, known: readonly string[], most = 3): string[] {
  const wanted = written.toLowerCase()
  const words = wanted.split(/[^a-z0-9]+/).filter((word) => word.length > 2)
  const containing = wanted.length < 3 ? [] : known.filter((name) => name.toLowerCase().includes(wanted))
  const alike = words.length === 0 ? [] : known.filter((name) => words.every((word) => name.toLowerCase().includes(word)))
  const spelt = nearest(written, [...known, ...known.map(lastPart)])
  const spelled = spelt === undefined ? [] : known.filter((name) => name === spelt || lastPart(name) === spelt)
  return [...new Set([...containing, ...spelled, ...alike])].slice(0, most)
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('/') + 1)
