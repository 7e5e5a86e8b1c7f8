import { expect, it } from 'vitest'
import { placed } from '../../../fixtures/runs/compared-runs.ts'
import { runOf } from '../../../fixtures/runs/sample-run.ts'
import type { Run } from '../run.ts'
import { labelsOf } from './labels.ts'

const at = (startedAt: string, more: Partial<Run> = {}) => placed('acme', runOf([], { startedAt, ...more }))
const [monday, later, tuesday] = ['2026-11-23T10:00:00.000Z', '2026-11-23T11:30:00.000Z', '2026-11-24T10:00:00.000Z']

it.each([
  ['targets', [placed('a', runOf([])), placed('b', runOf([]))], ['a', 'b']],
  ['days', [at(monday), at(tuesday)], ['acme, 2026-11-23', 'acme, 2026-11-24']],
  [
    'minutes',
    [at(monday), at(later), at(tuesday)],
    ['acme, 2026-11-23 10:00 UTC', 'acme, 2026-11-23 11:30 UTC', 'acme, 2026-11-24 10:00 UTC'],
  ],
  ['profiles', [at(monday), at(monday, { profile: 'oauth21' })], ['acme, bcp', 'acme, oauth21']],
  [
    'profiles and days',
    [at(monday), at(monday, { profile: 'oauth21' }), at(tuesday)],
    ['acme, bcp, 2026-11-23 10:00 UTC', 'acme, oauth21, 2026-11-23 10:00 UTC', 'acme, bcp, 2026-11-24 10:00 UTC'],
  ],
  [
    'versions',
    [at(monday), at(monday, { tool: { name: 'grantproof', version: '0.2.0' } })],
    ['acme, grantproof 0.1.0', 'acme, grantproof 0.2.0'],
  ],
  ['files', [at(monday), { ...at(monday), file: 'copy.json' }], ['acme, reports/acme/run.json', 'acme, copy.json']],
  [
    'what somebody calls them',
    [
      { ...at(monday), label: 'RC 1' },
      { ...at(monday), label: 'RC 2' },
    ],
    ['RC 1', 'RC 2'],
  ],
])('runs are told apart by their %s', (_, runs, labels) => {
  expect(labelsOf(runs)).toEqual(labels)
})
