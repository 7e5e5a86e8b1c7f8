import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Judged } from '../proof/expectations.ts'
import type { Outcome, Profile } from '../scenario/contract.ts'

/** What a run in the laboratory says of a server, small enough to be committed. */
export interface Summary {
  title: string
  version: string
  about: string
  /** The set-up of `expected.json` that was judged. */
  setUp: string
  /** The day of the run. */
  date: string
  profile: Profile
  scenarios: number
  requests: number
  /** From the first request to the last verdict, without starting the server. */
  seconds: number
  withheld: number
  /** Rows by area, a folder of `suites/`, and outcome. Rows that are withheld are counted nowhere else. */
  areas: Record<string, Partial<Record<Outcome, number>>>
  /** The rows that `expected.json` explains, by outcome, as they came out in this run. */
  explained: Partial<Record<Outcome, string[]>>
}

/** The folder of all servers. */
export const serversFolder = new URL('../../fixtures/servers/', import.meta.url)

/** Counts rows by area, but those that are withheld. */
export function countAreas(results: Judged['results'], withheld: ReadonlySet<string>): Summary['areas'] {
  const areas: Summary['areas'] = {}
  for (const { id, rows } of results) {
    const area = id.split('/')[0]!
    const counts = areas[area] ?? {}
    areas[area] = counts
    for (const { name, outcome } of rows) if (!withheld.has(`${id} › ${name}`)) counts[outcome] = (counts[outcome] ?? 0) + 1
  }
  return areas
}

/** The servers that the laboratory knows: folders with a `start.ts`. */
export const serverNames = (folder = serversFolder): string[] =>
  readdirSync(folder).filter((name) => existsSync(new URL(`${name}/start.ts`, folder)))

/** The summaries that there are, by server. */
export function readSummaries(folder = serversFolder): Record<string, Summary> {
  const found = serverNames(folder).filter((name) => existsSync(fileOf(name, folder)))
  return Object.fromEntries(found.map((name) => [name, JSON.parse(readFileSync(fileOf(name, folder), 'utf8')) as Summary]))
}

/** Writes a server's summary beside its `expected.json`. */
export const writeSummary = (name: string, summary: Summary, folder = serversFolder): void =>
  writeFileSync(fileOf(name, folder), `${JSON.stringify(summary, null, 2)}\n`)

const fileOf = (name: string, folder: URL): URL => new URL(`${name}/summary.json`, folder)
