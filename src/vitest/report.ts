import { existsSync } from 'node:fs'
import { renderAllure } from './render-allure.ts'

// `npm run suites:report`, after `npm run suites`.

const results = 'reports/allure-results'
if (!existsSync(results)) {
  process.stderr.write(`there is no ${results}: npm run suites writes it\n`)
  process.exit(2)
}
const page = await renderAllure(results, 'reports/allure-report', 'reports/allure-history.jsonl')
process.stdout.write(`${page}\n`)
