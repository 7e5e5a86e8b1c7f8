import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Ended, emptyFolder, grantproof } from '../../fixtures/command-line/grantproof.ts'
import { type AuthorizationServer, startAuthorizationServer } from '../authorization-server/index.ts'
import type { Run } from '../report/run.ts'
import { usualBrowser } from '../user-agent/browser/launch.ts'

const missing = (await usualBrowser()) === undefined ? ' (skipped: no Chrome, Chromium or Edge is installed)' : ''
const notThePassword = 'what is typed by nobody'

let server: AuthorizationServer
let cwd: string
let state: string
const children: ChildProcess[] = []

beforeEach(async () => {
  server = await startAuthorizationServer()
  state = join(emptyFolder(), 'state')
})
afterEach(async () => {
  await server.close()
  await Promise.all(
    children.splice(0).map(async (child) => {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      if (child.exitCode === null && endWithAll(child)) await gone
    }),
  )
})

/** A browser may be started by a script of its distribution, and would outlive that. */
const endWithAll = ({ pid }: ChildProcess): boolean => pid !== undefined && process.kill(-pid)

/** A folder with a configuration in which nobody could sign in by password. */
function configured(more: object = {}): void {
  const { issuer, clients, users } = server
  const unusable = Object.fromEntries(Object.entries(users).map(([name, { username }]) => [name, { username, password: notThePassword }]))
  cwd = emptyFolder()
  writeFileSync(join(cwd, 'harness.config.json'), JSON.stringify({ name: 'mine', issuer, clients, users: unusable, ...more }))
}

const typed = (args: string[], env: Record<string, string> = {}): Promise<Ended> =>
  grantproof(args, { cwd, env: { XDG_STATE_HOME: state, DISPLAY: '', WAYLAND_DISPLAY: '', ...env } })

const files = (): string[] => (existsSync(join(state, 'grantproof/sessions')) ? readdirSync(join(state, 'grantproof/sessions')) : [])
const fileOfAlice = (): string => join(state, 'grantproof/sessions', files().find((name) => name.endsWith('.json'))!)

/** A browser that shows its windows to nobody, where a person's would stand. */
async function standIn(): Promise<string> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const flags = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${emptyFolder()}`, ...asRoot]
  const child = spawn((await usualBrowser())!, flags, { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  children.push(child)
  return new Promise((resolve) => {
    let told = ''
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      told += text
      const port = /ws:\/\/127\.0\.0\.1:(\d+)/.exec(told)?.[1]
      if (port) resolve(`http://127.0.0.1:${port}`)
    })
  })
}

interface Tab {
  id: string
  url: string
  webSocketDebuggerUrl: string
}

/** A person at that browser, who waits for a page of the server with a form. */
async function pageAt(browser: string, at: RegExp): Promise<Tab> {
  for (;;) {
    const tabs = (await (await fetch(`${browser}/json/list`)).json()) as Tab[]
    const tab = tabs.find(({ url }) => at.test(url))
    if (tab && (await evaluated(tab, `document.readyState === 'complete' && Boolean(document.forms[0])`))) return tab
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function evaluated({ webSocketDebuggerUrl }: Tab, expression: string): Promise<unknown> {
  const socket = new WebSocket(webSocketDebuggerUrl)
  return new Promise((resolve) => {
    socket.addEventListener('close', () => resolve(undefined))
    socket.addEventListener('open', () => socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } })))
    socket.addEventListener('message', ({ data }) => {
      resolve(JSON.parse(String(data)).result?.result?.value)
      socket.close()
    })
  })
}

async function signsIn(browser: string): Promise<void> {
  const { username, password } = server.users['alice']!
  const fill = `document.forms[0].username.value = ${JSON.stringify(username)}; document.forms[0].password.value = ${JSON.stringify(password)}`
  await evaluated(await pageAt(browser, /\/authorize\?/), `${fill}; document.forms[0].submit()`)
  await evaluated(await pageAt(browser, /\/sign-in|\/consent/), `document.querySelector('[name=decision][value=allow]').click()`)
}

describe.skipIf(missing !== '')(`a person signs in${missing}`, () => {
  it('once, and runs go on in that session without anybody: no password is sent, and no cookie is told', { timeout: 60_000 }, async () => {
    const connect = await standIn()
    configured({ browser: { connect } })
    const [ended] = await Promise.all([typed(['login']), signsIn(connect)])
    expect(ended).toMatchObject({ code: 0, stderr: '' })
    expect(ended.stdout).toMatch(
      /kept: the session of alice, for 127\.0\.0\.1, in .*\ntried: the server gives a code.*\n\nNext\n {2}grantproof run\n$/,
    )
    expect(statSync(fileOfAlice()).mode & 0o777).toBe(0o600)
    expect(statSync(join(state, 'grantproof/sessions')).mode & 0o777).toBe(0o700)
    expect(readFileSync(join(state, 'grantproof/sessions/.gitignore'), 'utf8')).toBe('*\n')
    const secrets = (JSON.parse(readFileSync(fileOfAlice(), 'utf8')).cookies as { value: string }[]).map(({ value }) => value)
    expect(secrets.length).toBeGreaterThan(0)
    const signIns = () => server.journal.entries.filter(({ path, method }) => method === 'POST' && path === '/sign-in').length
    expect(signIns()).toBe(1)

    const { stdout, code } = await typed(['run', 'pkce', 'state/shows-whether-consent-is-asked', '--json'])
    const run = JSON.parse(stdout) as Run
    expect({ code, fail: run.summary.fail, blocked: run.summary.blocked }).toEqual({ code: 0, fail: 0, blocked: 0 })
    expect(run.summary.pass).toBeGreaterThan(3)
    const own = run.results.find(({ id }) => id === 'state/shows-whether-consent-is-asked')!
    expect(own.rows.map(({ outcome, reason }) => ({ outcome, reason }))).toEqual([
      { outcome: 'skip', reason: expect.stringContaining('alice signs in by hand') },
    ])
    expect(signIns()).toBe(1)
    for (const secret of [...secrets, server.users['alice']!.password]) {
      expect(ended.stdout).not.toContain(secret)
      expect(stdout).not.toContain(secret)
      expect(readFileSync(join(cwd, 'reports/mine/run.json'), 'utf8')).not.toContain(secret)
    }
    expect(JSON.parse((await typed(['doctor', '--json'])).stdout).ready).toBe(true)
  })

  it('and when the session is over, run says so in one line with the command', { timeout: 60_000 }, async () => {
    const connect = await standIn()
    configured({ browser: { connect } })
    await Promise.all([typed(['login', '--user', 'alice']), signsIn(connect)])
    const { port } = new URL(server.issuer)
    await server.close()
    server = await startAuthorizationServer({ port: Number(port) })
    const { code, stdout } = await typed(['run', 'pkce'])
    expect(code).toBe(4)
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('the session that was kept of alice is over: type `grantproof login --user alice`')
    expect(server.journal.entries.filter(({ method }) => method === 'POST')).toEqual([])
    await server.close()
    expect(await typed(['login', '--forget'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('forgotten: the session of alice'),
    })
    expect(files()).toEqual(['.gitignore'])
    expect((await typed(['login', '--forget'])).stdout).toBe('no session of alice was kept\n')
  })

  it('not: the window is closed, and nothing is kept', { timeout: 60_000 }, async () => {
    const connect = await standIn()
    configured({ browser: { connect } })
    const closes = async () => fetch(`${connect}/json/close/${(await pageAt(connect, /\/authorize\?/)).id}`)
    const [ended] = await Promise.all([typed(['login']), closes()])
    expect(ended).toMatchObject({ code: 4, stderr: expect.stringContaining('nothing was kept: the window was closed') })
    expect(files()).toEqual([])
  })

  it('not in time, and nothing is kept', { timeout: 60_000 }, async () => {
    configured({ browser: { connect: await standIn() } })
    expect(await typed(['login', '--timeout', '1'])).toMatchObject({ code: 4, stderr: expect.stringContaining('the time was over') })
    expect(files()).toEqual([])
  })
})

describe('without a window', () => {
  it.skipIf(process.platform !== 'linux')('where there is no display, three ways on are named', async () => {
    configured()
    const { code, stderr } = await typed(['login'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/no display.*\n.*DISPLAY.*\n.*connect: 'http:\/\/127\.0\.0\.1:9222'.*\n.*copy the file/)
    expect(stderr).toContain(join(state, 'grantproof/sessions/127.0.0.1-'))
  })

  it('a browser that cannot be had is named, and so is a user that is none', async () => {
    configured({ browser: { path: '/nowhere/chromium' } })
    const none = await typed(['login'], { DISPLAY: ':77' })
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('/nowhere/chromium could not be started') })
    expect(await typed(['login', '--user', 'carol'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('the configuration names alice, bob'),
    })
  })

  it('a file that others may read is not used, nor one that holds something else', async () => {
    configured()
    const { stderr } = await typed(['login'])
    const file = /\S+\.json/.exec(stderr)![0]
    mkdirSync(join(state, 'grantproof/sessions'), { recursive: true })
    writeFileSync(file, '{"cookies":[{"name":"a;b"}]}')
    chmodSync(file, 0o644)
    expect(await typed(['run', 'pkce'])).toMatchObject({ code: 2, stderr: expect.stringContaining(`chmod 600 ${file}`) })
    chmodSync(file, 0o600)
    expect(await typed(['run', 'pkce'])).toMatchObject({ code: 2, stderr: expect.stringContaining('holds no session of grantproof') })
  })
})
