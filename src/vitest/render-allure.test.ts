import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { emptyFolder } from '../../fixtures/command-line/grantproof.ts'
import { hostileRun } from '../../fixtures/runs/hostile-run.ts'
import { mixedRun } from '../../fixtures/runs/sample-run.ts'
import { allureFiles } from '../report/allure/results.ts'
import { noBrowser, pagesInBrowser } from '../report/html/testing.ts'
import type { Run } from '../report/run.ts'
import { renderAllure } from './render-allure.ts'

const of = (name: string, startedAt = '2026-11-22T10:00:00.000Z') =>
  mixedRun({ target: { name, issuer: `https://${name}.example`, embedded: false }, startedAt })
const once = 'authorization-code/redeems-code-once'

/** A folder of results of several runs. */
function resultsOf(...runs: Run[]): string {
  const folder = emptyFolder()
  for (const run of runs) for (const [name, text] of Object.entries(allureFiles(run))) writeFileSync(join(folder, name), text)
  return folder
}

async function rendered(
  runs: Run[],
  history = join(emptyFolder(), 'history.jsonl'),
): Promise<{ page: string; stats: Record<string, number> }> {
  const report = join(emptyFolder(), 'report')
  const page = readFileSync(await renderAllure(resultsOf(...runs), report, history), 'utf8')
  return { page, stats: JSON.parse(readFileSync(join(report, 'summary.json'), 'utf8')).stats }
}

it('Allure takes the results of any run', async () => {
  const { stats } = await rendered([mixedRun()])
  expect(stats).toMatchObject({ total: 7, passed: 3, failed: 1, broken: 2, skipped: 1 })
}, 60_000)

it('Allure takes those of a hostile target too', async () => {
  const run = hostileRun()
  expect((await rendered([{ ...run, results: run.results.slice(0, 4) }])).stats['total']).toBe(4)
}, 60_000)

describe.skipIf(noBrowser !== '')(`a report of Allure in a browser${noBrowser}`, () => {
  const { open } = pagesInBrowser()
  const test = (page: Page, at = 0) => page.getByText(`${once}: A code is redeemed once`).nth(at)

  it('asks nobody for anything, tells tenants apart and shows exchanges as HTTP', async () => {
    const page = await open((await rendered([of('berlin'), of('oslo')])).page)
    for (const tenant of ['berlin', 'oslo']) await page.getByText(tenant, { exact: true }).first().waitFor()
    expect(await test(page, 1).count()).toBe(1)
    await test(page, 1).click()
    await page.getByText('2: POST https://as.example/token').first().click()
    const told = () => page.locator('body').innerText()
    await expect.poll(told, { timeout: 20_000 }).toMatch(/grant_type\s+authorization_code\s+code\s+‹code:1›/)
    expect(await told()).toMatch(/target\s+oslo/)
  }, 120_000)

  it('keeps the history of each tenant', async () => {
    const history = join(emptyFolder(), 'history.jsonl')
    await rendered([of('berlin'), of('oslo')], history)
    await rendered([of('oslo', '2026-11-23T10:00:00.000Z')], history)
    const page = await open(
      (await rendered([of('berlin', '2026-11-24T10:00:00.000Z'), of('oslo', '2026-11-24T10:00:00.000Z')], history)).page,
    )
    const earlier = async (at: number) => {
      await test(page, at).click()
      await page.getByText('History').first().waitFor()
      const text = (await page.locator('body').innerText()).replace(/\s+/g, ' ')
      await page.goBack()
      return [/target (\w+)/.exec(text)?.[1], /History (\d+)/.exec(text)?.[1]]
    }
    expect([await earlier(0), await earlier(1)].toSorted()).toEqual([
      ['berlin', '1'],
      ['oslo', '2'],
    ])
  }, 120_000)
})

const root = new URL('../../', import.meta.url)
it.skipIf(process.platform === 'win32')(
  'the documented way to a report without analytics leads to one',
  async () => {
    const documented = readFileSync(new URL('docs/reports.md', root), 'utf8').match(/^(?:npx allure awesome|sed ).*$/gm)!
    expect(documented).toHaveLength(2)
    const cwd = emptyFolder()
    for (const [name, text] of Object.entries(allureFiles(of('berlin')))) {
      execFileSync('mkdir', ['-p', join(cwd, 'allure-results')])
      writeFileSync(join(cwd, 'allure-results', name), text)
    }
    const allure = `'${process.execPath}' '${fileURLToPath(new URL('node_modules/allure/cli.js', root))}'`
    for (const line of documented) execFileSync('sh', ['-c', line.replace('npx allure', allure)], { cwd, stdio: 'pipe' })
    expect(readFileSync(join(cwd, 'report.html'), 'utf8')).toContain('<div id="app">')
    expect(readFileSync(join(cwd, 'report.html'), 'utf8').match(/(?:src|href)="https?:[^"]*"/g) ?? []).toEqual([])
  },
  60_000,
)
