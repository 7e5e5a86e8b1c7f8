import { expect, test } from 'vitest'
import { loadSuites } from '../scenario/catalog.ts'
import type { Finding, Outcome } from '../scenario/contract.ts'
import { openBeds } from './beds.ts'
import { killMatrix, killOf } from './mutation.ts'
import { type Trial, type Tried, tryOutOn } from './trial.ts'

type Row = Tried['rows'][number]
const onlyOauth21 = 'oauth21-7.5.1-confidential-without-challenge'
const row = (outcome: Outcome, ...findings: Finding[]) => ({ name: 'whole', outcome, findings }) as unknown as Row
const of = { requirements: [{ id: 'rfc7636-4.6-wrong-verifier' }, { id: onlyOauth21 }] } as unknown as Tried
const violated = (requirement?: string) => ({ is: 'violated', as: 'effect', ...(requirement && { requirement }) }) as unknown as Finding
const noted = (seen: string) => ({ is: 'noted', seen }) as Finding
const kill = (before: Row | undefined, now: Row) => killOf(before, now, of, 'bcp')

test('a row that passed kills by what it is now', () => {
  expect(kill(row('pass'), row('fail', violated()))).toBe('fail')
  expect(kill(row('pass'), row('warn', violated()))).toBe('warn')
  expect(kill(row('info'), row('warn', violated()))).toBe('warn')
})

test('a row that only notes kills by another text', () => {
  expect(kill(row('info', noted('one')), row('info', noted('two')))).toBe('info')
  expect(kill(row('info', noted('one')), row('info', noted('one')))).toBeUndefined()
})

test.each(['pass', 'skip', 'blocked', 'error'] as const)('a row that is %s kills nothing', (outcome) => {
  expect(kill(row('pass'), row(outcome, violated()))).toBeUndefined()
})

test('nothing is killed by a row that was not sound before, or by a finding on what its scenario does not name or the profile not ask', () => {
  expect(kill(row('warn'), row('fail', violated()))).toBeUndefined()
  expect(kill(undefined, row('fail', violated()))).toBeUndefined()
  expect(kill(row('pass'), row('fail', violated('rfc6749-3.1-get-supported')))).toBeUndefined()
  expect(kill(row('pass'), row('fail', violated(onlyOauth21)))).toBeUndefined()
  expect(kill(row('pass'), row('fail', violated('rfc7636-4.6-wrong-verifier')))).toBe('fail')
  expect(kill(row('pass'), row('fail', noted('one')))).toBeUndefined()
})

test('a server is started for a fault only where a scenario meets it, and what those that name it came to is kept', async () => {
  const id = 'pkce/rejects-wrong-code-verifier'
  const entries = (await loadSuites()).filter((entry) => entry.id === id)
  const trials: Trial[] = []
  const onBeds = tryOutOn(openBeds(), entries)
  const tryOut = (trial: Trial) => {
    trials.push(trial)
    return onBeds(trial)
  }
  const names = ['accepts-wrong-code-verifier', 'introspects-without-authentication'] as const
  const { matrix, endings } = await killMatrix(entries, names, tryOut, { policies: ['bcp'] })
  expect(trials.flatMap(({ faults }) => faults)).toEqual(['accepts-wrong-code-verifier'])
  expect(Object.keys(endings)).toEqual(['accepts-wrong-code-verifier'])
  expect(endings['accepts-wrong-code-verifier']?.[`${id} › another verifier`]).toMatch(/^fail: ./)
  expect(matrix).toMatchObject({
    'accepts-wrong-code-verifier': { [`${id} › another verifier`]: 'fail' },
    'introspects-without-authentication': {},
  })
})
