import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { emptyFolder, grantproof } from '../../fixtures/command-line/grantproof.ts'
import { type AuthorizationServer, startAuthorizationServer } from '../authorization-server/index.ts'

const bin = fileURLToPath(new URL('bin.js', import.meta.url))
const cwd = emptyFolder()
let server: AuthorizationServer

beforeAll(async () => {
  server = await startAuthorizationServer()
  const { issuer, clients, users } = server
  writeFileSync(join(cwd, 'harness.config.json'), JSON.stringify({ name: 'mine', issuer, clients, users }))
  mkdirSync(join(cwd, 'server'))
  writeFileSync(join(cwd, 'server/a.ts'), '')
})
afterAll(() => server.close())

/** Starts a watching run, and does one deed after each of its runs. */
async function watching(args: string[], deeds: ((stdin: NodeJS.WritableStream) => void)[]): Promise<{ runs: number; code: number | null }> {
  const child = spawn(process.execPath, [bin, 'run', 'scope/names-the-scope-it-grants', ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1' },
  })
  let text = ''
  let waits = 0
  child.stdout.on('data', (chunk) => {
    text += chunk
  })
  child.stderr.on('data', (chunk) => {
    for (const _ of String(chunk).matchAll(/watching:/g)) (deeds[waits++] ?? ((stdin) => stdin.end()))(child.stdin)
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { runs: text.match(/^gate {6}/gm)?.length ?? 0, code }
}

it('judges again on Enter and after a change, until nobody is there any more', async () => {
  const change = () => appendFileSync(join(cwd, 'server/a.ts'), '//\n')
  expect(await watching(['--watch', 'server'], [(stdin) => stdin.write('\n'), change])).toEqual({ runs: 3, code: 0 })
})

it('is not woken by its own reports', async () => {
  const change = () => appendFileSync(join(cwd, 'server/a.ts'), '//\n')
  const report = () => appendFileSync(join(cwd, 'reports/mine/note.txt'), 'a')
  const reportThenEnd = (stdin: NodeJS.WritableStream) => {
    report()
    setTimeout(() => stdin.end(), 1_000)
  }
  expect(await watching(['--watch', '.'], [change, reportThenEnd])).toEqual({ runs: 2, code: 0 })
})

it('watches no server elsewhere, and nothing that is not there', async () => {
  writeFileSync(join(cwd, 'far.json'), JSON.stringify({ issuer: 'https://as.example.com', clients: server.clients, users: server.users }))
  const [far, gone] = await Promise.all([
    grantproof(['run', '--config', 'far.json', '--watch'], { cwd }),
    grantproof(['run', '--watch', 'pkce'], { cwd }),
  ])
  expect(far).toMatchObject({ code: 2, stderr: expect.stringContaining('only a server on this machine') })
  expect(gone).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('nothing to watch at pkce\n  - a selection stands before --watch: grantproof run pkce --watch'),
  })
})
