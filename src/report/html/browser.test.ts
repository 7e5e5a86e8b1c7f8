import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { hostileRun } from '../../../fixtures/runs/hostile-run.ts'
import { cleanRun, exchange, mixedRun, result, row, runOf } from '../../../fixtures/runs/sample-run.ts'
import type { Run } from '../run.ts'
import { renderHtml } from './index.ts'
import { barriersIn, looks, noBrowser, type Opening, pagesInBrowser } from './testing.ts'

const pages = pagesInBrowser()
const open = (run: Run, how: Opening = {}): Promise<Page> => pages.open(renderHtml(run), how)

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
