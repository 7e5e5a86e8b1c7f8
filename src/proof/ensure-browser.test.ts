import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { command, emptyFolder } from '../../fixtures/command-line/grantproof.ts'
import { usualBrowser } from '../user-agent/browser/launch.ts'

const script = fileURLToPath(new URL('ensure-browser.ts', import.meta.url))
const nothing = { PLAYWRIGHT_BROWSERS_PATH: '/dev/null/no-folder', PLAYWRIGHT_DOWNLOAD_HOST: 'http://127.0.0.1:1' }

test.skipIf(process.platform !== 'linux')('without a browser that can be had it says what to type, and the tests go on', async () => {
  const { code, stdout } = await command(process.execPath, [script], { cwd: '.', env: { ...nothing, PATH: emptyFolder() } })
  expect(code).toBe(0)
  expect(stdout).toMatch(/^no Chrome.*\nno browser could be installed.*npx playwright-core install --with-deps chromium\n$/)
})

test.skipIf((await usualBrowser()) === undefined)('where one is installed it says nothing', async () => {
  const PATH = emptyFolder()
  symlinkSync((await usualBrowser())!, join(PATH, 'chromium'))
  expect(await command(process.execPath, [script], { cwd: '.', env: { ...nothing, PATH } })).toEqual({ code: 0, stdout: '', stderr: '' })
})
