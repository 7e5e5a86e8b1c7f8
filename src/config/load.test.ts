import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { ConfigError } from './errors.ts'
import { loadConfig } from './load.ts'

const usual = {
  issuer: 'https://login.example.com',
  clients: { client: { client_id: 'web', client_secret: { env: 'WEB' }, redirect_uris: ['https://app.example/callback'] } },
  users: { alice: { username: 'alice', password: { file: '/run/secrets/alice' } } },
}

const module = `import { defineConfig, env, file } from 'grantproof'
const issuer: string = 'https://login.example.com'
export default defineConfig({
  issuer,
  clients: { client: { client_id: 'web', client_secret: env('WEB'), redirect_uris: ['https://app.example/callback'] } },
  users: { alice: { username: 'alice', password: file('/run/secrets/alice') } },
})
`

function directory(files: Record<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), 'config-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text)
  return dir
}

async function complaint(files: Record<string, string>, file?: string): Promise<ConfigError> {
  const error = await loadConfig({ cwd: directory(files), file }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ConfigError)
  return error as ConfigError
}

/** Loads in a Node of its own: in here Vitest, not Node, would resolve what a configuration imports. */
function loadOutside(files: Record<string, string>): any {
  const load = new URL('load.ts', import.meta.url).href
  const door = new URL('index.ts', import.meta.url).href
  const program = `
    const { loadConfig } = await import(${JSON.stringify(load)})
    const { installResolver } = await import(${JSON.stringify(new URL('resolve-hook.ts', import.meta.url).href)})
    installResolver(new URL('.', ${JSON.stringify(door)}))
    const result = await loadConfig({ cwd: process.cwd() }).catch(({ name, message, hints }) => ({ name, message, hints }))
    console.log(JSON.stringify(result))`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: directory(files),
    encoding: 'utf8',
  })
  return { ...JSON.parse(stdout), stderr }
}

describe('what is found', () => {
  test.each([
    ['json', JSON.stringify(usual)],
    ['json', `\uFEFF${JSON.stringify({ ...usual, $schema: './x.json' })}`],
    ['yaml', stringify(usual)],
    ['yml', stringify(usual)],
  ])('harness.config.%s', async (extension, text) => {
    const dir = directory({ [`harness.config.${extension}`]: text })
    const loaded = await loadConfig({ cwd: dir })
    expect(loaded).toMatchObject({ file: join(dir, `harness.config.${extension}`), dir, config: usual })
  })

  test('harness.config.ts says the same, importing from grantproof outside any node_modules', () => {
    expect(loadOutside({ 'harness.config.ts': module })).toMatchObject({ config: usual })
    expect(loadOutside({ 'harness.config.mts': module.replace('grantproof', '#harness') })).toMatchObject({ config: usual })
    expect(loadOutside({ 'harness.config.mjs': module.replace(': string', '') })).toMatchObject({ config: usual })
    expect(loadOutside({ 'harness.config.js': module.replace(': string', '') })).toMatchObject({ config: usual })
  })

  test('a module below a package.json without a type loads without a warning', () => {
    const { stderr, config } = loadOutside({ 'harness.config.ts': module, 'package.json': '{}' })
    expect(config).toEqual(usual)
    expect(stderr).toBe('')
  })

  test('anchors and merges of YAML', async () => {
    const dir = directory({
      'harness.config.yaml': `issuer: https://login.example.com
users: { alice: { username: alice, password: { env: ALICE } } }
clients:
  client: &c { client_id: web, redirect_uris: ['https://app.example/cb'] }
  second_client: { <<: *c, client_id: other }
`,
    })
    const { config } = await loadConfig({ cwd: dir })
    expect(config).toMatchObject({ clients: { second_client: { client_id: 'other', redirect_uris: ['https://app.example/cb'] } } })
  })

  test('another file by its name, relative to the working directory', async () => {
    const dir = directory({ 'staging.json': JSON.stringify(usual) })
    expect((await loadConfig({ cwd: dir, file: 'staging.json' })).file).toBe(join(dir, 'staging.json'))
  })
})

describe('what is wrong', () => {
  test('no configuration: three hints, first how to have one written', async () => {
    const { message, hints } = await complaint({})
    expect(message).toBe('there is no harness.config.ts (nor .js, .json or .yaml) in this directory, so nothing says which server to judge')
    expect(hints).toHaveLength(3)
    expect(hints[0]).toMatch(/^grantproof init https:\/\/your-server/)
    expect(hints[2]).toContain('grantproof demo')
  })

  test('a named file that does not exist', async () => {
    expect((await complaint({}, 'x.json')).message).toBe('the configuration file x.json does not exist')
  })

  test('two configurations', async () => {
    const { message } = await complaint({ 'harness.config.json': '{}', 'harness.config.yaml': '' })
    expect(message).toBe('found harness.config.json and harness.config.yaml, expected one configuration')
  })

  test('an unknown extension', async () => {
    const { message } = await complaint({ 'x.toml': '' }, 'x.toml')
    expect(message).toBe('x.toml: found a file "*.toml", expected one of .ts, .mts, .js, .mjs, .json, .yaml, .yml')
  })

  test('an empty YAML file', async () => {
    expect((await complaint({ 'harness.config.yaml': '' })).message).toContain('the configuration: found null, expected a configuration')
  })

  test.each([
    ['JSON', 'harness.config.json', '{\n  "password": "c4n4ry",\n  oops c4n4ry\n}', 'harness.config.json is no JSON: line 3'],
    ['cut JSON', 'harness.config.json', '{ "password": "c4n4ry', 'harness.config.json is no JSON'],
    ['YAML', 'harness.config.yaml', 'a: 1\nb: c4n4ry: c4n4ry\n', 'harness.config.yaml is no YAML: line 2, block as implicit key'],
    ['YAML with an alias', 'harness.config.yaml', 'password: *c4n4ry\n', 'harness.config.yaml is no YAML: an alias'],
    ['YAML with a key twice', 'harness.config.yaml', 'a: 1\na: c4n4ry\n', 'harness.config.yaml is no YAML: line 2, duplicate key'],
  ])('%s, without a word of it', async (_, name, text, message) => {
    const error = await complaint({ [name]: text })
    expect(error.message).toContain(message)
    expect(error.message).not.toContain('c4n4ry')
    expect(error.cause).toBeUndefined()
  })

  test.each([
    ['throws', `throw new Error('no luck\\nsecond line')`, 'harness.config.ts cannot be run: Error: no luck'],
    ['throws a string', `throw 'x'`, 'harness.config.ts cannot be run: it threw something that is no Error'],
    ['is no TypeScript', 'const a = 1\nexport default {\n  a: 1 b\n}', 'harness.config.ts cannot be run: '],
    ['has an enum', 'export enum A { B }', 'harness.config.ts cannot be run: '],
    ['exports nothing', 'export const a = 1', 'harness.config.ts: found no default export, expected the configuration'],
    [
      'imports what is not there',
      `import 'not-here'\nexport default {}`,
      `harness.config.ts cannot be run: Error: Cannot find package 'not-here'`,
    ],
  ])('a module that %s', (_, text, message) => {
    const { name, message: seen } = loadOutside({ 'harness.config.ts': text })
    expect(name).toBe('ConfigError')
    expect(seen).toContain(message)
    expect(seen.split('\n')).toHaveLength(1)
  })
})
