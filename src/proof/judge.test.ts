import { beforeAll, describe, expect, test } from 'vitest'
import { rejudge } from '../cli/rejudge.ts'
import type { Run } from '../report/run.ts'
import { type Entry, loadSuites } from '../scenario/catalog.ts'
import type { Profile } from '../scenario/contract.ts'
import { referencesIn } from '../scenario/evidence.ts'
import type { RunOutput, ScenarioResult } from '../scenario/result.ts'
import { catalogue, type RequirementId } from '../spec/index.ts'
import { savedRun } from './saved-run.ts'

let entries: Entry[]
let live: RunOutput
let saved: Run

beforeAll(async () => {
  const all = await loadSuites()
  ;({ live, saved } = await savedRun(all))
  entries = all.map(withoutAct)
})

/** From here on nobody may talk to a server. */
const withoutAct = (entry: Entry): Entry => {
  const act = () => {
    throw new Error('judging must not act')
  }
  return { ...entry, scenario: { ...entry.scenario, act } }
}

const verdicts = (results: readonly ScenarioResult[]) =>
  results.map(({ id, outcome, reason, severity, counts, rows }) => ({
    ...{ id, outcome, reason, severity, counts },
    rows: rows.map(({ name, outcome, reason, control, findings }) => ({ name, outcome, reason, control, findings })),
  }))

/** The run with one scenario's saved result changed, judged again; only that scenario's result. */
function judged(result: ScenarioResult, change: (copy: ScenarioResult) => void, profile: Profile = 'bcp'): ScenarioResult {
  const copy = structuredClone(result)
  change(copy)
  return rejudge({ ...saved, results: [copy] }, entries, profile).results[0]!
}
const rowOf = ({ rows }: ScenarioResult, name: string) => rows.find((row) => row.name === name)!
const everyRow = () => saved.results.flatMap((result) => result.rows.map((row) => ({ result, row })))

describe('a saved run', () => {
  test('judged again has the verdicts, reasons and findings of the live run', () => {
    expect(verdicts(rejudge(saved, entries).results)).toEqual(verdicts(live.results))
  })
  test('is not believed: its verdicts are made anew', () => {
    const lying = structuredClone(saved)
    for (const { rows } of lying.results) for (const row of rows) Object.assign(row, { outcome: 'fail', reason: 'a lie', findings: [] })
    for (const result of lying.results) Object.assign(result, { outcome: 'fail', counts: { fail: 1 } })
    expect(verdicts(rejudge(lying, entries).results)).toEqual(verdicts(live.results))
  })
})

describe('a refusal at the token endpoint that is edited into a token', () => {
  const refusals = () =>
    everyRow().flatMap(({ result, row }) => {
      const isRefusal = (n: number) => {
        const exchange = result.exchanges.find((one) => one.n === n)
        const status = exchange?.response?.status ?? 0
        return exchange?.request.url === `${saved.target.issuer}/token` && status >= 400 && status < 500
      }
      const decisive = row.findings.flatMap((finding) => (finding.is === 'held' && finding.n ? [finding.n] : [])).filter(isRefusal)
      return row.outcome === 'pass' && decisive.length > 0 ? [{ result, row, n: decisive[0]! }] : []
    })

  /** Where a token by itself is less than a violation of the row's requirement, or more. */
  const milder = new Map([
    // One of two methods, one of two copies of a code was right: a wrong form.
    ['client-authentication/rejects-two-authentication-methods', 'warn'],
    ['token-request/rejects-repeated-parameters', 'warn'],
    ['token-request/requires-client-id-of-public-clients › client_id twice, the second of nobody', 'warn'],
    // It resembles the right one.
    ['authorization-code/compares-codes-exactly', 'warn'],
    ['refresh-token/compares-refresh-tokens-exactly', 'warn'],
    ['client-authentication/compares-client-id-exactly › the client_id in other letter case', 'warn'],
    ['client-authentication/compares-client-id-exactly › a space behind the client_id', 'warn'],
    ['client-authentication/decodes-basic-credentials-once › the credentials encoded twice', 'warn'],
    ['client-authentication/refuses-malformed-basic › the right credentials with something behind them', 'warn'],
    ['client-authentication/takes-nothing-behind-the-client-secret', 'warn'],
    // The right token is among those that were sent, or it is the parent of the right one.
    ['refresh-token/reads-one-refresh-token-from-the-body › the right refresh_token and an invented one', 'warn'],
    ['refresh-token/refuses-the-parent-of-a-refresh-token', 'warn'],
    // Nothing was right: a secret of nobody's yields a token.
    ['client-authentication/rejects-two-authentication-methods › wrong in the header and in the body', 'fail'],
    ['client-authentication/answers-failed-posted-secrets-with-a-challenge-or-400', 'fail'],
    ['token-request/compares-grant-type-exactly', 'warn'],
    // What is issued is not what was sent.
    ['token-errors/repeats-no-secrets', 'pass'],
    // A token may be issued, with less scope than was asked for; the written one shows none.
    ['refresh-token/adds-no-scope-on-refresh', 'blocked'],
  ])

  test('is what the requirement calls a violation: a fail', () => {
    const found = refusals()
    expect(found.length).toBeGreaterThan(20)
    const wrong: unknown[] = []
    for (const { result, row, n } of found) {
      const name = `${result.id} › ${row.name}`
      const again = judged(result, ({ exchanges }) => {
        const headers: [string, string][] = [['content-type', 'application/json']]
        const body = '{"access_token":"‹access_token:999999›","token_type":"Bearer"}'
        exchanges.find((exchange) => exchange.n === n)!.response = { status: 200, headers, body }
      })
      const expected = milder.get(name) ?? milder.get(result.id) ?? gradeOf(result, row.name)
      const { outcome } = rowOf(again, row.name)
      if (outcome !== expected) wrong.push([name, outcome, expected])
    }
    expect(wrong).toEqual([])
  })

  const gradeOf = (result: ScenarioResult, name: string) => {
    const { scenario } = entries.find(({ id }) => id === result.id)!
    const main: RequirementId = scenario.cases?.[name]?.requirement ?? scenario.requirements[0]
    return catalogue[main].grade.bcp
  }
})

describe('evidence that got lost', () => {
  test('a deleted step never passes', () => {
    for (const { result, row } of everyRow())
      for (const step of Object.keys(row.evidence)) {
        const again = judged(result, (copy) => delete (rowOf(copy, row.name).evidence as Record<string, unknown>)[step])
        expect([result.id, row.name, step, rowOf(again, row.name).outcome]).not.toContain('pass')
      }
  })
  test('a deleted step of a control never passes', () => {
    for (const result of saved.results)
      for (const control of ['before', 'after'] as const)
        for (const step of Object.keys(result.controls[control]?.evidence ?? {})) {
          const again = judged(result, (copy) => delete (copy.controls[control]!.evidence as Record<string, unknown>)[step])
          expect([result.id, control, step, ...again.rows.map(({ outcome }) => outcome)]).not.toContain('pass')
        }
  })
  test('a deleted control never passes', () => {
    for (const result of saved.results)
      for (const control of ['before', 'after'] as const) {
        if (!result.controls[control]) continue
        const again = judged(result, (copy) => delete copy.controls[control])
        expect([result.id, control, ...again.rows.map(({ outcome }) => outcome)]).not.toContain('pass')
      }
  })
  test('a deleted exchange that a held finding rests on never passes', () => {
    for (const { result, row } of everyRow())
      for (const n of row.findings.flatMap((finding) => (finding.is === 'held' && finding.n ? [finding.n] : []))) {
        if (!referencesIn(row.evidence).includes(n)) continue
        const again = judged(result, (copy) => (copy.exchanges = copy.exchanges.filter((exchange) => exchange.n !== n)))
        expect([result.id, row.name, n, rowOf(again, row.name).outcome]).not.toContain('pass')
      }
  })
})

test('a case that was renamed since is an error, and so is the one that the run does not hold', () => {
  const result = saved.results.find(({ id }) => id === 'authorization-code/rejects-unknown-code')!
  const renamed = judged(result, (copy) => Object.assign(copy.rows[0]!, { name: 'as it was called before' }))
  expect(rowOf(renamed, 'as it was called before').outcome).toBe('error')
  expect(rowOf(renamed, result.rows[0]!.name).outcome).toBe('error')
})

describe('another profile', () => {
  const outcomes = (run: Run) =>
    Object.fromEntries(run.results.flatMap(({ id, rows }) => rows.map((row) => [`${id} › ${row.name}`, row.outcome])))
  const changes = (run: Run, profile: Profile) => {
    const [before, after] = [outcomes(run), outcomes(rejudge(run, entries, profile))]
    return Object.fromEntries(
      Object.keys(before).flatMap((row) => (before[row] === after[row] ? [] : [[row, `${before[row]} → ${after[row]}`]])),
    )
  }

  test('asks for other requirements', () => {
    expect(changes(saved, 'bcp')).toEqual({})
    expect(Object.values(changes(saved, 'classic')).every((change) => /^(?:pass|info) → skip$/.test(change))).toBe(true)
    expect(Object.keys(changes(saved, 'classic'))).not.toEqual([])
  })
  test('grades the same evidence differently', async () => {
    const ids = ['pkce/requires-challenge-of-public-clients', 'token-request/requires-the-same-redirect-uri']
    const acting = (await loadSuites()).filter(({ id }) => ids.includes(id))
    const { saved: faulty } = await savedRun(acting, ['does-not-require-code-challenge', 'accepts-missing-redirect-uri-at-token-endpoint'])
    const [challenge, redirectUri] = [`${ids[0]} › whole`, `${ids[1]} › no redirect_uri`]
    const graded = (profile: Profile) => {
      const of = outcomes(rejudge(faulty, entries, profile))
      return [of[challenge], of[redirectUri]]
    }
    expect(graded('classic')).toEqual(['skip', 'fail'])
    expect(graded('bcp')).toEqual(['warn', 'warn'])
    expect(graded('oauth21')).toEqual(['fail', 'skip'])
  })
})
