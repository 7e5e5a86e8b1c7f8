import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { launch, usualBrowser } from '../user-agent/browser/launch.ts'

/** Before the tests: a browser is there, or one is installed where that asks nobody, or a sentence says what to type. Never fails: the tests that need one are
 *  skipped then. */
async function ensureBrowser(): Promise<void> {
  if ((await usualBrowser()) !== undefined) return
  const asRoot = process.getuid?.() === 0
  console.log('no Chrome, Chromium or Edge is installed: getting one, for a few minutes at most')
  if (!(asRoot && fromDebian())) await fromPlaywright()
  if ((await usualBrowser()) !== undefined) return
  console.log(
    `no browser could be installed, so that the tests of pages that need scripts are skipped: type ${asRoot ? '' : 'sudo '}apt-get install chromium, or npx playwright-core install --with-deps chromium`,
  )
}

const ran = (file: string, args: readonly string[], seconds: number): boolean =>
  spawnSync(file, args, { stdio: 'ignore', timeout: seconds * 1000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status ===
  0

/** Of a distribution whose package of that name is the browser: the one without windows, which older ones do not have, or else the whole. */
const fromDebian = (): boolean =>
  existsSync('/etc/debian_version') &&
  ran('apt-get', ['update', '-qq'], 120) &&
  ['chromium-headless-shell', 'chromium'].some((name) => ran('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], 300))

/** One that lacks what the system has to bring is taken away again. */
async function fromPlaywright(): Promise<void> {
  const cli = join(createRequire(import.meta.url).resolve('playwright-core/package.json'), '..', 'cli.js')
  if (!ran(process.execPath, [cli, 'install', 'chromium'], 300)) return
  try {
    await (await launch()).close()
  } catch {
    ran(process.execPath, [cli, 'uninstall'], 60)
  }
}

await ensureBrowser()
