import { readFileSync } from 'node:fs'
import type { Outcome, Profile } from '../scenario/contract.ts'
import type { RowResult, ScenarioResult } from '../scenario/result.ts'

/** What a server is known for: rows that are neither pass nor info, and why that is right. */
export interface Expectation {
  /** The sentence of the RFC, and what the exchange showed. */
  reason: string
  /** In every profile that asks for it, or in the profiles that are named and in no other. */
  outcome: Outcome | Partial<Record<Profile, Outcome>>
  /** `scenario › row`, or `scenario › *` for every row of it that is not named by itself. */
  rows: readonly string[]
  /** What it hangs on moves from run to run, so that a pass is no difference. */
  sometimes?: true
  /** The set-ups where it holds. Default: all. */
  setUps?: readonly string[]
}

/** One run, judged in one profile. */
export interface Judged {
  profile: Profile
  results: readonly Pick<ScenarioResult, 'id' | 'rows'>[]
}

/** What a server's `expected.json` says: a list, or `{ withheld, expectations }`. */
export interface Known {
  expectations: readonly Expectation[]
  /** How many findings are told to nobody but who can mend them. */
  withheld: number
  /** How many of those are races, which do not show in each run. Default: none. */
  withheldSometimes?: number
}

/** Reads a server's `expected.json`. */
export function readKnown(server: string, servers = new URL('../../fixtures/servers/', import.meta.url)): Known {
  const known = JSON.parse(readFileSync(new URL(`${server}/expected.json`, servers), 'utf8')) as Known | Expectation[]
  return Array.isArray(known) ? { expectations: known, withheld: 0 } : known
}

/** What a server whose every finding is published is known for. */
export const readExpectations = (server: string): readonly Expectation[] => readKnown(server).expectations

/** A row that differs from what is expected of it, and whether anything was expected at all. */
export interface Difference {
  key: string
  profile: Profile
  outcome: Outcome
  unforeseen: boolean
  what: string
}

/** Where what was seen in a set-up differs from what is expected of it: rows that nobody expects, other outcomes, expectations that nothing met. Empty when all is as it should be. */
export function differences(expectations: readonly Expectation[], setUp: string, judged: readonly Judged[]): string[] {
  const { rows, unmet } = compared(expectations, setUp, judged)
  return [...rows.map(said), ...unmet]
}

/** The same, row by row. */
export function compared(expectations: readonly Expectation[], setUp: string, judged: readonly Judged[]) {
  const here = expectations.filter(({ setUps }) => setUps?.includes(setUp) ?? true)
  const met = new Set<string>()
  const rows = asked(judged).flatMap(({ key, profile, row }): Difference[] => {
    const claims = claimsOn(key, profile, here)
    for (const claim of claims) if (fits(claim, row.outcome)) met.add(claim.pattern)
    return verdict(claims, row).map((what) => ({ key, profile, outcome: row.outcome, unforeseen: claims.length === 0, what }))
  })
  const unused = here.flatMap(({ rows }) => rows).filter((pattern) => !met.has(pattern))
  return { rows, unmet: unused.map((pattern) => `${pattern}: expected, and nothing met it`) }
}

/** The rows of a run that came out as they are expected to, pass and info left out, by outcome. */
export function explained(expectations: readonly Expectation[], setUp: string, run: Judged): Partial<Record<Outcome, string[]>> {
  const here = expectations.filter(({ setUps }) => setUps?.includes(setUp) ?? true)
  const rows = asked([run]).filter(({ key, profile, row: { outcome } }) => {
    const isCounted = outcome !== 'pass' && outcome !== 'info'
    return isCounted && claimsOn(key, profile, here).some((claim) => claim.outcome === outcome)
  })
  const groups = Map.groupBy(rows, ({ row }) => row.outcome)
  return Object.fromEntries(groups.entries().map(([outcome, of]) => [outcome, of.map(({ key }) => key)]))
}

/** Of some rows those that an expectation is about, where no other names one of them by itself. */
export function rowsOf(expectation: Expectation, all: readonly Expectation[], rows: readonly string[]): string[] {
  const named = new Set(all.flatMap((one) => (one === expectation ? [] : one.rows)))
  return rows.filter((key) => expectation.rows.includes(key) || (expectation.rows.includes(everyRowOf(key)) && !named.has(key)))
}

const everyRowOf = (key: string): string => `${key.split(' › ')[0]} › *`

/** A difference as a sentence. */
export const said = ({ profile, key, what }: Difference): string => `${profile} ${key}: ${what}`

const asked = (judged: readonly Judged[]) =>
  judged.flatMap(({ profile, results }) =>
    results.flatMap(({ id, rows }) => rows.filter(isAsked).map((row) => ({ key: `${id} › ${row.name}`, profile, row }))),
  )

/** A row that the profile says nothing about, that the server's owner says is not offered, or that would wait for minutes, is explained by itself. */
const isAsked = ({ outcome, reason }: RowResult): boolean =>
  !(outcome === 'skip' && /^(the profile \w+ does not ask|not offered: |not allowed by the configuration: it waits)/.test(reason))

interface Claim {
  pattern: string
  outcome: Outcome
  sometimes: boolean
}

/** What is expected of a row: by its own name, else by what is said of every row of its scenario. */
function claimsOn(key: string, profile: Profile, expectations: readonly Expectation[]): Claim[] {
  const every = everyRowOf(key)
  const claims = expectations.flatMap(({ rows, outcome, sometimes = false }) => {
    const due = typeof outcome === 'string' ? outcome : outcome[profile]
    return rows.filter((pattern) => pattern === key || pattern === every).map((pattern) => ({ pattern, outcome: due, sometimes }))
  })
  const own = claims.filter(({ pattern }) => pattern === key)
  return (own.length > 0 ? own : claims).filter((claim): claim is Claim => claim.outcome !== undefined)
}

function verdict(claims: readonly Claim[], { outcome, reason }: RowResult): string[] {
  if (claims.length > 1) return [`expected more than once, as ${claims.map((claim) => claim.pattern).join(' and ')}`]
  const [claim] = claims
  if (claim ? fits(claim, outcome) : outcome === 'pass' || outcome === 'info') return []
  return [`${outcome}${claim ? ` instead of ${claim.outcome}` : ', and nobody expects it'}: ${reason}`]
}

const fits = (claim: Claim, outcome: Outcome): boolean => outcome === claim.outcome || (claim.sometimes && outcome === 'pass')
