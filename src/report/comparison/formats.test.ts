import fc from 'fast-check'
import { parse } from 'parse5'
import { describe, expect, it } from 'vitest'
import { placed, tenants } from '../../../fixtures/runs/compared-runs.ts'
import { hostile, hostileRun } from '../../../fixtures/runs/hostile-run.ts'
import { mixedRun, result, row, runOf } from '../../../fixtures/runs/sample-run.ts'
import { comparisonFormats } from './formats.ts'
import type { PlacedRun } from './placed.ts'
import { sideBySide } from './side-by-side.ts'

type Name = keyof typeof comparisonFormats
const rendered = (name: Name, runs: readonly PlacedRun[]) => comparisonFormats[name].render(sideBySide(runs))
const syntax: Record<Name, (text: string) => unknown> = {
  html: (text) => parse(text, { onParseError: ({ code }) => expect(code).toBe('no parse error') }),
  markdown: (text) => expect(text).toMatch(/^## \d+ runs side by side\n/),
  json: JSON.parse,
}

/** What a report may hold nowhere outside of an escape: controls, and what turns the direction of text or is not seen. */
const deceiving = /[\p{Cs}\p{Bidi_Control}\u2028\u2029\ufeff\u200b]|(?!\n)\p{Cc}/u

async function sound(name: Name, runs: readonly PlacedRun[]): Promise<string> {
  const text = await rendered(name, runs)
  expect(() => syntax[name](text)).not.toThrow()
  expect(deceiving.exec(text)?.[0]).toBeUndefined()
  expect(text.split('\n').filter((line) => /^\s*(?:::|##\[)/.test(line))).toEqual([])
  expect(text.endsWith('\n')).toBe(true)
  return text
}

/** Runs that say a text wherever a target, a scenario or a person has a say. */
const saying = (text: string): PlacedRun[] =>
  (['fail', 'blocked'] as const).map((outcome, i) =>
    placed(
      text,
      runOf(
        [
          result(`${i}/${text}`, [row(outcome, { name: text, reason: text, seen: text })], { title: text, reason: text }),
          result(`s/${text}`, [row(outcome, { name: text, reason: text, seen: text })], { title: text, reason: text }),
        ],
        { warnings: [text], selection: { asked: [text], scenarios: 2 }, startedAt: `2026-11-2${i}T10:00:00.000Z` },
      ),
      { file: text, label: `${i}${text}` },
    ),
  )

describe.each(Object.keys(comparisonFormats) as Name[])('%s', (name) => {
  it('names the runs and every scenario that differs or has a finding', async () => {
    const text = await sound(name, tenants())
    for (const said of ['berlin', 'madrid', 'oslo', 'redeems-code-once', 'compares-exactly', 'rejects-unknown', 'not asked for'])
      expect(text).toContain(said)
  })

  it('says before all what is not comparable', async () => {
    expect(await sound(name, tenants())).toContain('The runs are not judged by one profile')
  })

  it('is a function of the runs alone', async () => {
    expect(await rendered(name, tenants())).toBe(await rendered(name, tenants()))
  })

  it('shows what a hostile target says as text', async () => {
    await sound(name, [placed('a', hostileRun()), { run: hostileRun({ startedAt: '2026-12-01T10:00:00.000Z' }), file: hostile[2] }])
  }, 60_000)

  it('is sound whatever is said', async () => {
    const nasty = fc.array(
      fc.oneof(fc.constantFrom(...hostile.map((one) => one.slice(0, 60)), '::error::', '\n', '`', '|', '\\', '</script>'), fc.string()),
    )
    await fc.assert(
      fc.asyncProperty(nasty, async (parts) => void (await sound(name, saying(parts.join(''))))),
      { numRuns: 20 },
    )
  })
})

describe('Markdown', () => {
  it('has as many cells in each line of a table as in its head', async () => {
    for (const runs of [tenants(), saying('a | b\n| c'), [placed('a', hostileRun()), placed('b', mixedRun())]]) {
      const text = await rendered('markdown', runs)
      for (const table of text.split('\n\n').filter((part) => part.startsWith('|'))) {
        const widths = table
          .trimEnd()
          .split('\n')
          .map((line) => line.match(/(?<!\\)\|/g)!.length)
        expect(new Set(widths).size).toBe(1)
      }
    }
  })

  it('stays below what GitHub takes for a comment, and says how many lines it leaves out', async () => {
    const many = (outcome: 'fail' | 'pass') =>
      runOf(
        Array.from({ length: 500 }, (_, i) => result(`area-${i % 20}/a-scenario-with-a-long-name-${i}`, [row(i < 400 ? outcome : 'fail')])),
      )
    const text = await rendered('markdown', [placed('a', many('fail')), placed('b', many('pass')), placed('c', many('fail'))])
    expect(text.length).toBeLessThan(65_536)
    expect(text).toContain('### Findings that differ (400)')
    expect(text).toContain('… and 350 more.')
  })
})

describe('the page', () => {
  it('leads to the page of each run, by the id that a scenario had there', async () => {
    const [berlin, madrid] = tenants()
    const old = placed('old', runOf([result('authorization-code/former', [row('fail')])]), { page: '../old/report.html' })
    const comparison = sideBySide([berlin!, madrid!, old], (id) => id.replace('former', 'redeems-code-once'))
    const page = await comparisonFormats.html.render(comparison)
    const links = [...page.matchAll(/href="([^"]*report\.html[^"]*)"/g)].map(([, href]) => href)
    expect(links).toContain('berlin/report.html#authorization-code/redeems-code-once')
    expect(links).toContain('../old/report.html#authorization-code/former')
    expect(links.filter((href) => href!.includes('madrid'))).toEqual([])
  })

  it('has no script but its own, whatever a target says', async () => {
    const page = await rendered('html', [placed('a', hostileRun()), placed('b', hostileRun())])
    expect(page.match(/<script/g)).toHaveLength(1)
  })

  it('fetches nothing, and has no style or handler in its markup', async () => {
    expect(await rendered('html', tenants())).not.toMatch(/\s(?:src|style|on\w+)=|@import|url\(|<link/)
  })
})
