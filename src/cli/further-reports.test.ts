import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { emptyFolder, grantproof } from '../../fixtures/command-line/grantproof.ts'

const scenario = 'pkce/rejects-wrong-code-verifier'

it('a run is written as a page and in the formats that were asked for, and only in those', async () => {
  const cwd = emptyFolder()
  const folder = join(cwd, 'reports/embedded')
  const first = await grantproof(['demo', scenario, '--report', 'sarif,allure', '--report', 'markdown'], { cwd })
  expect(first).toMatchObject({ code: 0, stderr: '' })
  for (const place of ['run.json', 'junit.xml', 'report.html', 'grantproof.sarif', 'allure-results', 'summary.md'])
    expect(first.stdout).toContain(join('reports/embedded', place))
  expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toMatch(/^## ✓ embedded: The gate is met; 1 of 1 graded scenario met/)
  expect(JSON.parse(readFileSync(join(folder, 'grantproof.sarif'), 'utf8')).runs[0].invocations[0]).toMatchObject({ exitCode: 0 })
  expect(readdirSync(join(folder, 'allure-results')).some((name) => name.endsWith('.httpexchange'))).toBe(true)
  await grantproof(['demo', scenario, '--report', 'badge'], { cwd })
  expect(readdirSync(folder).sort()).toEqual(['badge.json', 'history', 'junit.xml', 'report.html', 'run.json'])
})

it('a format that does not exist is named before anything is sent', async () => {
  const cwd = emptyFolder()
  const { code, stderr } = await grantproof(['demo', scenario, '--report', 'sarif,jnuit'], { cwd })
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(/"jnuit" is no format[\s\S]*sarif/) })
  expect(existsSync(join(cwd, 'reports'))).toBe(false)
})
