import { describe, expect, it } from 'vitest'
import { held, mixedRun } from '../../fixtures/runs/sample-run.ts'
import { invariants } from './invariants.ts'
import type { Run } from './run.ts'

const of = (run: Run, id: string) => run.results.find((result) => result.id.endsWith(id))!
const fail = (run: Run) => of(run, 'redeems-code-once').rows[0]!

describe('invariants', () => {
  it('hold in a sound run', () => {
    expect(invariants(mixedRun())).toEqual([])
  })

  it.each<[string, (run: Run) => void, string]>([
    ['summary', (run) => run.summary.pass++, 'summary says 2 pass, the results are 1'],
    ['rows of the summary', (run) => run.summary.rows.fail--, 'summary says 0 rows fail, they are 1'],
    ['counts', (run) => (of(run, 'redeems-code-once').counts = { fail: 1 }), 'counts says 0 pass, the rows are 1'],
    ['expected', (run) => delete fail(run).expected, 'row "replayed" (fail): without expected'],
    ['seen', (run) => (fail(run).seen = ''), 'row "replayed" (fail): without seen'],
    ['an exchange', (run) => delete fail(run).exchange, 'row "replayed" (fail): without an exchange'],
    ['an exchange that exists', (run) => (fail(run).exchange = 9), 'rests on exchange 9, which does not exist'],
    ['warn too', (run) => delete of(run, 'rejects-wrong-secret').rows[0]!.expected, 'row "another secret" (warn): without expected'],
    ['provide', (run) => delete of(run, 'binds-code-to-client').rows[0]!.provide, 'a skip without provide'],
    ['order', (run) => run.results.reverse(), 'results are sorted by id'],
    ['unique ids', (run) => (run.results[1]!.id = run.results[0]!.id), 'stands twice'],
    ['evidence', (run) => (fail(run).evidence = { tries: [{ at: { $exchange: 7 } }] }), 'its evidence names exchange 7'],
    ['control', (run) => (of(run, 'rotates').controls.after = held(8)), 'the control after rests on exchange 8'],
    ['the worst row', (run) => (of(run, 'redeems-code-once').outcome = 'pass'), 'its outcome is pass, its worst row is fail'],
    ['rows at all', (run) => (of(run, 'compares-exactly').rows = []), 'its outcome is pass, but it has no rows'],
    ['exchange numbers', (run) => (of(run, 'rotates').exchanges[1]!.n = 1), 'two exchanges have one number'],
    ['a lost result', (run) => run.selection.scenarios++, 'complete, but 7 results for 8 selected scenarios'],
    ['the end', (run) => delete run.finishedAt, 'complete, but without finishedAt'],
  ])('are violated by %s', (_, spoil, sentence) => {
    const run = structuredClone(mixedRun())
    spoil(run)
    expect(invariants(run).join('\n')).toContain(sentence)
  })
})
