import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hostileRun } from '../../../fixtures/runs/hostile-run.ts'
import { named, png } from '../../../fixtures/runs/png.ts'
import { cleanRun, exchange, mixedRun, result, row, runOf } from '../../../fixtures/runs/sample-run.ts'
import { harSchema } from '../../../fixtures/schemas/third-party/validate.ts'
import type { ReadBeside } from '../beside.ts'
import { renderHar } from '../har.ts'
import type { Run } from '../schema.ts'
import { renderHtml } from './index.ts'
import { barriersIn, looks, noBrowser, type Opening, pagesInBrowser } from './testing.ts'

const pages = pagesInBrowser()
const open = (run: Run, { read, ...how }: Opening & { read?: ReadBeside } = {}): Promise<Page> => pages.open(renderHtml(run, read), how)

const shown = (page: Page) => page.locator('details.scenario:visible').evaluateAll((all) => all.map(({ id }) => id))
const hash = (page: Page) => page.evaluate('location.hash')
const box = (page: Page, name: string, value: string) => page.locator(`.filters [name="${name}"][value="${value}"]`)

describe.skipIf(noBrowser !== '')(`the page in a browser${noBrowser}`, () => {
  describe('is for everybody: axe finds nothing', () => {
    const runs: [string, Run][] = [
      ['every outcome', mixedRun({ warnings: ['insecure: TLS certificates are not verified'] })],
      ['a sound embedded server', cleanRun({ target: { name: 'embedded', issuer: 'http://127.0.0.1:1', embedded: true } })],
      ['no flow', runOf([], { noFlow: { reason: 'the page asks for a captcha', exchanges: [exchange(1, 200)] } })],
      ['nothing', runOf([])],
    ]
    test.each(runs.flatMap(([what, run]) => looks.map(([how, look]) => [what, how, run, look] as const)))(
      '%s, %s',
      async (_, __, run, look) => {
        const page = await open(run, look)
        await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
        if (run.results.length > 0) await page.locator('.sequence:visible').first().waitFor()
        expect(await barriersIn(page)).toEqual([])
      },
    )
  })

  test('shows hostile text as text, runs nothing of it and asks nobody for anything', async () => {
    const run = hostileRun()
    const page = await open(run)
    const before = await page.locator('script').count()
    await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    await expect
      .poll(() => page.locator('.evidence').evaluateAll((all) => all.every(({ childElementCount }) => childElementCount > 0)), {
        timeout: 30_000,
      })
      .toBe(true)
    expect(await page.locator('script').count()).toBe(before)
    expect(await page.locator('script:not([data-packed])').count()).toBe(1)
    expect(await page.locator('[onload], [onerror], [onclick], iframe, object, embed, img').count()).toBe(0)
    const text = (await page.locator('body').innerText()).replaceAll('\n', ' ')
    expect(text).toContain('<script>alert(1)</script>')
    expect(text).toContain('\\u{202e}')
    expect(text).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u)
  })

  test('a policy forbids what is not its own: neither script nor markup nor request gets in', async () => {
    const asked: string[] = []
    const elsewhere = createServer(({ url }, response) => {
      asked.push(url!)
      response.end()
    }).listen(0, '127.0.0.1')
    await once(elsewhere, 'listening')
    const at = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`
    const page = await open(mixedRun())
    await page.context().unroute('**')
    const refused = await page.evaluate(`(async () => {
      const seen = []
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => seen.push(effectiveDirective))
      try { document.body.innerHTML += '<b>' } catch {}
      const script = document.createElement('script')
      try { script.text = 'window.owned = true' } catch {}
      document.body.append(Object.assign(document.createElement('img'), { src: '${at}' }))
      await fetch('${at}').catch(() => {})
      await new Promise((done) => setTimeout(done, 100))
      return { seen: [...new Set(seen)].sort(), owned: window.owned }
    })()`)
    expect(refused).toEqual({ seen: ['connect-src', 'img-src', 'require-trusted-types-for'] })
    elsewhere.close()
    expect(asked).toEqual([])
    pages.forgive()
  })

  test('filters by outcome, severity, area, document and words, keeps that in the address, and back goes back', async () => {
    const page = await open(mixedRun())
    const all = await shown(page)
    expect(all).toHaveLength(7)
    await box(page, 'outcome', 'fail').check()
    expect(await shown(page)).toEqual(['authorization-code/redeems-code-once'])
    await box(page, 'outcome', 'warn').check()
    expect(await shown(page)).toHaveLength(2)
    expect(await hash(page)).toBe('#?outcome=fail&outcome=warn')
    await box(page, 'severity', 'critical').check()
    expect(await shown(page)).toEqual(['authorization-code/redeems-code-once'])
    await page.goBack()
    await page.goBack()
    expect(await shown(page)).toEqual(['authorization-code/redeems-code-once'])
    expect(await box(page, 'outcome', 'warn').isChecked()).toBe(false)
    await page.getByRole('button', { name: 'Show all' }).click()
    expect(await shown(page)).toEqual(all)
    await page.locator('[name=area]').selectOption('redirect-uri')
    await page.getByRole('searchbox').fill('LOOPBACK port')
    expect(await shown(page)).toEqual(['redirect-uri/ignores-loopback-port'])
    await page.reload()
    expect(await shown(page)).toEqual(['redirect-uri/ignores-loopback-port'])
    expect(await page.getByRole('searchbox').inputValue()).toBe('LOOPBACK port')
    await page.getByRole('searchbox').fill('nowhere to be found')
    expect(await page.getByText('No scenario is like that.').isVisible()).toBe(true)
  })

  test('a field of the matrix, a count and a finding lead to their scenarios', async () => {
    const page = await open(mixedRun())
    await page.getByRole('link', { name: /^redirect-uri, RFC 6749: 2 scenarios/ }).click()
    expect(await shown(page)).toEqual(['redirect-uri/compares-exactly', 'redirect-uri/ignores-loopback-port'])
    await page
      .locator('.counts')
      .getByRole('link', { name: /Recorded/ })
      .click()
    expect(await shown(page)).toEqual(['refresh-token/rotates'])
    await page.locator('.findings').getByRole('link', { name: 'A code is redeemed once' }).click()
    expect(await hash(page)).toBe('#authorization-code/redeems-code-once')
    expect(await page.locator('details.scenario[open]').evaluateAll((all) => all.map(({ id }) => id))).toEqual([
      'authorization-code/redeems-code-once',
    ])
    expect(await shown(page)).toHaveLength(7)
  })

  test('what is new and what is waived has its filter, where a run has any', async () => {
    const page = await open(
      runOf([
        result('a/new', [row('fail', { new: true })]),
        result('b/waived', [row('warn', { waived: 0 })]),
        result('c/plain', [row('fail')]),
      ]),
    )
    await box(page, 'only', 'new').check()
    expect(await shown(page)).toEqual(['a/new'])
    await box(page, 'only', 'waived').check()
    expect(await shown(page)).toEqual(['a/new', 'b/waived'])
    expect(await (await open(mixedRun())).locator('[name="only"]').count()).toBe(0)
  })

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

  test('paper shows everything, and the page is as it was afterwards', async () => {
    const page = await open(mixedRun(), { hash: '#?outcome=fail&outcome=skip' })
    await page.evaluate(
      `addEventListener('beforeprint', () => { window.printed = document.querySelectorAll('details.scenario[open]').length })`,
    )
    const pdf = await page.pdf()
    expect(pdf.subarray(0, 4).toString()).toBe('%PDF')
    expect(await page.evaluate('window.printed')).toBe(2)
    expect(await page.locator('details.scenario[open]').count()).toBe(0)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.filters').isVisible()).toBe(false)
  })

  test('is dark where the system is, and when somebody says so', async () => {
    const ground = (page: Page) => page.evaluate('getComputedStyle(document.body).backgroundColor')
    const [light, dark] = [await open(cleanRun(), { colorScheme: 'light' }), await open(cleanRun(), { colorScheme: 'dark' })]
    const [day, night] = [await ground(light), await ground(dark)]
    expect(day).not.toBe(night)
    await light.getByRole('button', { name: 'Dark or light' }).click()
    expect(await ground(light)).toBe(night)
  })

  test('what is found does not depend on what was looked at, and the address of an exchange leads to it', async () => {
    const page = await open(mixedRun(), { hash: '#authorization-code/redeems-code-once/2' })
    await page.locator('.sequence').first().waitFor({ state: 'attached' })
    expect(await page.locator('details.scenario[open]').count()).toBe(1)
    expect(await page.locator('.message[open]').evaluateAll((all: any[]) => all.map((one) => one.parentElement.id))).toEqual([
      'authorization-code/redeems-code-once/2',
    ])
    await page.getByRole('searchbox').fill('grant_type=authorization_code')
    expect(await shown(page)).toEqual([])
  })

  test('four hundred scenarios with their evidence are filtered and opened like few', async () => {
    const many = Array.from({ length: 400 }, (_, i) =>
      result(`area-${i % 20}/scenario-${i}`, [row(i % 3 === 0 ? 'fail' : 'pass')], {
        exchanges: Array.from({ length: 30 }, (_, n) => exchange(n + 1, 400, `{"error":"invalid_grant","n":${i}${n}}`)),
      }),
    )
    const page = await open(runOf(many), { hash: '#area-19/scenario-399' })
    await page.locator('.sequence').first().waitFor({ state: 'attached' })
    expect(await page.locator('.sequence').count()).toBeLessThan(4)
    expect(await page.locator('[id="area-19/scenario-399"] .message').first().textContent()).toContain('"n":3990}')
    expect(await page.locator('[data-packed]').count()).toBeGreaterThan(2)
    await box(page, 'outcome', 'fail').check()
    expect(await shown(page)).toHaveLength(134)
  })

  test('without scripts all but the exchanges can be read', async () => {
    const page = await open(mixedRun(), { javaScriptEnabled: false })
    expect(await page.locator('.filters').isVisible()).toBe(false)
    await page.locator('details.scenario summary').nth(1).click()
    expect(await page.getByText('status 200 with an access token').last().isVisible()).toBe(true)
    expect(await page.getByText('shown by a script of this page').isVisible()).toBe(true)
  })
})
