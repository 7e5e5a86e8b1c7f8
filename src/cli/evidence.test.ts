import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyFolder, grantproof } from '../../fixtures/command-line/grantproof.ts'
import { type AuthorizationServer, startAuthorizationServer } from '../authorization-server/index.ts'
import { invariants } from '../report/invariants.ts'
import { parseRun } from '../report/read.ts'

const cwd = emptyFolder()
const beside = (name: string): string => join(cwd, 'reports/mine', name)
const run = (kind: string) => grantproof(['run', 'pkce/rejects-wrong-code-verifier', '--evidence', kind], { cwd })
const saved = () => parseRun(readFileSync(beside('run.json'), 'utf8'), 'run.json')

let server: AuthorizationServer
beforeAll(async () => {
  server = await startAuthorizationServer({ faults: ['accepts-wrong-code-verifier'] })
  const { issuer, users } = server
  const clients = { client: server.clients['client'] }
  writeFileSync(join(cwd, 'harness.config.json'), JSON.stringify({ name: 'mine', issuer, clients, users }))
})
afterAll(() => server.close())

describe('--evidence none', () => {
  it('keeps findings, and nothing that they rest on', async () => {
    const { code, stdout } = await run('none')
    expect(code).toBe(1)
    expect(stdout).toContain('kept without its evidence')
    const found = saved()
    expect(invariants(found)).toEqual([])
    expect(found.results[0]!.exchanges).toEqual([])
    expect(found.results[0]!.rows.filter(({ outcome }) => outcome === 'fail').length).toBeGreaterThan(0)
    expect(readFileSync(beside('run.json'), 'utf8')).not.toMatch(/"request"|\$exchange/)
  })

  it('cannot be judged again, and says so', async () => {
    expect(await grantproof(['judge', 'mine'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/kept without its evidence[\s\S]*- judge a run that was kept with its evidence: --evidence marks/),
    })
  })
})

describe('--evidence full', () => {
  it('writes what was sent, for its owner alone, and warns of it', async () => {
    const { code, stdout } = await run('full')
    expect(code).toBe(1)
    expect(stdout).toContain('stand in clear in exchanges-in-clear.har')
    expect(statSync(beside('exchanges-in-clear.har')).mode & 0o777).toBe(0o600)
    const { log } = JSON.parse(readFileSync(beside('exchanges-in-clear.har'), 'utf8'))
    expect(log.entries).toHaveLength(saved().results[0]!.exchanges.length)
    const text = JSON.stringify(log.entries)
    expect(text).not.toMatch(/‹\w+:\d+›/)
    const code_verifier = /code_verifier=([\w.~-]{43,})/.exec(text)![1]!
    expect(readFileSync(beside('run.json'), 'utf8')).not.toContain(code_verifier)
  })

  it('goes when the next run begins', async () => {
    await run('marks')
    expect(existsSync(beside('exchanges-in-clear.har'))).toBe(false)
    expect(saved().evidence).toBeUndefined()
  })
})

it('demo keeps as little or as much as run', async () => {
  const demo = async (...kind: string[]) => {
    expect(await grantproof(['demo', 'pkce/rejects-wrong-code-verifier', ...kind], { cwd })).toMatchObject({ code: 0 })
    const { evidence, results } = parseRun(readFileSync(join(cwd, 'reports/embedded/run.json'), 'utf8'), 'run.json')
    return {
      evidence,
      exchanges: results[0]!.exchanges.length > 0,
      inClear: existsSync(join(cwd, 'reports/embedded/exchanges-in-clear.har')),
    }
  }
  expect(await demo('--evidence', 'none')).toEqual({ evidence: 'none', exchanges: false, inClear: false })
  expect(await grantproof(['judge', 'embedded'], { cwd })).toMatchObject({ code: 2 })
  expect(await demo('--evidence', 'full')).toEqual({ exchanges: true, inClear: true })
  expect(await demo()).toEqual({ exchanges: true, inClear: false })
  expect(await grantproof(['judge', 'embedded'], { cwd })).toMatchObject({ code: 0 })
})
