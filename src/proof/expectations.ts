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
  /** The set-ups where it holds. Default: all. */
  setUps?: readonly string[]
}

/** One run, judged in one profile. */
export interface Judged {
  profile: Profile
  results: readonly Pick<ScenarioResult, 'id' | 'rows'>[]
}

/** Reads a server's `expected.json`. */
export const readExpectations = (server: string): Expectation[] =>
  JSON.parse(readFileSync(new URL(`../../fixtures/servers/${server}/expected.json`, import.meta.url), 'utf8'))

/** Where what was seen in a set-up differs from what is expected of it: rows that nobody expects, other outcomes, expectations that nothing met. Empty when all is as it should be. */
export function differences(expectations: readonly Expectation[], setUp: string, judged: readonly Judged[]): string[] {
  const here = expectations.filter(({ setUps }) => setUps?.includes(setUp) ?? true)
  const rows = judged.flatMap(({ profile, results }) =>
    results.flatMap(({ id, rows }) => rows.filter(isAsked).map((row) => ({ key: `${id} › ${row.name}`, profile, row }))),
  )
  const met = new Set<string>()
  const wrong = rows.flatMap(({ key, profile, row }) => {
    const claims = claimsOn(key, profile, here)
    for (const { pattern, outcome } of claims) if (outcome === row.outcome) met.add(pattern)
    return verdict(claims, row).map((what) => `${profile} ${key}: ${what}`)
  })
  const unused = here.flatMap(({ rows }) => rows).filter((pattern) => !met.has(pattern))
  return [...wrong, ...unused.map((pattern) => `${pattern}: expected, and nothing met it`)]
}

/** A row that the profile says nothing about, or that the server's owner says is not offered, is explained by itself. */
const isAsked = ({ outcome, reason }: RowResult): boolean =>
  !(outcome === 'skip' && /^(the profile \w+ does not ask|not offered: )/.test(reason))

interface Claim {
  pattern: string
  outcome: Outcome
}

/** What is expected of a row: by its own name, else by what is said of every row of its scenario. */
function claimsOn(key: string, profile: Profile, expectations: readonly Expectation[]): Claim[] {
  const every = `${key.split(' › ')[0]} › *`
  const claims = expectations.flatMap(({ rows, outcome }) => {
    const due = typeof outcome === 'string' ? outcome : outcome[profile]
    return rows.filter((pattern) => pattern === key || pattern === every).map((pattern) => ({ pattern, outcome: due }))
  })
  const own = claims.filter(({ pattern }) => pattern === key)
  return (own.length > 0 ? own : claims).filter((claim): claim is Claim => claim.outcome !== undefined)
}

function verdict(claims: readonly Claim[], { outcome, reason }: RowResult): string[] {
  if (claims.length > 1) return [`expected more than once, as ${claims.map((claim) => claim.pattern).join(' and ')}`]
  const due = claims[0]?.outcome
  if (due === outcome || (due === undefined && (outcome === 'pass' || outcome === 'info'))) return []
  return [`${outcome}${due ? ` instead of ${due}` : ', and nobody expects it'}: ${reason}`]
}
