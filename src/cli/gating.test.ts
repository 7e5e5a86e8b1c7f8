import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyFolder, grantproof } from '../../fixtures/command-line/grantproof.ts'
import { type AuthorizationServer, startAuthorizationServer } from '../authorization-server/index.ts'
import { parseRun } from '../report/read.ts'

const scenario = 'pkce/rejects-wrong-code-verifier'
const cwd = emptyFolder()
const at = (name: string): string => join(cwd, name)
const run = (...flags: string[]) => grantproof(['run', scenario, ...flags], { cwd })
const last = () => parseRun(readFileSync(at('reports/mine/run.json'), 'utf8'), 'run.json')
const inAYear = new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10)
const waive = (...flags: string[]) =>
  grantproof(['waive', scenario, '--reason', 'replaced soon', '--owner', 'gateway team', '--expires', inAYear, ...flags], { cwd })

let server: AuthorizationServer
beforeAll(async () => {
  server = await startAuthorizationServer({ faults: ['accepts-wrong-code-verifier'] })
  const { issuer, clients, users } = server
  writeFileSync(at('harness.config.json'), JSON.stringify({ name: 'mine', issuer, clients, users }))
  expect((await run()).code).toBe(1)
  copyFileSync(at('reports/mine/run.json'), at('before.json'))
})
afterAll(() => server.close())

describe('a baseline', () => {
  it('has to be there for "new" to mean anything', async () => {
    const { code, stderr } = await run('--fail-on', 'new')
    expect(code).toBe(2)
    expect(stderr).toMatch(/no baseline says which are new[\s\S]*--baseline/)
  })

  it('lets what failed before pass, and says so', async () => {
    const { code, stdout } = await run('--fail-on', 'new', '--baseline', 'before.json')
    expect(code).toBe(0)
    expect(stdout).toContain('1 scenario failed, which is overlooked: known from the baseline')
    const { baseline, startedAt } = parseRun(readFileSync(at('before.json'), 'utf8'), 'before.json') as never
    expect(last().baseline?.startedAt).toBe(startedAt)
    expect(baseline).toBeUndefined()
  })

  it('may stand in the configuration, and a flag goes before it', async () => {
    const config = JSON.parse(readFileSync(at('harness.config.json'), 'utf8'))
    writeFileSync(at('gated.json'), JSON.stringify({ ...config, gate: { fail_on: 'new', baseline: 'before.json' } }))
    expect((await run('--config', 'gated.json')).code).toBe(0)
    expect((await run('--config', 'gated.json', '--fail-on', 'fail')).code).toBe(1)
  })
})

describe('a run that is judged again', () => {
  const judged = (...flags: string[]) => grantproof(['judge', 'mine', '--fail-on', 'new', ...flags], { cwd })

  it('is no baseline of itself, under whatever name', async () => {
    await run()
    copyFileSync(at('reports/mine/run.json'), at('copy.json'))
    for (const itself of ['latest', 'mine', 'copy.json']) {
      const { code, stderr } = await judged('--baseline', itself)
      expect(code).toBe(2)
      expect(stderr).toMatch(/is the very run that is judged[\s\S]*name an earlier one/)
    }
    expect((await judged('--baseline', 'before.json')).code).toBe(0)
  })
})

describe('a baseline of a server', () => {
  const other = (): string => {
    const { name, ...config } = JSON.parse(readFileSync(at('harness.config.json'), 'utf8'))
    writeFileSync(at('two.json'), JSON.stringify({ targets: { first: config, second: config } }))
    return 'two.json'
  }

  it('is refused for another one', async () => {
    const { code, stderr } = await run('--config', other(), '--target', 'first', '--fail-on', 'new', '--baseline', 'before.json')
    expect(code).toBe(2)
    expect(stderr).toMatch(/is a run of mine, which cannot say what is new at first[\s\S]*--baseline latest/)
  })

  it('is, as the latest, the last of each target by itself', async () => {
    const both = (...flags: string[]) => run('--config', other(), '--target', 'all', ...flags)
    await both()
    const began = ['first', 'second'].map((name) => JSON.parse(readFileSync(at(`reports/${name}/run.json`), 'utf8')).startedAt)
    expect((await both('--fail-on', 'new', '--baseline', 'latest')).code).toBe(0)
    const baselines = ['first', 'second'].map((name) => JSON.parse(readFileSync(at(`reports/${name}/run.json`), 'utf8')).baseline)
    expect(baselines).toMatchObject([
      { target: 'first', startedAt: began[0] },
      { target: 'second', startedAt: began[1] },
    ])
  })
})

describe('a gate', () => {
  it('asks for coverage and severity', async () => {
    expect((await run('--severity', 'critical', '--coverage', '100')).code).toBe(last().results[0]!.severity === 'critical' ? 1 : 0)
    const { code, stderr } = await run('--coverage', '101')
    expect(code).toBe(2)
    expect(stderr).toContain('from 0 to 100')
  })
})

describe('a waiver', () => {
  it('is written for a finding of the last run, and holds from then on', async () => {
    expect(await waive('--ticket', 'https://tickets.example/7')).toMatchObject({ code: 0, stdout: expect.stringContaining('waivers.yaml') })
    const { code, stdout } = await run()
    expect(code).toBe(0)
    expect(stdout).toContain('which is overlooked: waived')
    expect(last().waivers).toMatchObject([{ scenario, state: 'used', target: 'mine', ticket: 'https://tickets.example/7' }])
    expect(last().results[0]).toMatchObject({ outcome: 'fail' })
  })

  it('is applied again by judge, and not twice', async () => {
    const { code, stdout } = await grantproof(['judge', 'mine', '--json'], { cwd })
    expect(code).toBe(0)
    const judged = parseRun(stdout, 'stdout')
    expect(judged.waivers).toEqual(last().waivers)
    expect(judged.warnings).toEqual(last().warnings)
    expect((await grantproof(['judge', 'mine', '--no-waivers'], { cwd })).code).toBe(1)
  })

  it('is overlooked where somebody wants to see everything fail', async () => {
    expect((await run('--no-waivers')).code).toBe(1)
    expect(last().waivers).toBeUndefined()
  })

  it('is not written for what was not found', async () => {
    const [sound, typo, day] = await Promise.all([
      waive('--expect', 'warn'),
      grantproof(['waive', 'pkce/rejects-wrong-code-verifeir', '--reason', 'a', '--owner', 'b', '--expires', inAYear], { cwd }),
      waive('--expires', 'soon'),
    ])
    expect([sound.code, typo.code, day.code]).toEqual([3, 3, 2])
    expect(sound.stderr).toContain('there is nothing to waive')
    expect(typo.stderr).toContain(`did you mean ${scenario}?`)
    expect(day.stderr).toContain('expires: found "soon", expected a day')
  })
})

it('two runs are compared', async () => {
  const same = await grantproof(['diff', 'before.json', 'mine', '--exit-code'], { cwd })
  expect(same).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing is other than before') })
  const mended = JSON.parse(readFileSync(at('before.json'), 'utf8'))
  for (const row of mended.results[0].rows) row.outcome = 'pass'
  writeFileSync(at('sound.json'), JSON.stringify(mended))
  const worse = await grantproof(['diff', 'sound.json', 'mine', '--exit-code', '--format', 'markdown'], { cwd })
  expect(worse.code).toBe(1)
  expect(worse.stdout).toContain('#### New')
  expect(JSON.parse((await grantproof(['diff', 'mine', 'sound.json', '--format', 'json'], { cwd })).stdout).mended.length).toBeGreaterThan(
    0,
  )
})
