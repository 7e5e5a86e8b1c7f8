import { describe, expect, it } from 'vitest'
import { expectGolden } from '../../fixtures/golden/expect-golden.ts'
import { hostile, hostileRun } from '../../fixtures/runs/hostile-run.ts'
import { cleanRun, exchange, mixedRun, result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import { type GateOptions, gate } from '../gate/gate.ts'
import { renderJunit } from './junit.ts'
import type { Run } from './run.ts'
import { renderTerminal } from './terminal.ts'

const plain = { color: false, width: 90 }
const gated = (run: Run, options: GateOptions = { failOn: 'fail', allowBlocked: false }): Run => ({ ...run, gate: gate(run, options) })

describe('the terminal report', () => {
  it('shows every outcome, why, and what to do', () => {
    expectGolden(
      'terminal-mixed.txt',
      renderTerminal(gated(mixedRun()), { ...plain, reports: ['reports/acme/run.json', 'reports/acme/junit.xml'] }),
    )
  })

  it('is the same with colours, apart from them', () => {
    const colored = renderTerminal(gated(mixedRun()), { ...plain, color: true })
    expectGolden('terminal-colour.txt', colored)
    expect(colored.replace(/\x1b\[\d+m/g, '').replace(/ (EMBEDDED|WARNING) /g, '[$1]')).toBe(
      renderTerminal(gated(mixedRun()), { ...plain }),
    )
  })

  it('says that the embedded server is embedded, and lists all when verbose', () => {
    const run = cleanRun({ target: { name: 'embedded', issuer: 'http://127.0.0.1:3000', embedded: true } })
    expectGolden('terminal-embedded-verbose.txt', renderTerminal(gated(run), { ...plain, verbose: true }))
  })

  it('is loud about warnings and says that OAuth 2.1 is a draft', () => {
    const text = renderTerminal(mixedRun({ profile: 'oauth21', warnings: ['insecure: TLS certificates are not verified'] }), plain)
    expect(text).toContain('[WARNING]  insecure: TLS certificates are not verified')
    expect(text).toContain('oauth21: OAuth 2.1, a draft that may still change')
    expect(text).toContain('✗ FAIL  authorization-code/redeems-code-once  critical  (by a draft)')
  })

  it('says when nothing could be judged', () => {
    const run = gated(
      runOf([], {
        noFlow: { reason: 'the page asks for a captcha', exchanges: [exchange(1, 200)] },
        selection: { asked: [], scenarios: 30 },
      }),
    )
    expectGolden('terminal-no-flow.txt', renderTerminal(run, plain))
  })

  it('says that a run is not complete', () => {
    const text = renderTerminal(gated(cleanRun({ complete: false, selection: { asked: ['pkce'], scenarios: 9 } })), plain)
    expect(text).toContain('[NOT COMPLETE] 2 of 9 scenarios judged')
    expect(text).toContain('selected  pkce')
  })

  it('shows a few of many rows and all of them when verbose', () => {
    const rows = Array.from({ length: 12 }, (_, i) => row('fail', { name: `case ${i}` }))
    const run = runOf([result('a/many', rows)])
    expect(renderTerminal(run, plain)).toContain('… and 7 more rows like this')
    expect(renderTerminal(run, plain)).not.toContain('case 11')
    expect(renderTerminal(run, { ...plain, verbose: true })).toContain('case 11')
  })

  it('names every row of a passing scenario when verbose, and what was only recorded', () => {
    const run = runOf([result('a/b', [row('pass', { name: 'one' }), row('info', { name: 'two', reason: 'the lifetime is 60 s' })])])
    expect(renderTerminal(run, { ...plain, verbose: true })).toContain('    ✓ one\n    i two\n      the lifetime is 60 s\n')
    expect(renderTerminal(run, plain)).not.toContain('✓ one')
  })

  it('names a section once, however many requirements stand in it', () => {
    const requirement = result('a/b', []).requirements[0]!
    const failed = { ...result('a/b', [row('fail')]), requirements: [requirement, { ...requirement, id: 'rfc6749-another' }] }
    const { document, section, level } = requirement
    expect(renderTerminal(runOf([failed]), plain).split(`${document} ${section} ${level}`)).toHaveLength(2)
    expect(renderJunit(runOf([failed])).split(`${document} ${section} ${level} http`)).toHaveLength(2)
  })

  it('writes the requests of a failed row as commands, verbose only, each line whole', () => {
    const run = runOf([result('a/b', [row('fail', { exchange: 1 }), row('pass', { name: 'fine' })])])
    const command = ({ n, request }: { n: number; request: { url: string } }) =>
      `again ${n} \\\n  ${request.url}?${'long '.repeat(40)}\x1b[2J`
    const text = renderTerminal(run, { ...plain, verbose: true, command })
    expect(text.match(/ again 1 \\\n/g)).toHaveLength(1)
    expect(text).toContain('# 2: POST https://as.example/token → 400 "invalid_grant"\n')
    expect(text).toContain(`${'long '.repeat(40)}\\x1b[2J\n`)
    expect(renderTerminal(run, { ...plain, command })).not.toContain('again 1')
  })

  it('shows what stands behind a blocked row of a failed scenario', () => {
    const text = renderTerminal(runOf([result('a/b', [row('fail', { name: 'one' }), row('blocked', { name: 'two' })])]), plain)
    expect(text).toContain('? two\n    reason    the unchanged request was refused too: status 429')
  })

  it('groups skips by what would provide for them', () => {
    const skipped = ['a', 'b', 'c', 'd', 'e'].map((name) => result(`s/${name}`, [row('skip')]))
    const text = renderTerminal(runOf(skipped), plain)
    expect(text.match(/clients\.second_client/g)).toHaveLength(1)
    expect(text).toContain('s/a, s/b, s/c and 2 more')
  })

  it('keeps many scenarios of one suite within the line', () => {
    const many = Array.from({ length: 200 }, (_, i) => result(`s/${String(i).padStart(3, '0')}`, [row(i === 7 ? 'info' : 'pass')]))
    expect(renderTerminal(runOf(many), plain)).toContain('s  ✓199 i1  200 scenarios, 200 rows')
    const few = Array.from({ length: 9 }, (_, i) => result(`t/${i}`, [row('pass')]))
    expect(renderTerminal(runOf([...many, ...few]), plain)).toContain('t  ✓✓✓✓✓✓✓✓✓  9 scenarios, 9 rows')
    expect(renderTerminal(runOf([...many, ...few]), plain)).toContain('s  ✓199 i1    200 scenarios, 200 rows')
  })

  it.each([60, 80, 200, 0, Number.NaN])('keeps its own lines within the width (%s columns)', (width) => {
    const limit = Math.min(120, Math.max(50, width || 80))
    const lines = renderTerminal(gated(mixedRun()), { ...plain, width }).split('\n')
    for (const line of lines.filter((line) => !/https?:|\d (?:pass|fail)/.test(line))) expect(line.length).toBeLessThanOrEqual(limit)
  })
})

it('begins no line with what would command the runner of a pipeline', () => {
  const text = '::error::x '.repeat(30) + '##[command]y '.repeat(30)
  const one = result('a/b', [row('fail', { name: text, expected: text, seen: text }), row('skip', { provide: text, reason: text })], {
    title: text,
    why: text,
    fix: text,
  })
  const lines = renderTerminal(gated(runOf([one], { warnings: [text] })), { ...plain, verbose: true }).split('\n')
  expect(lines.filter((line) => line.includes('::error::')).length).toBeGreaterThan(20)
  expect(lines.filter((line) => /^\s*(?:::|##\[)/.test(line))).toEqual([])
})

describe('a hostile target', () => {
  const text = renderTerminal(gated(hostileRun()), {
    ...plain,
    verbose: true,
    reports: [hostile.join()],
  })

  it('cannot move the cursor, hide or turn text', () => {
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}\p{Zl}\p{Zp}]/u)
    expect(text).toContain('\\x1b[2J')
  })

  it('cannot forge a line', () => {
    expect(text).not.toMatch(/^\s*✓ PASS/m)
    expect(text).not.toMatch(/^\s*gate met/m)
  })

  it('cannot fill the screen', () => {
    expect(text.length).toBeLessThan(400_000)
    expect(renderTerminal(hostileRun(), plain).length).toBeLessThan(text.length / 2)
  })

  it('gets no colours but ours', () => {
    const colored = renderTerminal(gated(hostileRun()), { ...plain, color: true })
    expect(colored.replace(/\x1b\[(?:\d|2[1-9]|3[1-9])m/g, '')).not.toContain('\x1b')
  })
})
