import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { withoutAnalytics } from './analytics.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const allure = join(root, 'node_modules', 'allure', 'cli.js')
const usual = join(root, 'fixtures', 'vitest', 'allurerc.json')
/** Each report holds the whole history that it was made with. */
const historyLimit = 20

/** Makes an Allure report of results, without the network and without analytics. `report` is replaced; `history` is a file that former reports wrote and
 *  this one adds to. Resolves with the page to open. */
export async function renderAllure(results: string, report: string, history: string): Promise<string> {
  rmSync(report, { recursive: true, force: true })
  const folder = mkdtempSync(join(tmpdir(), 'grantproof-allure-'))
  try {
    const config = join(folder, 'allurerc.json')
    writeFileSync(config, JSON.stringify({ ...JSON.parse(readFileSync(usual, 'utf8')), historyPath: resolve(history), historyLimit }))
    await promisify(execFile)(process.execPath, [allure, 'generate', results, '--config', config, '--output', report])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  for (const name of readdirSync(report, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'))) {
    const page = join(report, name)
    writeFileSync(page, withoutAnalytics(readFileSync(page, 'utf8')))
  }
  return join(report, 'index.html')
}
