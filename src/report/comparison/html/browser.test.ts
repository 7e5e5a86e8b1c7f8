import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { placed, tenants } from '../../../../fixtures/runs/compared-runs.ts'
import { hostileRun } from '../../../../fixtures/runs/hostile-run.ts'
import { cleanRun, mixedRun, runOf } from '../../../../fixtures/runs/sample-run.ts'
import { barriersIn, looks, noBrowser, type Opening, pagesInBrowser } from '../../html/testing.ts'
import type { PlacedRun } from '../placed.ts'
import { sideBySide } from '../side-by-side.ts'
import { renderHtml } from './index.ts'

const pages = pagesInBrowser()
const open = (runs: readonly PlacedRun[], how?: Opening): Promise<Page> => pages.open(renderHtml(sideBySide(runs)), how)
const shown = (page: Page) => page.locator('tr.scenario:visible').evaluateAll((all) => all.map(({ id }) => id))
const many = (n: number) => Array.from({ length: n }, (_, i) => placed(`tenant-${i}`, i % 2 === 0 ? mixedRun() : cleanRun()))

describe.skipIf(noBrowser !== '')(`several runs in a browser${noBrowser}`, () => {
  const runs: [string, PlacedRun[]][] = [
    ['tenants', tenants()],
    ['many', many(8)],
    ['nothing judged', [placed('a', runOf([])), placed('b', runOf([], { noFlow: { reason: 'a captcha', exchanges: [] } }))]],
  ]
  test.each(runs.flatMap(([what, run]) => looks.map(([how, look]) => [what, how, run, look] as const)))(
    'are for everybody: axe finds nothing in %s, %s',
    async (_, __, runs, look) => expect(await barriersIn(await open(runs, look))).toEqual([]),
  )

  test('stay readable where there are more than fit: keys scroll the table, and what a line is about stays in sight', async () => {
    const page = await open(many(8), { viewport: { width: 360, height: 700 } })
    const region = page.getByRole('group', { name: /^Findings that differ/ })
    await region.focus()
    for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight')
    await expect.poll(() => region.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(300)
    const [left, head] = [await region.boundingBox(), await region.getByRole('rowheader').first().boundingBox()]
    expect(Math.round(head!.x - left!.x)).toBeLessThan(3)
    const last = region.getByRole('columnheader').last()
    await last.scrollIntoViewIfNeeded()
    expect((await last.boundingBox())!.x).toBeGreaterThan(head!.x + head!.width - 1)
  })

  test('are narrowed by area, outcome and words, which the address keeps', async () => {
    const page = await open(tenants())
    const all = await shown(page)
    expect(all).toEqual([
      'authorization-code/redeems-code-once',
      'redirect-uri/compares-exactly',
      'state/returns-state-unchanged',
      'scope/rejects-unknown',
    ])
    await page
      .locator('section', { has: page.locator('#areas') })
      .getByRole('link', { name: 'redirect-uri' })
      .click()
    expect(await shown(page)).toEqual(['redirect-uri/compares-exactly'])
    await page.reload()
    expect(await shown(page)).toEqual(['redirect-uri/compares-exactly'])
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.locator('.filters [name="outcome"][value="blocked"]').check()
    expect(await shown(page)).toEqual(['scope/rejects-unknown'])
    expect(await page.getByRole('heading', { name: /^Findings that differ/ }).isVisible()).toBe(false)
    await page.goBack()
    expect(await shown(page)).toEqual(all)
    await page.getByRole('searchbox').fill('replayed')
    expect(await shown(page)).toEqual(['authorization-code/redeems-code-once'])
  })

  test('have an address for each scenario', async () => {
    const page = await open([...many(4), ...tenants()], { hash: '#state/returns-state-unchanged', viewport: { width: 800, height: 400 } })
    await expect
      .poll(() =>
        page
          .locator('[id="state/returns-state-unchanged"]')
          .boundingBox()
          .then((box) => box!.y),
      )
      .toBeLessThan(400)
  })

  test('lead to the report of each run, and say so to a screen reader', async () => {
    const page = await open(tenants())
    const link = page.getByRole('link', { name: 'Failed: redeems code once, in the report of berlin' })
    expect(await link.getAttribute('href')).toBe('berlin/report.html#authorization-code/redeems-code-once')
    expect(await page.getByRole('link', { name: 'The report of berlin', exact: true }).getAttribute('href')).toBe('berlin/report.html')
    expect(await page.getByRole('link', { name: /madrid/ }).count()).toBe(0)
  })

  test('show hostile text as text and ask nobody for anything', async () => {
    const page = await open([placed('a', hostileRun()), { run: hostileRun({ profile: 'oauth21' }), file: 'b' }])
    await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    expect(await page.locator('script').count()).toBe(1)
    expect(await page.locator('[onload], [onerror], [onclick], iframe, object, embed, img').count()).toBe(0)
    const text = (await page.locator('body').innerText()).replace(/[\n\t]/g, ' ')
    expect(text).toContain('<script>alert(1)</script>')
    expect(text).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u)
  })

  test('are on paper as a whole: nothing scrolls, and what was folded is open', async () => {
    const page = await open(many(3))
    await page.evaluate(
      "addEventListener('beforeprint', () => { window.printed = document.querySelectorAll('details:not([open])').length })",
    )
    const pdf = await page.pdf()
    expect(pdf.subarray(0, 4).toString()).toBe('%PDF')
    expect(await page.evaluate('window.printed')).toBe(0)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.filters').isVisible()).toBe(false)
    expect(await page.locator('.freeze').evaluateAll((all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1).length)).toBe(0)
  })

  test('can be read without scripts', async () => {
    const page = await open(tenants(), { javaScriptEnabled: false })
    expect(await page.locator('.filters').isVisible()).toBe(false)
    expect(await shown(page)).toHaveLength(4)
    await page.getByRole('heading', { name: /^Alike without a finding/ }).click()
    expect(await page.getByText('pkce/rejects-wrong-code-verifier').isVisible()).toBe(true)
  })
})
