import { expect, it } from 'vitest'
import { cleanRun, exchange, mixedRun, result, row, runOf } from '../../../fixtures/runs/sample-run.ts'
import { gate } from '../../gate/gate.ts'
import type { Run } from '../run.ts'
import { verdictOf } from './verdict.ts'

const profile = 'OAuth 2.0 Security BCP'

it.each<[string, Run, string, string]>([
  ['fails', mixedRun(), 'fail', `acme does what ${profile} forbids in 1 of 3 scenarios, which is of critical severity.`],
  [
    'warnings',
    runOf([result('a/b', [row('warn')]), result('a/c', [row('pass')])]),
    'warn',
    `acme does nothing that ${profile} forbids in 2 scenarios, but does not follow it to the letter in 1.`,
  ],
  ['a clean run', cleanRun(), 'pass', `acme did as ${profile} asks in all 2 scenarios that were judged.`],
  [
    'a clean run with gaps',
    runOf([result('a/b', [row('pass')]), result('a/c', [row('blocked')])]),
    'blocked',
    `acme did as ${profile} asks in the one scenario that could be judged.`,
  ],
  ['no verdict at all', runOf([result('a/b', [row('skip')])]), 'blocked', 'Nothing of acme could be judged.'],
  ['nothing selected', runOf([]), 'blocked', 'Nothing was selected, so nothing was judged.'],
  ['an end before the beginning', runOf([], { complete: false }), 'blocked', 'The run ended before anything was judged.'],
  [
    'no flow',
    runOf([], { noFlow: { reason: 'captcha', exchanges: [exchange(1)] } }),
    'blocked',
    'Nothing could be judged: an honest sign-in at acme did not work.',
  ],
])('%s', (_, run, tone, sentence) => {
  expect(verdictOf(run)).toMatchObject({ tone, sentence })
})

it('is not green before the end', () => {
  expect(verdictOf(cleanRun({ complete: false })).tone).toBe('blocked')
})

it('says how many failures are grave', () => {
  const run = runOf([result('a/b', [row('fail')], { severity: 'critical' }), result('a/c', [row('fail')], { severity: 'low' })])
  expect(verdictOf(run).sentence).toContain('in 2 of 2 scenarios, 1 of them of high or critical severity')
  const all = (severity: 'low' | 'high') => runOf(['a/b', 'a/c'].map((id) => result(id, [row('fail')], { severity })))
  expect(verdictOf(all('low')).sentence).toContain('none of them of high or critical severity')
  expect(verdictOf(all('high')).sentence).toContain('all of them of high or critical severity')
})

it('adds what the sentence leaves out: an end that did not come, gaps, waivers and the gate', () => {
  const run = runOf([result('a/b', [row('fail', { waived: 0 })]), result('a/c', [row('blocked')]), result('a/d', [row('error')])], {
    complete: false,
    selection: { asked: [], scenarios: 9 },
  })
  expect(verdictOf({ ...run, gate: gate(run, { failOn: 'fail', allowBlocked: false }) }).beside).toEqual([
    'The run did not end: 3 of 9 scenarios are judged.',
    '1 scenario came to no verdict, for reasons that stand below.',
    '1 scenario ended in a fault of grantproof itself.',
    '1 scenario with findings is waived: somebody answers for letting them be.',
    expect.stringMatching(/^The gate of the build is not met; .*\.$/),
  ])
})
