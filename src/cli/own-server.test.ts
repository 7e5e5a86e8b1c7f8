import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { emptyFolder, grantproof } from '../../fixtures/command-line/grantproof.ts'
import { type AuthorizationServer, startAuthorizationServer } from '../authorization-server/index.ts'
import { invariants } from '../report/invariants.ts'
import { parseRun } from '../report/read.ts'
import type { Run } from '../report/run.ts'

let server: AuthorizationServer
afterEach(() => server.close())

const first = <T>(members: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(members).slice(0, 1))

/** Runs everything against a server of somebody who knows nothing of how grantproof's own is judged. */
async function ran(configuration: object): Promise<{ run: Run; code: number | null; stderr: string; junit: string }> {
  const cwd = emptyFolder()
  writeFileSync(join(cwd, 'harness.config.json'), JSON.stringify({ name: 'theirs', issuer: server.issuer, ...configuration }))
  const { code, stderr } = await grantproof(['run'], { cwd })
  const [file, junit] = ['run.json', 'junit.xml'].map((name) => join(cwd, 'reports', 'theirs', name)) as [string, string]
  expect(existsSync(file), stderr).toBe(true)
  return { run: parseRun(readFileSync(file, 'utf8'), file), code, stderr, junit: readFileSync(junit, 'utf8') }
}

function isWhole({ run, code, stderr, junit }: Awaited<ReturnType<typeof ran>>): void {
  expect(invariants(run)).toEqual([])
  expect(run.target.embedded).toBe(false)
  expect(run).toMatchObject({ complete: true, gate: { met: true, exitCode: 0 } })
  expect(run.results).toHaveLength(run.selection.scenarios)
  const open = run.results.flatMap(({ id, rows }) =>
    rows.filter(({ outcome }) => !['pass', 'info', 'skip'].includes(outcome)).map((row) => [id, row.name, row.outcome, row.reason]),
  )
  expect(open).toEqual([])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(junit.match(/<testcase /g)).toHaveLength(run.results.length)
}

it('a configuration of one client and one user is judged to its end', async () => {
  server = await startAuthorizationServer()
  const { client_id, client_secret, redirect_uris } = server.clients.client!
  isWhole(await ran({ clients: { client: { client_id, client_secret, redirect_uris } }, users: first(server.users) }))
}, 300_000)

it('so is a full one that takes one flow at a time, without a browser', async () => {
  server = await startAuthorizationServer()
  const { clients, users, scopes, endpoints } = server
  const full = await ran({
    clients,
    users,
    scopes: { grantable: scopes.grantable, unknown: scopes.unknown },
    resource: { url: endpoints.resource },
    declares: { propagation: 1 },
    pace: { concurrency: 1 },
    user_agent: 'direct',
  })
  isWhole(full)
}, 300_000)
