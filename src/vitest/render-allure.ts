import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { withoutAnalytics } from './analytics.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const allure = join(root, 'node_modules', 'allure', 'cli.js')
const config = join(root, 'fixtures', 'vitest', 'allurerc.json')

/** Makes an Allure report of results, without the network and without analytics. `report` is replaced. Resolves with the page to open. */
export async function renderAllure(results: string, report: string): Promise<string> {
  rmSync(report, { recursive: true, force: true })
  await promisify(execFile)(process.execPath, [allure, 'generate', results, '--config', config, '--output', report])
  for (const name of readdirSync(report, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'))) {
    const page = join(report, name)
    writeFileSync(page, withoutAnalytics(readFileSync(page, 'utf8')))
  }
  return join(report, 'index.html')
}
