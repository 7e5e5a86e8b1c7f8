import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { named, png } from '../../../fixtures/runs/png.ts'
import { exchange, mixedRun, result, row, runOf } from '../../../fixtures/runs/sample-run.ts'
import { harSchema } from '../../../fixtures/schemas/third-party/validate.ts'
import type { ReadBeside } from '../beside.ts'
import { renderHar } from '../har.ts'
import type { Run } from '../run.ts'
import { renderHtml } from './index.ts'
import { barriersIn, noBrowser, type Opening, pagesInBrowser } from './testing.ts'

const pages = pagesInBrowser()
const open = (run: Run, { read, ...how }: Opening & { read?: ReadBeside } = {}): Promise<Page> => pages.open(renderHtml(run, read), how)
const hash = (page: Page) => page.evaluate('location.hash')

describe.skipIf(noBrowser !== '')(`the exchanges of the page in a browser${noBrowser}`, () => {
  test('a deep link opens its scenario and draws its exchanges, which can be copied', async () => {
    const page = await open(mixedRun(), {
      hash: '#authorization-code/redeems-code-once',
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const scenario = page.locator('[id="authorization-code/redeems-code-once"]')
    await scenario.locator('.sequence').first().waitFor({ state: 'attached' })
    const replayed = scenario.locator('details.act', { hasText: 'replayed' })
    expect(await replayed.getAttribute('open')).toBe('')
    expect(await replayed.locator('.sequence .band.fail').count()).toBe(1)
    expect(await replayed.locator('.sequence text').allTextContents()).toEqual(
      expect.arrayContaining(['Client', 'Server', 'POST /token', '400 invalid_grant', 'code:1']),
    )
    await replayed.locator('.message > summary').click()
    await replayed.getByRole('button', { name: 'Copy as curl' }).click()
    await replayed.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^curl .*'https:\/\/as\.example\/token'[\s\S]*"\$CODE_1"/)
    await replayed.locator('pre mark').first().hover()
    expect(await replayed.locator('.pill.lit, mark.lit').count()).toBeGreaterThan(1)
  })

  test('takes exchanges away as HAR, one, or all of a scenario, copied or saved', async () => {
    const run = mixedRun()
    const [{ id, exchanges }] = run.results.filter(({ id }) => id === 'authorization-code/redeems-code-once') as [Run['results'][number]]
    const page = await open(run, { hash: `#${id}`, permissions: ['clipboard-read', 'clipboard-write'] })
    const scenario = page.locator(`[id="${id}"]`)
    const copied = async (from: Locator) => {
      await from.getByRole('button', { name: 'Copy as HAR' }).click()
      await from.getByRole('button', { name: 'Copied' }).waitFor()
      return (await page.evaluate('navigator.clipboard.readText()')) as string
    }
    const of = (some: typeof exchanges) =>
      renderHar({ ...run, results: run.results.flatMap((one) => (one.id === id ? { ...one, exchanges: some } : [])) })
    const all = await copied(scenario.locator('.all'))
    expect(all).toBe(of(exchanges))
    expect(harSchema()(JSON.parse(all))).toEqual([])
    const replayed = scenario.locator('details.act', { hasText: 'replayed' })
    await replayed.locator('.message > summary').click()
    expect(await copied(replayed.locator('.message'))).toBe(of(exchanges.slice(1, 2)))
    const [download] = await Promise.all([page.waitForEvent('download'), scenario.getByRole('button', { name: 'Save as HAR' }).click()])
    expect(download.suggestedFilename()).toBe('authorization-code-redeems-code-once.har')
    expect(readFileSync(await download.path(), 'utf8')).toBe(all)
  })

  test('a first flow that failed shows its exchanges like a scenario', async () => {
    const noFlow = { reason: 'a captcha', exchanges: [exchange(1, 200), exchange(2)] }
    const page = await open(runOf([], { noFlow }), { permissions: ['clipboard-read', 'clipboard-write'] })
    const flow = page.locator('details.flow')
    await flow.locator('> summary').click()
    await flow.locator('.sequence').waitFor()
    expect(await flow.locator('.message').count()).toBe(2)
    await flow.locator('.all').getByRole('button', { name: 'Copy as HAR' }).click()
    await flow.getByRole('button', { name: 'Copied' }).waitFor()
    const copied = JSON.parse((await page.evaluate('navigator.clipboard.readText()')) as string)
    expect(harSchema()(copied)).toEqual([])
    expect(copied.log.entries.map(({ _n }: { _n: number }) => _n)).toEqual([1, 2])
    expect(await barriersIn(page)).toEqual([])
  })

  test('what may not be copied is shown and selected', async () => {
    const page = await open(mixedRun(), { hash: '#authorization-code/redeems-code-once' })
    await page.evaluate(`Object.defineProperty(navigator, 'clipboard', { value: undefined })`)
    await page.locator('.all').getByRole('button', { name: 'Copy as HAR' }).first().click()
    expect(JSON.parse((await page.evaluate('getSelection().toString()')) as string)).toMatchObject({ log: { version: '1.2' } })
  })

  describe('pictures that a browser took', () => {
    const { bytes, picture } = png(640, 360)
    const forged = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')
    const seen = (...pictures: object[]) =>
      runOf([
        result(
          'browser/shows',
          [
            row('fail', {
              evidence: {
                landing: { views: pictures.map((one) => ({ n: 2, displayed: false, executed: [], picture: one })) },
                answer: { $exchange: 2 },
              },
            }),
          ],
          { title: 'Shows no page in a frame' },
        ),
      ])

    test('are in the page, and are shown in the size that they have', async () => {
      const page = await open(seen(picture), { hash: '#browser/shows', read: () => bytes })
      const image = page.getByRole('img', {
        name: 'The page of exchange 2 in the browser: the browser did not display it in the frame, in “Shows no page in a frame”',
      })
      await image.waitFor()
      expect(await image.evaluate((one: any) => [one.getAttribute('width'), one.naturalWidth, one.naturalHeight])).toEqual([
        '640',
        640,
        360,
      ])
      await page.getByRole('link', { name: 'exchange 2' }).click()
      expect(await hash(page)).toBe('#browser/shows/2')
      expect(await page.locator('[id="browser/shows/2"] > .message[open]').count()).toBe(1)
      const before = await image.evaluate((one: any) => one.width)
      await page.getByRole('button', { name: /^The page of exchange 2/ }).click()
      expect(await image.evaluate((one: any) => one.width)).toBeGreaterThan(before)
      expect(await barriersIn(page)).toEqual([])
      await page.emulateMedia({ media: 'print' })
      expect(await image.isVisible()).toBe(true)
    })

    test.each([
      ['which no file is', picture, () => undefined, 'no file beside the run is the one that the browser took'],
      ['which are something else', named(forged), () => forged, 'no file beside the run is the one that the browser took'],
      ['which nobody reads', picture, undefined, 'It lies beside the run'],
    ])('%s, are told of and led to', async (_, one, read, told) => {
      const page = await open(seen(one), { hash: '#browser/shows', ...(read && { read }) })
      await page.getByText(told).waitFor()
      expect(await page.getByRole('link', { name: one.file }).getAttribute('href')).toBe(one.file)
      expect(await page.locator('img').count()).toBe(0)
    })
  })

  test('a diagram fits on a phone, and has room to be read elsewhere', async () => {
    const hash = '#authorization-code/redeems-code-once'
    const small = await open(mixedRun(), { hash, viewport: { width: 360, height: 700 } })
    const around = small.locator('.act[open] > .scroll')
    await around.waitFor()
    expect(await around.evaluate((one: any) => one.scrollWidth - one.clientWidth)).toBe(0)
    const large = await open(mixedRun(), { hash })
    await large.locator('.act[open] .sequence').waitFor()
    expect(Number(await large.locator('.act[open] .sequence').getAttribute('width'))).toBeGreaterThan(600)
  })

  test('a run that kept its findings alone does not say that nothing was sent', async () => {
    const bare = result('a/b', [row('fail', { evidence: {} })], { exchanges: [], controls: {} })
    const page = await open(runOf([bare], { evidence: 'none' }), { hash: '#a/b' })
    await page.getByText('They were not kept: this run has findings alone.').waitFor()
  })
})
