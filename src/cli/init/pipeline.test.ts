import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { globSync } from 'tinyglobby'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { command, emptyFolder, grantproof } from '../../../fixtures/command-line/grantproof.ts'
import { type AuthorizationServer, startAuthorizationServer } from '../../authorization-server/index.ts'

interface Step {
  run?: string
  uses?: string
  if?: string
  with?: Record<string, string>
}

const bin = fileURLToPath(new URL('../bin.js', import.meta.url))
let server: AuthorizationServer

beforeAll(async () => {
  server = await startAuthorizationServer({ faults: ['accepts-wrong-code-verifier'] })
})
afterAll(() => server.close())

/** A folder as a runner has it: the pipeline that init wrote, and an `npx` that knows this checkout's grantproof. It judges one scenario. */
async function workplace(ci: string): Promise<{ cwd: string; sh: (script: string) => Promise<number | null>; out: () => string }> {
  const cwd = emptyFolder()
  const tools = emptyFolder()
  const { client_id, redirect_uris } = server.clients['client']!
  const about = [
    '--client-id',
    client_id,
    ...redirect_uris.flatMap((uri) => ['--redirect-uri', uri]),
    '--scope',
    'read write',
    '--user',
    'alice',
  ]
  await grantproof(['init', server.issuer, ...about, '--ci', ci], { cwd })
  const only = 'if [ "$1" = run ]; then set -- "$@" pkce/rejects-wrong-code-verifier; fi'
  writeFileSync(join(tools, 'npx'), `#!/bin/sh\nshift\n${only}\nexec '${process.execPath}' '${bin}' "$@"\n`)
  chmodSync(join(tools, 'npx'), 0o755)
  let said = ''
  const sh = async (script: string) => {
    const env = {
      PATH: `${tools}${delimiter}${process.env['PATH']}`,
      CLIENT_SECRET: server.clients['client']!.client_secret!,
      ALICE_PASSWORD: server.users['alice']!.password,
      GITHUB_STEP_SUMMARY: join(cwd, 'step-summary'),
    }
    const { code, stdout } = await command('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd, env })
    said = stdout
    return code
  }
  return { cwd, sh, out: () => said }
}

const found = (cwd: string, pattern: string) => globSync(pattern, { cwd })

it("GitHub's runs, fails by what was found, and shows it all the same", async () => {
  const { cwd, sh, out } = await workplace('github')
  const { permissions, jobs } = parse(readFileSync(join(cwd, '.github/workflows/grantproof.yml'), 'utf8'))
  const steps: Step[] = jobs.grantproof.steps
  const [doctor, run, show] = steps.filter((step) => step.run !== undefined)
  expect(await sh(doctor!.run!)).toBe(0)
  expect(await sh(run!.run!)).toBe(1)
  expect(show!.if).toBe('always()')
  expect(await sh(show!.run!)).toBe(0)
  const summary = readFileSync(join(cwd, 'step-summary'), 'utf8')
  expect(summary).toMatch(/^## ✗ .*The gate is not met/)
  expect(summary.length).toBeLessThan(1_048_576)
  expect(out()).toMatch(/^::error file=harness\.config\.ts,line=1,title=fail%3A pkce\/rejects-wrong-code-verifier::/m)
  const [scanning, artifact] = steps.filter(({ if: when }) => when?.startsWith('always()')).slice(1)
  expect(permissions['security-events']).toBe('write')
  expect(found(cwd, /'([^']+)'/.exec(scanning!.if!)![1]!)).toHaveLength(1)
  expect(found(cwd, `${scanning!.with!['sarif_file']}/**/*.sarif`)).toHaveLength(1)
  expect(found(cwd, `${artifact!.with!['path']}/*/report.html`)).toHaveLength(1)
}, 60_000)

it("GitHub's shows nothing, and does not fail again, where doctor stopped it", async () => {
  const { cwd, sh, out } = await workplace('github')
  const { jobs } = parse(readFileSync(join(cwd, '.github/workflows/grantproof.yml'), 'utf8'))
  const show = (jobs.grantproof.steps as Step[]).filter((step) => step.run !== undefined).at(-1)
  expect([await sh(show!.run!), out()]).toEqual([0, ''])
  expect(readdirSync(cwd)).not.toContain('step-summary')
}, 60_000)

it("GitLab's runs, and its reports are where it looks for them", async () => {
  const { cwd, sh } = await workplace('gitlab')
  const { script, artifacts } = parse(readFileSync(join(cwd, '.gitlab-ci.yml'), 'utf8')).grantproof
  expect(await sh(script[0])).toBe(0)
  expect(await sh(script[1])).toBe(1)
  const [junit] = found(cwd, artifacts.reports.junit)
  expect(readFileSync(join(cwd, junit!), 'utf8')).toContain('<failure')
  const [quality] = found(cwd, artifacts.reports.codequality)
  expect(JSON.parse(readFileSync(join(cwd, quality!), 'utf8'))).toMatchObject([
    { check_name: 'pkce/rejects-wrong-code-verifier', location: { path: 'harness.config.ts' } },
  ])
}, 60_000)
