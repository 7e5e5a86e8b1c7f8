import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { emptyFolder } from '../../fixtures/command-line/grantproof.ts'
import { hostileRun } from '../../fixtures/runs/hostile-run.ts'
import { mixedRun } from '../../fixtures/runs/sample-run.ts'
import { allureFiles } from '../report/allure/results.ts'
import type { Run } from '../report/schema.ts'
import { renderAllure } from './render-allure.ts'

async function rendered(run: Run): Promise<{ page: string; stats: Record<string, number> }> {
  const [results, report] = [emptyFolder(), join(emptyFolder(), 'report')]
  for (const [name, text] of Object.entries(allureFiles(run))) writeFileSync(join(results, name), text)
  const page = readFileSync(await renderAllure(results, report), 'utf8')
  return { page, stats: JSON.parse(readFileSync(join(report, 'summary.json'), 'utf8')).stats }
}

it('Allure takes the results of any run, and makes one page of them that asks nobody for anything', async () => {
  const { page, stats } = await rendered(mixedRun())
  expect(stats).toMatchObject({ total: 7, passed: 3, failed: 1, broken: 2, skipped: 1 })
  expect(page.match(/(?:src|href)="https?:[^"]*"/g) ?? []).toEqual([])
}, 60_000)

it('Allure takes those of a hostile target too', async () => {
  const run = hostileRun()
  expect((await rendered({ ...run, results: run.results.slice(0, 4) })).stats['total']).toBe(4)
}, 60_000)
