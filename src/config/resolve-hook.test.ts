import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('the three names are this package, wherever the importing file stands, and everything else stays', () => {
  const dir = mkdtempSync(join(tmpdir(), 'hook-'))
  mkdirSync(join(dir, 'deep'))
  const names = ['grantproof', '#harness', 'grantproof/server', 'node:path']
  writeFileSync(join(dir, 'deep', 'importer.mjs'), `export const urls = ${JSON.stringify(names)}.map((name) => import.meta.resolve(name))`)
  const program = `
    const { installResolver } = await import(${JSON.stringify(new URL('resolve-hook.ts', import.meta.url).href)})
    installResolver()
    installResolver()
    const { urls } = await import(process.cwd() + '/deep/importer.mjs')
    console.log(JSON.stringify(urls))`
  const urls = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: dir, encoding: 'utf8' }))
  const source = new URL('..', import.meta.url).href
  expect(urls).toEqual([`${source}index.ts`, `${source}index.ts`, `${source}authorization-server/index.ts`, 'node:path'])
})
