import { expect, it } from 'vitest'
import { mixedRun, result, row } from '../../fixtures/runs/sample-run.ts'
import { RunText } from './run-text.ts'

const { results: _, ...head } = mixedRun()

it('leaves what a scenario’s file says alone, even when a secret has the same words', () => {
  const text = new RunText((value) => value.replaceAll('no-such-token', '‹access_token:1›').replaceAll('a code', '‹code:1›'))
  const one = result('bearer-token/takes-no-such-token', [row('fail', { name: 'a code', reason: 'no-such-token was taken for a code' })], {
    title: 'Not a code',
  })
  text.add(one)
  const closed = text.closed(head)
  expect(closed.results[0]).toMatchObject({
    id: one.id,
    title: 'Not a code',
    requirements: one.requirements,
    rows: [{ name: 'a code', reason: '‹access_token:1› was taken for ‹code:1›' }],
  })
  expect(JSON.parse(Buffer.concat(text.pieces(head)).toString()).results).toEqual(closed.results)
})

it('leaves no character of the target as it is that deceives a terminal, and reads back to the same', () => {
  const hostile = 'red\u{9b}31m, turned\u{202e}, hidden\u{e0041}'
  const text = new RunText((value) => value)
  text.add(result('a/b', [row('fail', { reason: hostile })]))
  const written = Buffer.concat(text.pieces({ ...head, warnings: [hostile] })).toString()
  expect(written.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  expect(JSON.parse(written)).toMatchObject({ warnings: [hostile], results: [{ rows: [{ reason: hostile }] }] })
})
