import { describe, expect, it } from 'vitest'
import { expectGolden } from '../../fixtures/golden/expect-golden.ts'
import { hostile, hostileRun } from '../../fixtures/runs/hostile-run.ts'
import { mixedRun, result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import { compare } from '../gate/compare.ts'
import { renderDiff, renderDiffMarkdown, summaryOf } from './diff.ts'
import type { Run } from './run.ts'

const plain = { color: false, width: 90 }
const before = runOf([
  result('authorization-code/redeems-code-once', [row('pass', { name: 'replayed' })]),
  result('pkce/rejects-wrong-code-verifier', [row('fail')]),
  result('scope/rejects-unknown', [row('pass')]),
  result('state/returns-state-unchanged', [row('fail')]),
])
const after = runOf(
  [
    result('authorization-code/redeems-code-once', [row('fail', { name: 'replayed' })], { source: '1'.repeat(64) }),
    result('pkce/rejects-wrong-code-verifier', [row('pass')]),
    result('scope/rejects-unknown', [row('skip')]),
    result('state/returns-state-unchanged', [row('warn')]),
  ],
  { startedAt: '2026-11-23T10:00:00.000Z', profile: 'oauth21' },
)

describe('two runs compared', () => {
  it('for a terminal', () => {
    expectGolden('diff.txt', renderDiff(compare(before, after), plain))
    expect(renderDiff(compare(before, after), { ...plain, color: true }).replace(/\x1b\[\d+m/g, '')).toBe(
      renderDiff(compare(before, after), plain),
    )
  })

  it('for a pull request', () => {
    expectGolden('diff.md', renderDiffMarkdown(compare(before, after)))
  })

  it('in a sentence', () => {
    expect(summaryOf(compare(before, after))).toBe('1 new, 1 changed, 1 coverage lost, 1 mended; 0 rows as before')
    expect(summaryOf(compare(mixedRun(), mixedRun()))).toMatch(/^nothing is other than before \(\d+ rows as before\)$/)
  })

  it('says what is not compared, and why', () => {
    const part = runOf(before.results.slice(0, 1), { selection: { asked: ['authorization-code'], scenarios: 1 } })
    const other = runOf(before.results.slice(1, 2), { selection: { asked: ['pkce'], scenarios: 1 } })
    for (const render of [(a: Run, b: Run) => renderDiff(compare(a, b), plain), (a: Run, b: Run) => renderDiffMarkdown(compare(a, b))]) {
      expect(render(before, part)).toContain('3 rows are not compared: the second run is of a part.')
      expect(render(part, before)).toContain('3 rows are not compared: the first run is of a part.')
      expect(render(runOf(before.results.slice(0, 2)), part)).toContain('1 row is not compared: the second run is of a part.')
      expect(render(other, part)).toContain('2 rows are not compared: both runs are of a part.')
      expect(render(part, part)).not.toContain('not compared')
    }
  })

  it('says that nothing was judged, instead of what is lost or new', () => {
    const none = runOf([], { noFlow: { reason: 'a captcha', exchanges: [] } })
    for (const render of [(a: Run, b: Run) => renderDiff(compare(a, b), plain), (a: Run, b: Run) => renderDiffMarkdown(compare(a, b))]) {
      expect(render(before, none)).toMatch(/In the second run nothing was judged: a captcha[\s\S]*4 rows are not compared\./)
      expect(render(none, before)).toMatch(/In the first run nothing was judged: a captcha[\s\S]*4 rows are not compared\./)
      expect(render(none, before)).toContain('nothing is compared')
      expect(render(before, none)).not.toMatch(/lost|as before/)
    }
  })

  it('fits into a comment on GitHub, however long its lines are', () => {
    const long = (outcome: 'fail' | 'pass' | 'skip', seen = 'x') =>
      Array.from({ length: 60 }, (_, i) => result(`${outcome}/${i}`, [row(outcome, { seen, reason: 'a | b '.repeat(100) })]))
    const then = runOf([
      ...long('pass').map((one, i) => ({ ...one, id: `a/${i}` })),
      ...long('fail').map((one, i) => ({ ...one, id: `b/${i}` })),
      ...long('pass').map((one, i) => ({ ...one, id: `c/${i}` })),
    ])
    const now = runOf([
      ...long('fail').map((one, i) => ({ ...one, id: `a/${i}` })),
      ...long('fail', 'y').map((one, i) => ({ ...one, id: `b/${i}` })),
      ...long('skip').map((one, i) => ({ ...one, id: `c/${i}` })),
    ])
    const text = renderDiffMarkdown(compare(then, now))
    expect(text.length).toBeLessThan(65_536)
    expect(text.match(/… and \d+ more\./g)).toHaveLength(3)
  })

  it('stays short in Markdown', () => {
    const many = runOf(Array.from({ length: 80 }, (_, i) => result(`a/b${i}`, [row('fail')])))
    const text = renderDiffMarkdown(compare(runOf([]), many))
    expect(text.match(/\| absent → fail \|/g)).toHaveLength(50)
    expect(text).toContain('… and 30 more.')
  })
})

describe('a hostile target', () => {
  const comparison = compare(runOf([]), hostileRun())

  it('cannot move the cursor, hide or turn text', () => {
    for (const text of [renderDiff(comparison, plain), renderDiffMarkdown(comparison)])
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}\p{Zl}\p{Zp}]/u)
  })

  it('makes no markup, and no row of its own', () => {
    const text = renderDiffMarkdown(comparison)
    expect(hostile.join()).toContain('<script>')
    expect(text.replace(/`[^`]*`/g, '')).not.toMatch(/(?<!\\)<(?:script|img|b)\b/)
    for (const line of text.split('\n').filter((line) => line.startsWith('| absent'))) expect(line.match(/(?<!\\)\|/g)).toHaveLength(6)
  })
})
