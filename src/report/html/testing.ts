import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { emptyFolder } from '../../../fixtures/command-line/grantproof.ts'
import { usualBrowser } from '../../user-agent/browser/launch.ts'

const executablePath = await usualBrowser()

/** Why pages cannot be opened here; empty where they can. */
export const noBrowser = executablePath === undefined ? ' (skipped: no Chrome, Chromium or Edge is installed)' : ''

/** How people look at a page. */
export const looks: [string, BrowserContextOptions][] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['on a phone', { viewport: { width: 360, height: 700 }, isMobile: true }],
]

/** How a page is opened. */
export type Opening = BrowserContextOptions & { hash?: string }

/** A real browser for the tests of a file. `open` opens a page as a person does, from a file; whatever goes wrong in it, or leaves it, fails the test,
 *  unless the test forgives what went wrong so far. */
export function pagesInBrowser(): { open(text: string, how?: Opening): Promise<Page>; forgive(): void } {
  let browser: Browser | undefined
  const folder = emptyFolder()
  let files = 0
  let wrong: string[] = []
  beforeAll(async () => {
    if (executablePath !== undefined) browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
  })
  afterAll(() => browser?.close())
  afterEach(async () => {
    await Promise.all((browser?.contexts() ?? []).map((context) => context.close()))
    expect(wrong).toEqual([])
  })
  async function open(text: string, { hash = '', ...options }: Opening = {}): Promise<Page> {
    const file = join(folder, `${++files}.html`)
    const url = pathToFileURL(file).href
    writeFileSync(file, text)
    wrong = []
    const context = await browser!.newContext(options)
    const page = await context.newPage()
    await context.route('**', (route) => (route.request().url().split('#')[0] === url ? route.continue() : route.abort()))
    context.on('request', (request) => request.url().split('#')[0] !== url && wrong.push(`request ${request.url()}`))
    page.on('pageerror', (error) => wrong.push(`error ${error.message}`))
    page.on('console', (message) => wrong.push(`console ${message.text()}`))
    page.on('dialog', (dialog) => wrong.push(`dialog ${dialog.message()}`))
    await page.goto(url + hash)
    return page
  }
  const forgive = (): void => {
    wrong = []
  }
  return { open, forgive }
}

/** What axe finds in a page with all of it open, and whether it is wider than its window. */
export async function barriersIn(page: Page): Promise<string[]> {
  await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
  await page.evaluate(axe.source)
  const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults
  const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    ...(wide ? ['the page is wider than its window'] : []),
  ]
}
