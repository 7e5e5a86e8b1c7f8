import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { command, emptyFolder } from '../../fixtures/command-line/grantproof.ts'
import { type AuthorizationServer, startAuthorizationServer } from '../authorization-server/index.ts'
import { renderHtml } from '../report/html/index.ts'
import { parseRun } from '../report/read.ts'
import { skeleton } from './skeleton.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const env = { PATH: [dirname(process.execPath), process.env['PATH']].join(':') }
let server: AuthorizationServer
let packed: { filename: string; files: { path: string; mode: number }[] }
let cwd: string

beforeAll(async () => {
  cwd = emptyFolder()
  server = await startAuthorizationServer()
  const { code, stdout, stderr } = await command('npm', ['pack', '--json', '--pack-destination', cwd], { cwd: root, env })
  expect(code, stdout + stderr).toBe(0)
  packed = JSON.parse(stdout.slice(stdout.search(/^\[/m)))[0]
}, 120_000)
afterAll(() => server.close())

const npx = (...args: string[]) =>
  command('npx', ['--yes', '--prefer-offline', `--package=${join(cwd, packed.filename)}`, 'grantproof', ...args], {
    cwd,
    env: { ...env, SECRET: server.clients['client']!.client_secret! },
  })

describe('the published package', () => {
  it('holds what runs, what is read, and nothing else: no Node, no tests, no fixtures but schemas', () => {
    const paths = packed.files.map(({ path }) => path)
    expect(paths).toContain('dist/src/index.d.ts')
    expect(paths).toContain('dist/src/authorization-server/index.js')
    expect(paths).toContain('dist/src/report/html/client/filters.js')
    expect(paths).toContain('dist/src/report/html/style/base.css')
    expect(paths.filter((path) => /(?:^|\/)(?:node|node\.exe|\.node|node_modules)(?:\/|$)|\.node$/.test(path))).toEqual([])
    expect(paths.filter((path) => /\.test\./.test(path) || /(?<!\.d)\.ts$/.test(path))).toEqual([])
    const read = /^(?:LICENSE|package\.json|(?:README|CHANGELOG|docs\/[\w-]+|fixtures\/servers\/README)\.md)$/
    const schema = /^fixtures\/schemas\/[\w.-]+\.schema\.json$/
    expect(paths.filter((path) => !path.startsWith('dist/') && !read.test(path) && !schema.test(path))).toEqual([])
    expect(paths.filter((path) => path.startsWith('dist/fixtures/'))).toEqual([])
    expect(packed.files.find(({ path }) => path === 'dist/src/cli/bin.js')!.mode & 0o111).toBe(0o111)
  })

  it('has every page that its messages and its own pages name', () => {
    const paths = packed.files.map(({ path }) => path)
    const there = new Set(paths)
    const texts = paths.filter((path) => /\.(?:js|md)$/.test(path)).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
    const messages = texts.filter(({ path }) => path.startsWith('dist/')).flatMap(({ text }) => text.match(/\bdocs\/[\w-]+\.md/g) ?? [])
    expect(new Set(messages)).toContain('docs/configuration.md')
    const linked = texts
      .filter(({ path }) => path.endsWith('.md'))
      .flatMap(({ path, text }) => [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, to]) => posix.join(posix.dirname(path), to!)))
    expect(linked).toContain('docs/gates.md')
    expect([...new Set([...messages, ...linked])].filter((path) => !there.has(path))).toEqual([])
  })

  it('has every file that its package.json names', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const named = JSON.stringify([manifest.bin, manifest.exports])
      .match(/(?:\.\/)?(?:dist|fixtures)\/[^"]+/g)!
      .map((path) => path.replace('./', ''))
    expect(named.length).toBeGreaterThan(5)
    const paths = packed.files.map(({ path }) => path)
    expect(named.filter((path) => !paths.includes(path))).toEqual([])
  })

  it('runs by npx in a folder without node_modules, with a configuration and a scenario that import it', async () => {
    writeFileSync(
      join(cwd, 'harness.config.ts'),
      `import { defineConfig, env } from 'grantproof'
import { defaultClients, defaultUsers } from 'grantproof/server'

const { client } = defaultClients
export default defineConfig({
  name: 'mine',
  issuer: '${server.issuer}',
  clients: { client: { ...client, redirect_uris: [...client.redirect_uris], grant_types: [...client.grant_types], client_secret: env('SECRET') } },
  users: defaultUsers,
  scenarios: ['own.ts'],
})
`,
    )
    writeFileSync(join(cwd, 'own.ts'), skeleton('acme/rejects-foreign-codes', 'grantproof'))
    const { code, stdout, stderr } = await npx('run', 'pkce', 'own/own')
    expect({ code, stderr, stdout }).toMatchObject({ code: 0 })
    const file = join(cwd, 'reports', 'mine', 'run.json')
    const run = parseRun(readFileSync(file, 'utf8'), file)
    expect(run.results.find(({ id }) => id === 'own/own')).toMatchObject({ outcome: 'pass' })
    expect(run.results.length).toBeGreaterThan(1)
    expect(readFileSync(join(cwd, 'reports', 'mine', 'report.html'), 'utf8')).toBe(renderHtml(run))
  }, 180_000)

  it('judges its own server', async () => {
    const { code, stdout } = await npx('demo', 'pkce', 'state', '--json')
    expect(code).toBe(0)
    const run = parseRun(stdout, 'stdout')
    expect(run.target.embedded).toBe(true)
    expect(run.results.length).toBeGreaterThan(10)
  }, 180_000)
})
