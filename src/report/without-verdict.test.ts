import { describe, expect, it } from 'vitest'
import { result, row, runOf } from '../../fixtures/runs/sample-run.ts'
import { gate } from '../gate/gate.ts'
import type { Outcome } from '../scenario/contract.ts'
import { openIn } from '../scenario/outcome.ts'
import { type FormatName, filesOf, formats } from './formats.ts'
import type { Run } from './run.ts'

const names = Object.keys(formats) as FormatName[]
const reason = 'the token endpoint answered with status 429'
const warning = 'the clock of the server is four minutes slow'
const rowsOf = (found: Outcome, open: Outcome) => [row(found), ...[1, 2, 3].map((i) => row(open, { name: `${open} ${i}`, reason }))]
const behind = (found: Outcome, open: Outcome, more: Partial<Run> = {}): Run =>
  runOf([result('a/hides', rowsOf(found, open)), result('a/met', [row('pass')]), result('a/too', [row('pass')])], more)
const text = async (name: FormatName, run: Run) => Object.values(await filesOf(name, run)).join('\n')
const json = async (name: FormatName, run: Run) => JSON.parse(await text(name, run))

/** What each format has of what came to no verdict, in its own terms. */
const shows: Readonly<Record<FormatName, (run: Run, open: 'blocked' | 'error') => Promise<void>>> = {
  json: async (run, open) => expect((await json('json', run)).summary.rows[open]).toBe(3),
  junit: async (run, open) => {
    const xml = await text('junit', run)
    expect(xml).toMatch(/^<testsuites [^>]*failures="0" errors="1"/m)
    expect(xml).toMatch(new RegExp(`<error message="[^"]*3 rows came to no verdict: ${reason}" type="${open}"`))
  },
  html: async (run, open) => {
    const said = { blocked: '1 scenario came to no verdict', error: '1 scenario ended in a fault of grantproof' }
    expect(await text('html', run)).toContain(said[open])
  },
  sarif: async (run, open) => {
    const [{ invocations, results }] = (await json('sarif', run)).runs
    expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(['a/hides'])
    expect(invocations[0].executionSuccessful).toBe(open === 'blocked')
    expect(invocations[0].toolExecutionNotifications).toMatchObject([
      {
        level: open === 'blocked' ? 'warning' : 'error',
        descriptor: { id: open === 'blocked' ? 'no-verdict' : 'error' },
        message: { text: `a/hides: 3 rows came to no verdict: ${reason}` },
      },
    ])
  },
  markdown: async (run) => expect(await text('markdown', run)).toContain(`- 3 rows came to no verdict: ${reason}`),
  annotations: async (run, open) =>
    expect(await text('annotations', run)).toMatch(
      new RegExp(`^::warning .*title=warn%2C ${open}%3A a/hides::.*3 rows came to no verdict`, 'm'),
    ),
  'code-quality': async (run) =>
    expect(await json('code-quality', run)).toMatchObject([
      { description: expect.stringContaining('3 rows came to no verdict'), severity: 'minor' },
    ]),
  har: async (run) => expect((await json('har', run)).log.pages.map(({ id }: { id: string }) => id)).toContain('a/hides'),
  ctrf: async (run) => {
    const { summary, tests } = (await json('ctrf', run)).results
    expect(summary).toMatchObject({ passed: 2, failed: 0, other: 1 })
    expect(tests[0]).toMatchObject({ status: 'other', message: expect.stringContaining('3 rows came to no verdict') })
  },
  badge: async (run) => expect(await json('badge', run)).toMatchObject({ message: '3 of 3 met, 1 without verdict', color: 'orange' }),
  allure: async (run) => {
    const tests = Object.entries(await filesOf('allure', run)).filter(([file]) => file.endsWith('-result.json'))
    const hides = tests.map(([, one]) => JSON.parse(one)).find(({ fullName }) => fullName === 'a/hides')
    expect(hides).toMatchObject({ status: 'broken', statusDetails: { message: expect.stringContaining(reason) } })
  },
}

describe.each(names)('%s', (name) => {
  it.each(['blocked', 'error'] as const)('shows rows that are %s behind a warning, as the gate counts them', async (open) => {
    const run = behind('warn', open)
    expect(gate(run, { failOn: 'fail', allowBlocked: false }).met).toBe(false)
    await shows[name](run, open)
  })

  it.skipIf(name === 'badge')('shows what is to be known of a run', async () => {
    expect(await text(name, behind('pass', 'pass', { warnings: [warning] }))).toMatch(new RegExp(warning, 'i'))
  })
})

describe('a failure with rows without a verdict', () => {
  const run = behind('fail', 'blocked')

  it('stays a failure, which says so', async () => {
    expect(await text('junit', run)).toMatch(/failures="1" errors="0"[\s\S]*<failure message="[^"]*3 rows came to no verdict/)
    expect((await json('ctrf', run)).results.summary).toMatchObject({ failed: 1, other: 0 })
    expect(await text('annotations', run)).toMatch(/^::error .*title=fail%2C blocked%3A a\/hides/m)
  })

  it('is a notification of SARIF too, and counted by a badge', async () => {
    expect((await json('sarif', run)).runs[0].invocations[0].toolExecutionNotifications).toHaveLength(1)
    expect((await json('badge', run)).message).toBe('2 of 3 met, 1 without verdict')
  })
})

it('a waiver of a warning does not make a notice of what came to no verdict', async () => {
  const rows = [row('warn', { waived: 0 }), row('blocked', { name: 'two' })]
  const waiver = { scenario: 'a/b', expect: 'warn', reason: 'x', owner: 'y', created: '2026-11-01', expires: '2026-12-31' } as const
  const run = runOf([result('a/b', rows)], { waivers: [{ ...waiver, state: 'used', findings: 1 }] })
  expect(await text('annotations', run)).toMatch(/^::warning .*a\/b/m)
})

it('a fault of grantproof comes before what is blocked, and what is judged has neither', () => {
  expect(openIn(result('a/b', [row('warn'), row('blocked'), row('error')]))).toBe('error')
  expect(openIn(result('a/b', [row('fail'), row('pass'), row('skip')]))).toBeUndefined()
})
