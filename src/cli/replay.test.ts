import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { emptyFolder, grantproof } from '../../fixtures/command-line/grantproof.ts'
import { type AuthorizationServer, type FaultName, startAuthorizationServer } from '../authorization-server/index.ts'

const scenario = 'pkce/rejects-wrong-code-verifier'
const running: AuthorizationServer[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

const cwd = emptyFolder()
const configured = async (name: string, ...faults: FaultName[]): Promise<void> => {
  const server = await startAuthorizationServer({ faults })
  running.push(server)
  const { issuer, clients, users } = server
  writeFileSync(join(cwd, 'harness.config.json'), JSON.stringify({ name, issuer, clients, users }))
}
const configure = (...faults: FaultName[]): Promise<void> => configured('mine', ...faults)
const run = (...args: string[]) => grantproof(args, { cwd })

it('says that a finding still happens, and then that it does not', async () => {
  await configure('accepts-wrong-code-verifier')
  expect((await run('run', scenario, 'state/returns-state-unchanged', '--quiet')).code).toBe(1)
  const saved = readFileSync(join(cwd, 'reports/mine/run.json'), 'utf8')

  const still = await run('replay', 'mine')
  expect(still).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(
      /^pkce\/rejects-wrong-code-verifier\n {2}still happens {2}.*\n {4}then .*\n(?: {6}.*\n)* {4}now [\s\S]*\n2 still happen\n$/,
    ),
  })

  await configure()
  const mended = await run('replay', 'mine', scenario, '--target', 'mine')
  expect(mended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^pkce\/rejects-wrong-code-verifier\n {2}no longer happens {2}/) })
  expect(readFileSync(join(cwd, 'reports/mine/run.json'), 'utf8')).toBe(saved)
})

it('is not clean where a finding came to no verdict, as that of a scenario that is gone', async () => {
  await configure('accepts-wrong-code-verifier')
  await run('run', scenario, '--quiet', '--reports-dir', 'former')
  const saved = JSON.parse(readFileSync(join(cwd, 'former/mine/run.json'), 'utf8'))
  const gone = { ...saved.results[0], id: 'pkce/is-there-no-longer' }
  writeFileSync(join(cwd, 'both.json'), JSON.stringify({ ...saved, results: [gone, ...saved.results] }))
  writeFileSync(join(cwd, 'gone.json'), JSON.stringify({ ...saved, results: [gone] }))
  await configure()
  const [both, alone] = [await run('replay', 'both.json', '--target', 'mine'), await run('replay', 'gone.json', '--target', 'mine')]
  expect(both).toMatchObject({ code: 1, stderr: '', stdout: expect.stringContaining(`${scenario}\n  no longer happens  `) })
  for (const { code, stderr, stdout } of [both, alone]) {
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(stdout).toMatch(/pkce\/is-there-no-longer\n {2}no verdict {2}[\s\S]*there is no such scenario any more/)
    expect(stdout).not.toContain('still happen')
  }
})

it('has nothing to replay of what was sound, and needs the target', async () => {
  await configure()
  const [sound, other] = await Promise.all([
    run('replay', 'mine', 'state/returns-state-unchanged'),
    run('replay', 'mine', '--target', 'staging'),
  ])
  expect(sound).toMatchObject({ code: 3, stderr: expect.stringContaining('nothing to replay') })
  expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('--target mine') })
})

it('sends nothing to another server than that of the run, unless that is asked for', async () => {
  await configure('accepts-wrong-code-verifier')
  await run('run', scenario, '--quiet')
  const { target } = JSON.parse(readFileSync(join(cwd, 'reports/mine/run.json'), 'utf8'))
  await configure()
  const moved = await run('replay', 'mine')
  await configured('other')
  const renamed = await run('replay', 'mine')
  expect(moved).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('if that server is meant, say so: --target mine') })
  expect(moved.stderr).toContain(`the run is of ${target.issuer}, and the configuration's target "mine" is http`)
  expect(renamed).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('the run is of the target "mine"') })
  expect(renamed.stderr).toContain('--target other')
})

it('says nothing when it is to be quiet', async () => {
  await configure()
  expect(await run('run', scenario, '--quiet', '--reports-dir', 'elsewhere')).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(await run('judge', 'mine', '--reports-dir', 'elsewhere', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' })
})
