import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { command, emptyFolder, grantproof } from '../../fixtures/command-line/grantproof.ts'
import { type AuthorizationServer, startAuthorizationServer } from '../authorization-server/index.ts'
import type { HarnessConfig } from '../config/index.ts'
import { version } from './version.ts'

const running: { close(): unknown }[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

async function started(): Promise<AuthorizationServer> {
  const server = await startAuthorizationServer()
  running.push(server)
  return server
}

async function origin(server: Server): Promise<string> {
  running.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A configuration as grantproof reads it: by Node, which Vitest stands in for. */
async function loaded(cwd: string, file = 'harness.config.ts'): Promise<unknown> {
  const config = new URL('../config/index.ts', import.meta.url).href
  const script = `const { loadConfig } = await import('${config}'); console.log(JSON.stringify((await loadConfig({ cwd: '.', file: '${file}' })).config))`
  const { stdout, stderr } = await command(process.execPath, ['--input-type=module', '-e', script], { cwd })
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

const flagsFor = ({ clients }: AuthorizationServer): string[] => {
  const { client_id, redirect_uris } = clients['client']!
  return ['--client-id', client_id, ...redirect_uris.flatMap((uri) => ['--redirect-uri', uri]), '--scope', 'read write', '--user', 'alice']
}

describe('a configuration', () => {
  it('by flags is one that doctor finds ready and a run judges by', async () => {
    const server = await started()
    const cwd = emptyFolder()
    const { code, stdout, stderr } = await grantproof(['init', server.issuer, ...flagsFor(server)], { cwd })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^wrote harness\.config\.ts\n[\s\S]*set CLIENT_SECRET and ALICE_PASSWORD\n[\s\S]*grantproof doctor\n/)
    const env = { CLIENT_SECRET: server.clients['client']!.client_secret!, ALICE_PASSWORD: server.users['alice']!.password }
    expect((await grantproof(['doctor'], { cwd, env })).stdout).toMatch(/^✓ first token[\s\S]*^ready: grantproof run$/m)
    const run = await grantproof(['run', 'pkce', '--json'], { cwd, env })
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(run.stdout).summary).toMatchObject({ fail: 0, blocked: 0, error: 0, pass: expect.toSatisfy((count) => count > 5) })
  })

  it('by --yes is valid, and says what is to be changed', async () => {
    const { issuer } = await started()
    const cwd = emptyFolder()
    const { code, stdout } = await grantproof(['init', issuer, '--yes'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toContain('nobody gave --client-id, --redirect-uri, --user')
    expect(await loaded(cwd)).toEqual({
      issuer,
      profile: 'bcp',
      clients: {
        client: { client_id: 'grantproof', client_secret: { env: 'CLIENT_SECRET' }, redirect_uris: ['https://client.example/callback'] },
      },
      users: { alice: { username: 'alice', password: { env: 'ALICE_PASSWORD' } } },
      allow: { failed_client_authentication: false, failed_sign_in: false, slow: false, destructive: false },
    })
  })

  it('of a public client has no secret, and takes the issuer as the server writes it', async () => {
    const { issuer } = await started()
    const cwd = emptyFolder()
    const { stdout } = await grantproof(['init', `${issuer}/`, '--yes', '--public', '--out', 'deep/mine.mjs'], { cwd })
    expect(stdout).toContain('grantproof doctor --config deep/mine.mjs')
    expect(await loaded(cwd, 'deep/mine.mjs')).toMatchObject({
      issuer,
      clients: { client: { redirect_uris: ['http://127.0.0.1/callback'] } },
    })
    expect(stdout).not.toContain('CLIENT_SECRET')
  })

  it('of a server that takes secrets only in the body says so', async () => {
    const issuer = await origin(
      createServer((_, response) => {
        const more = {
          authorization_endpoint: `${issuer}/a`,
          token_endpoint: `${issuer}/t`,
          token_endpoint_auth_methods_supported: ['client_secret_post'],
        }
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ issuer, ...more }))
      }),
    )
    const cwd = emptyFolder()
    await grantproof(['init', issuer, '--yes'], { cwd })
    expect(await loaded(cwd)).toMatchObject({ clients: { client: { token_endpoint_auth_method: 'client_secret_post' } } })
  })

  it('of a server without metadata needs its endpoints, and then asks nobody', async () => {
    const cwd = emptyFolder()
    const issuer = 'http://127.0.0.1:1'
    const none = await grantproof(['init', issuer, '--yes'], { cwd })
    expect(none).toMatchObject({ code: 4, stderr: expect.stringContaining('--authorization-endpoint and --token-endpoint') })
    expect(existsSync(join(cwd, 'harness.config.ts'))).toBe(false)
    const endpoints = { authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` }
    const flags = ['--authorization-endpoint', endpoints.authorization_endpoint, '--token-endpoint', endpoints.token_endpoint]
    expect((await grantproof(['init', issuer, '--yes', ...flags], { cwd })).code).toBe(0)
    expect(await loaded(cwd)).toMatchObject({ issuer, endpoints })
  })
})

describe('a product', () => {
  it('of which all endpoints are known is asked nothing, and its issuer has the path that it has there', async () => {
    const cwd = emptyFolder()
    const args = ['init', 'https://am.invalid:9443', '--preset', 'wso2-am-3.2', '--yes']
    const { code, stdout } = await grantproof(args, { cwd })
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('https://am.invalid:9443/oauth2/token') })
    const config = (await loaded(cwd)) as HarnessConfig
    expect(config).toMatchObject({ preset: 'wso2-am-3.2', issuer: 'https://am.invalid:9443/oauth2/token' })
    expect(config).not.toHaveProperty('endpoints')
    const env = { CLIENT_SECRET: 'secret of the client', ALICE_PASSWORD: 'secret of alice' }
    const { stdout: found } = await grantproof(['doctor', '--json'], { cwd, env })
    expect(found).toContain('am.invalid has no address here')
  })

  it('that says where it answers is found there', async () => {
    const { issuer } = await started()
    const cwd = emptyFolder()
    expect(await grantproof(['init', issuer, '--preset', 'keycloak', '--yes'], { cwd })).toMatchObject({ code: 0, stderr: '' })
    expect(await loaded(cwd)).toMatchObject({ preset: 'keycloak', issuer })
  })

  it('that nobody knows is named, with the nearest', async () => {
    const cwd = emptyFolder()
    const { code, stderr } = await grantproof(['init', 'https://am.invalid', '--preset', 'wso2-am-3', '--yes'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toMatch(/there is no preset "wso2-am-3"\n.*did you mean wso2-am-3\.2\?/)
    expect(existsSync(join(cwd, 'harness.config.ts'))).toBe(false)
  })
})

describe('nothing is written', () => {
  it('without a terminal when something is missing, which is named', async () => {
    const { issuer } = await started()
    const cwd = emptyFolder()
    const { code, stderr } = await grantproof(['init', issuer, '--client-id', 'mine'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toContain('this is missing: --redirect-uri, --user\n')
    expect(existsSync(join(cwd, 'harness.config.ts'))).toBe(false)
  })

  it('over something else, unless --force says so; nor beside it', async () => {
    const server = await started()
    const cwd = emptyFolder()
    mkdirSync(join(cwd, '.github/workflows'), { recursive: true })
    writeFileSync(join(cwd, '.github/workflows/grantproof.yml'), 'mine')
    const args = ['init', server.issuer, '--yes', '--ci', 'github']
    expect(await grantproof(args, { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining('grantproof.yml is there already') })
    expect(existsSync(join(cwd, 'harness.config.ts'))).toBe(false)
    expect((await grantproof([...args, '--force'], { cwd })).code).toBe(0)
    expect(await grantproof(['init', server.issuer, '--yes'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--force'),
    })
  })

  it.each([
    [['as.example.com'], 'is no issuer'],
    [['http://127.0.0.1:1', '--ca', 'none.pem'], 'none.pem cannot be read'],
    [['http://127.0.0.1:1', '--preset', 'wso2'], 'there is no preset "wso2"'],
    [['http://127.0.0.1:1', '--redirect-uri', '/callback'], '--redirect-uri: an absolute URI'],
  ])('for an argument that is wrong, which is told before a file that is there: %j', async (args, said) => {
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'harness.config.ts'), 'mine')
    const { code, stderr } = await grantproof(['init', ...args, '--yes'], { cwd })
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(said) })
    expect(stderr).not.toContain('there already')
  })

  it.each([
    [['as.example.com', '--yes'], 'is no issuer'],
    [['http://127.0.0.1:1', '--out', 'harness.config.json'], 'TypeScript or JavaScript'],
    [['http://127.0.0.1:1', '--ca', 'none.pem'], 'none.pem cannot be read'],
    [['http://127.0.0.1:1', '--token-endpoint', 'http://127.0.0.1:1/token'], 'together'],
  ])('by init %j', async (args, said) => {
    const { code, stderr, stdout } = await grantproof(['init', ...args], { cwd: emptyFolder() })
    expect(stderr).toContain(said)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  it('with a redirection URI that none is', async () => {
    const { issuer } = await started()
    const { code, stderr } = await grantproof(['init', issuer, '--yes', '--redirect-uri', '/callback'], { cwd: emptyFolder() })
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('--redirect-uri: an absolute URI') })
  })
})

describe('a pipeline', () => {
  interface Job {
    env: object
    steps: { run?: string; uses?: string; if?: string; with?: object }[]
    script: string[]
    artifacts: object
  }
  const secret = (name: string): string => '$'.concat(`{{ secrets.${name} }}`)
  const read = (cwd: string, file: string) => parse(readFileSync(join(cwd, file), 'utf8'))

  it('of GitHub asks doctor first, runs, and keeps the reports in any case', async () => {
    const { issuer } = await started()
    const cwd = emptyFolder()
    await grantproof(['init', issuer, '--yes', '--ci', 'github'], { cwd })
    const job = read(cwd, '.github/workflows/grantproof.yml').jobs.grantproof as Job
    expect(job.env).toEqual({ CLIENT_SECRET: secret('CLIENT_SECRET'), ALICE_PASSWORD: secret('ALICE_PASSWORD') })
    expect(job.steps.flatMap(({ run }) => run ?? [])).toEqual([
      `npx grantproof@${version()} doctor`,
      `npx grantproof@${version()} run --report sarif,markdown,annotations`,
      expect.stringContaining('GITHUB_STEP_SUMMARY'),
    ])
    expect(job.steps.at(-1)).toMatchObject({ if: 'always()', with: { path: 'reports' } })
  })

  it('of GitLab has JUnit as its report, and names a file that is elsewhere', async () => {
    const { issuer } = await started()
    const cwd = emptyFolder()
    await grantproof(['init', issuer, '--yes', '--ci', 'gitlab', '--out', 'oauth/mine.ts'], { cwd })
    const { grantproof: job } = read(cwd, '.gitlab-ci.yml') as { grantproof: Job }
    expect(job.script).toEqual([
      `npx grantproof@${version()} doctor --config oauth/mine.ts`,
      `npx grantproof@${version()} run --report code-quality --config oauth/mine.ts`,
    ])
    expect(job.artifacts).toMatchObject({ when: 'always', reports: { junit: 'reports/*/junit.xml' } })
  })

  it.each(['package-lock.json', 'npm-shrinkwrap.json'])('installs what %s has, where that is grantproof too', async (lock) => {
    const cwd = emptyFolder()
    const endpoints = ['--authorization-endpoint', 'http://127.0.0.1:1/a', '--token-endpoint', 'http://127.0.0.1:1/t']
    const written = async (packages: object) => {
      writeFileSync(join(cwd, lock), JSON.stringify({ lockfileVersion: 3, packages }))
      for (const ci of ['github', 'gitlab'])
        await grantproof(['init', 'http://127.0.0.1:1', '--yes', '--force', '--ci', ci, ...endpoints], { cwd })
      const github = read(cwd, '.github/workflows/grantproof.yml').jobs.grantproof as Job
      const { grantproof: gitlab } = read(cwd, '.gitlab-ci.yml') as { grantproof: Job }
      return [github.steps.flatMap(({ run }) => run ?? []).slice(0, -1), gitlab.script]
    }
    const locked = (report: string) => [
      'npm ci',
      'npx --no-install grantproof doctor',
      `npx --no-install grantproof run --report ${report}`,
    ]
    expect(await written({ 'node_modules/grantproof': {} })).toEqual([locked('sarif,markdown,annotations'), locked('code-quality')])
    const without = await written({ 'node_modules/other': {} })
    expect(without.map(([first]) => first)).toEqual(Array(2).fill(`npx grantproof@${version()} doctor`))
  })
})
