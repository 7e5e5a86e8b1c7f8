import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { command, emptyFolder, grantproof } from '../../fixtures/command-line/grantproof.ts'
import { type AuthorizationServer, type FaultName, startAuthorizationServer } from '../authorization-server/index.ts'
import { chooseTarget, parseConfig } from '../config/index.ts'
import { invariants } from '../report/invariants.ts'
import { parseRun } from '../report/read.ts'
import type { Run } from '../report/run.ts'
import { build } from './program.ts'

const running: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

async function server(...faults: FaultName[]): Promise<AuthorizationServer> {
  const started = await startAuthorizationServer({ faults })
  running.push(started)
  return started
}

/** A folder with a configuration for a server, as somebody else would write it. */
function folderFor({ issuer, clients, users }: AuthorizationServer, more: object = {}): string {
  const cwd = emptyFolder()
  writeFileSync(join(cwd, 'harness.config.json'), JSON.stringify({ name: 'mine', issuer, clients, users, ...more }))
  return cwd
}

const runIn = (cwd: string, target = 'mine'): Run => {
  const file = join(cwd, 'reports', target, 'run.json')
  const run = parseRun(readFileSync(file, 'utf8'), file)
  expect(invariants(run)).toEqual([])
  return run
}
const wrongVerifier = 'pkce/rejects-wrong-code-verifier'
const wrongPassword = { alice: { username: 'alice', password: 'certainly-not-this-one' } }
const endpointsOf = ({ issuer }: AuthorizationServer) => ({
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
})

describe('usage', () => {
  const cwd = emptyFolder()

  it('says its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    expect(await grantproof(['--version'], { cwd })).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  })

  it('says where its documentation is, from a clone too', async () => {
    const clone = fileURLToPath(new URL('../..', import.meta.url))
    for (const from of [cwd, clone])
      expect((await grantproof(['--help'], { cwd: from })).stdout.trim().split('\n').at(-1)).toBe(
        `Documentation: README.md and docs/ in ${resolve(clone)}`,
      )
  })

  it('exits 2 and suggests what was meant by a command or an option that does not exist', async () => {
    const [wrongCommand, wrongOption, nothing] = await Promise.all([
      grantproof(['dmeo'], { cwd }),
      grantproof(['demo', '--jsno'], { cwd }),
      grantproof([], { cwd }),
    ])
    expect(wrongCommand.code).toBe(2)
    expect(wrongCommand.stderr).toMatch(/unknown command 'dmeo'[\s\S]*demo/)
    expect(wrongOption.code).toBe(2)
    expect(wrongOption.stderr).toMatch(/unknown option '--jsno'[\s\S]*--json/)
    expect(nothing.code).toBe(2)
    expect(nothing.stderr).toContain('Usage: grantproof')
  })

  it.each([
    [['serve', '--port', '70000'], 'from 0 to 65535'],
    [['run', '--concurrency', 'many'], 'from 1 to 64'],
    [['run', '--profile', 'bpc'], 'classic, bcp, oauth21.'],
    [['serve', '--fault', 'redeems-code-twise'], 'did you mean redeems-code-twice?'],
    [['serve', '--clients', 'none.json'], 'none.json cannot be used: it does not exist'],
    [['judge', 'latest'], 'no run is saved below reports yet'],
  ])('exits 2 for %j', async (args, said) => {
    const { code, stderr, stdout } = await grantproof(args, { cwd })
    expect(stderr).toContain(said)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  it('has an example in the help of every command', async () => {
    const names = build(() => {}).commands.map((command) => command.name())
    for (const { code, stdout } of await Promise.all(names.map((name) => grantproof([name, '--help'], { cwd })))) {
      expect(code).toBe(0)
      expect(stdout).toMatch(/Examples:\n {2}\$ grantproof \w/)
    }
  })

  const oldNode = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'22.18.9'}})`
  it('says one clear sentence on a Node that is too old', async () => {
    const { code, stdout, stderr } = await grantproof(['demo'], { cwd, node: ['--import', oldNode] })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^grantproof needs Node 22\.19 or newer, and this is Node 22\.18\.9: .*\n$/)
  })

  it('never ends as if all were well when it waits for what will never happen', async () => {
    const unsettled = emptyFolder()
    writeFileSync(join(unsettled, 'harness.config.mjs'), 'export default await new Promise(() => {})\n')
    const { code, stdout, stderr } = await grantproof(['run'], { cwd: unsettled })
    expect({ code, stdout }).toEqual({ code: 70, stdout: '' })
    expect(stderr).toContain('the command stopped before it came to its end')
  })

  const systemNode = '/usr/bin/node'
  it.runIf(existsSync(systemNode))('says the same on the Node of the system, or runs on it', async () => {
    const { stdout: known } = await command(systemNode, ['--version'], { cwd })
    const bin = join(import.meta.dirname, 'bin.js')
    const [major = 0, minor = 0] = known.slice(1).split('.').map(Number)
    const { code, stderr } = await command(systemNode, [bin, '--version'], { cwd })
    if (major > 22 || (major === 22 && minor >= 19)) expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    else expect({ code, lines: stderr.trim().split('\n').length }).toEqual({ code: 2, lines: 1 })
  })
})

describe('run', () => {
  it('exits 2 with three hints where there is no configuration, so that a lost file is never green', async () => {
    const { code, stdout, stderr } = await grantproof(['run'], { cwd: emptyFolder() })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr.match(/^ {2}- /gm)).toHaveLength(3)
    expect(stderr).toContain('grantproof init https://your-server')
    expect(stderr).toContain('grantproof demo')
  })

  it('exits 0 for a sound server, and says where the reports are', async () => {
    const cwd = folderFor(await server())
    const { code, stdout } = await grantproof(['run', wrongVerifier], { cwd })
    expect(code).toBe(0)
    expect(stdout).toContain(join('reports', 'mine', 'run.json'))
    expect(stdout).not.toContain('EMBEDDED')
    expect(runIn(cwd)).toMatchObject({
      complete: true,
      selection: { asked: [wrongVerifier], scenarios: 1 },
      summary: { pass: 1 },
      gate: { exitCode: 0 },
    })
    expect(readFileSync(join(cwd, 'reports', 'mine', 'junit.xml'), 'utf8')).toContain(wrongVerifier)
  })

  it('exits 1 for a faulty one; --json is the run on stdout and nothing else', async () => {
    const cwd = folderFor(await server('accepts-wrong-code-verifier'))
    const { code, stdout } = await grantproof(['run', 'pkce', '--json'], { cwd })
    expect(code).toBe(1)
    const printed = parseRun(stdout, 'stdout')
    expect(printed).toEqual(runIn(cwd))
    expect(printed.results.find(({ id }) => id === wrongVerifier)).toMatchObject({ outcome: 'fail' })
  })

  it('exits 3 when nothing is selected, before anything is asked of the server but where its endpoints are', async () => {
    const target = await server()
    const cwd = folderFor(target)
    const { code, stderr } = await grantproof(['run', 'pcke'], { cwd })
    expect(code).toBe(3)
    expect(stderr).toContain('did you mean pkce?')
    expect(target.journal.entries.filter(({ path }) => path === '/authorize')).toEqual([])
  })

  it('exits 4 when the first honest flow fails, with what was met and the run written', async () => {
    const target = await server()
    const cwd = folderFor(target, { users: wrongPassword })
    const { code, stdout } = await grantproof(['run'], { cwd })
    expect(code).toBe(4)
    expect(stdout).toContain('The first honest flow failed')
    expect(stdout).toMatch(/reason .*\w/)
    expect(stdout).not.toContain('certainly-not-this-one')
    const run = runIn(cwd)
    expect(run.results).toEqual([])
    expect(run.noFlow?.exchanges.length).toBeGreaterThan(0)
    expect(run.gate).toMatchObject({ met: false, exitCode: 4 })
  })

  it('ends by the code of doctor for the same trouble: a file, a server that is not there, a sign-in', async () => {
    const target = await server()
    const gone = await server()
    await gone.close()
    const folders = {
      2: [emptyFolder(), folderFor(target, { clints: {} }), folderFor(target, { proxy: { env: 'NOT_SET_HERE' } })],
      4: [folderFor(gone), folderFor(gone, { endpoints: endpointsOf(gone) }), folderFor(target, { users: wrongPassword })],
    }
    const ended = Object.entries(folders).flatMap(([code, all]) =>
      all.map(async (cwd) => {
        const [ran, looked] = await Promise.all([grantproof(['run', wrongVerifier], { cwd }), grantproof(['doctor'], { cwd })])
        expect([ran.code, looked.code], ran.stderr + looked.stdout).toEqual([Number(code), Number(code)])
      }),
    )
    await Promise.all(ended)
  })

  it('says by where the honest flow failed what is to be mended, and the reason once', async () => {
    const target = await server()
    const { client } = target.clients
    const failing = {
      'username and password': { users: wrongPassword },
      'client_secret and token_endpoint_auth_method': { clients: { client: { ...client, client_secret: 'certainly-not-this-one' } } },
      'client_id and redirect_uris': { clients: { client: { ...client, client_id: 'nobody' } } },
    }
    const ends = Object.entries(failing).map(async ([advice, more]) => {
      const cwd = folderFor(target, more)
      const { code, stdout, stderr } = await grantproof(['run'], { cwd })
      const { reason } = runIn(cwd).noFlow!
      const flat = `${stdout}${stderr}`.replace(/\s+/g, ' ')
      expect({ code, times: flat.split(reason.replace(/\s+/g, ' ')).length - 1 }, flat).toEqual({ code: 4, times: 1 })
      expect(flat).toContain(advice)
      return reason
    })
    expect((await Promise.all(ends))[2]).toMatch(/an error page of the server \(status 400\): "\w+/)
  })

  it('judges all targets one after another, and exits with the gravest code', async () => {
    const [sound, faulty] = await Promise.all([server(), server('accepts-wrong-code-verifier')])
    const cwd = emptyFolder()
    const targets = Object.fromEntries(
      Object.entries({ sound, faulty }).map(([name, { issuer, clients, users }]) => [name, { issuer, clients, users }]),
    )
    writeFileSync(join(cwd, 'harness.config.json'), JSON.stringify({ targets }))
    const [all, none, one] = [
      await grantproof(['run', wrongVerifier, '--target', 'all'], { cwd }),
      await grantproof(['run', wrongVerifier], { cwd }),
      await grantproof(['run', wrongVerifier, '--target', 'sound'], { cwd }),
    ]
    expect([all.code, none.code, one.code]).toEqual([1, 2, 0])
    expect(runIn(cwd, 'faulty').summary.fail).toBe(1)
    expect(none.stderr).toContain('--target')
  })

  it('judges the other targets where one is not reached, and says which', async () => {
    const [sound, gone] = await Promise.all([server(), server()])
    await gone.close()
    const cwd = emptyFolder()
    const targets = Object.fromEntries(
      Object.entries({ gone, sound }).map(([name, { issuer, clients, users }]) => [name, { issuer, clients, users }]),
    )
    writeFileSync(join(cwd, 'harness.config.json'), JSON.stringify({ targets }))
    const { code, stdout, stderr } = await grantproof(['run', wrongVerifier, '--target', 'all', '--json'], { cwd })
    expect(code).toBe(4)
    expect(stderr).toMatch(/^target gone is not judged\ngrantproof: no metadata/)
    expect(JSON.parse(stdout)).toMatchObject([{ target: { name: 'sound' }, summary: { pass: 1 } }])
  })

  it('writes what it has and exits 130 when it is interrupted', async () => {
    const target = await server()
    const hanging = Promise.withResolvers<void>()
    target.delay = async () => {
      if (target.journal.entries.length < 30) return
      hanging.resolve()
      await new Promise(() => {})
    }
    const cwd = folderFor(target)
    const { code, stderr } = await grantproof(['run', '--concurrency', '1'], { cwd, interruptAfter: hanging.promise })
    expect(code).toBe(130)
    expect(stderr).toContain(join('reports', 'mine', 'run.json'))
    expect(runIn(cwd)).toMatchObject({ complete: false, gate: { met: false, exitCode: 130 } })
  })

  const moduleOf = (text: string) => `data:text/javascript,${encodeURIComponent(text)}`
  const interruptedBehindJunit = `
    import fs from 'node:fs'
    import { syncBuiltinESMExports } from 'node:module'
    const { renameSync } = fs
    fs.renameSync = (from, to) => {
      renameSync(from, to)
      if (to.endsWith('junit.xml')) process.emit('SIGINT')
    }
    syncBuiltinESMExports()`
  it('stays complete when it is interrupted while its page is written', async () => {
    const cwd = folderFor(await server())
    const { code, stderr } = await grantproof(['run', wrongVerifier], { cwd, node: ['--import', moduleOf(interruptedBehindJunit)] })
    expect(code).toBe(130)
    expect(stderr).toContain('everything was judged')
    expect(runIn(cwd)).toMatchObject({ complete: true, gate: { met: true, exitCode: 0 }, summary: { pass: 1 } })
  })
})

describe('demo', () => {
  it('judges the embedded server and says so, and what it saved is judged alike', async () => {
    const cwd = emptyFolder()
    const { code, stdout, stderr } = await grantproof(['demo'], { cwd })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('EMBEDDED')
    expect(stdout).toContain(join('reports', 'embedded', 'junit.xml'))
    const run = runIn(cwd, 'embedded')
    expect(run.summary).toMatchObject({ fail: 0, warn: 0, blocked: 0, error: 0 })
    for (const { outcome, reason } of run.results)
      if (outcome === 'skip') expect(reason).toMatch(/the profile bcp does not ask for|wants no real browser/)
    expect((await grantproof(['judge', 'embedded'], { cwd })).stderr).toBe('every verdict is the recorded one\n')
  })

  it('takes a selection as run does, and keeps marks of scenarios that waited on a server of their own', async () => {
    const cwd = emptyFolder()
    const waited = ['authorization-code/lets-codes-expire', 'refresh-token/lets-idle-refresh-tokens-expire']
    const { code, stdout } = await grantproof(['demo', wrongVerifier, ...waited, '--json'], { cwd })
    const { results, selection } = parseRun(stdout, 'stdout')
    expect({ code, asked: selection.asked }).toEqual({ code: 0, asked: [wrongVerifier, ...waited] })
    expect(results.map(({ id }) => id)).toEqual([waited[0], wrongVerifier, waited[1]])
    expect(stdout).toMatch(/‹code:\d+›/)
    expect(stdout).not.toContain('‹·')
    const nothing = await grantproof(['demo', 'pkcee'], { cwd })
    expect(nothing).toMatchObject({ code: 3, stderr: expect.stringContaining('did you mean pkce?') })
  })

  it('ends with exit code 2 when the reports cannot be written', async () => {
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'taken'), 'a file')
    const { code, stderr } = await grantproof(['demo', '--reports-dir', 'taken'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toContain('the reports cannot be written to taken')
  })
})

describe('judge', () => {
  it('comes to the recorded verdicts, and to others where evidence was edited', async () => {
    const cwd = folderFor(await server())
    await grantproof(['run', wrongVerifier], { cwd })
    const same = await grantproof(['judge', 'latest'], { cwd })
    expect(same).toMatchObject({ code: 0, stderr: 'every verdict is the recorded one\n' })
    const run = runIn(cwd)
    const [result] = run.results
    const row = result!.rows.find(({ name }) => name === 'another verifier')!
    const answer = result!.exchanges.find(({ n }) => n === row.exchange)!
    answer.response = { ...answer.response!, status: 200, body: '{"access_token":"‹access_token:1›","token_type":"Bearer"}' }
    writeFileSync(join(cwd, 'edited.json'), JSON.stringify(run))
    const edited = await grantproof(['judge', 'edited.json'], { cwd })
    expect(edited.code).toBe(1)
    expect(edited.stderr).toContain(`${wrongVerifier}, another verifier: pass then, fail now`)
  })

  it('grades by another profile, and says so', async () => {
    const cwd = folderFor(await server())
    await grantproof(['run', wrongVerifier], { cwd })
    const { code, stdout, stderr } = await grantproof(['judge', 'mine', '--profile', 'classic', '--json'], { cwd })
    expect(code).toBe(0)
    expect(parseRun(stdout, 'stdout').profile).toBe('classic')
    expect(stderr).toContain('recorded in the profile bcp, judged in classic')
  })
})

describe('list and explain', () => {
  const cwd = emptyFolder()

  it('list scenarios by selection, one a line or as JSON', async () => {
    const [text, json] = await Promise.all([
      grantproof(['list', wrongVerifier], { cwd }),
      grantproof(['list', wrongVerifier, '--json'], { cwd }),
    ])
    expect(text.stdout.split('\n')[0]).toMatch(new RegExp(`^${wrongVerifier}  \\S`))
    expect(JSON.parse(json.stdout)).toEqual([expect.objectContaining({ id: wrongVerifier, rows: expect.arrayContaining(['no verifier']) })])
  })

  it.each([
    [wrongVerifier, ['why', 'fix', 'https://www.rfc-editor.org/rfc/rfc7636#section-4.6', 'accepts-wrong-code-verifier']],
    ['rfc7636-4.6-wrong-verifier', ['bcp fail', 'suites/pkce\n', wrongVerifier]],
    ['rfc7636-4.1-client-verifier-quality', ['The client makes the verifier']],
    ['accepts-wrong-code-verifier', [wrongVerifier, 'grantproof serve --fault accepts-wrong-code-verifier']],
  ])('explain %s', async (name, said) => {
    const { code, stdout } = await grantproof(['explain', name], { cwd })
    expect(code).toBe(0)
    for (const text of said) expect(stdout).toContain(text)
  })

  it('suggest what was meant, and exit 3', async () => {
    const { code, stderr } = await grantproof(['explain', 'rejects-wrong-code-verifer'], { cwd })
    expect(code).toBe(3)
    expect(stderr).toContain(`did you mean ${wrongVerifier}?`)
  })
})

describe('serve', () => {
  it('says how to use it and which faults are on, and ends by Ctrl+C', async () => {
    const cwd = emptyFolder()
    const { code, stdout } = await grantproof(['serve', '--fault', 'omits-iss'], { cwd, interruptAt: /Ctrl\+C/ })
    expect(code).toBe(0)
    expect(stdout).toContain('omits-iss')
    expect(stdout).toMatch(/http:\/\/127\.0\.0\.1:\d+/)
  })

  it('takes clients of somebody else, shows no secret of theirs, and names what is wrong with them', async () => {
    const cwd = emptyFolder()
    const app = { client_id: 'app', client_secret: 'not-for-the-screen', redirect_uris: ['https://app.example/cb'] }
    writeFileSync(join(cwd, 'clients.json'), JSON.stringify({ client: app }))
    writeFileSync(join(cwd, 'wrong.json'), JSON.stringify({ client: { ...app, redirect_uris: ['http://app.example/cb'] } }))
    const [good, wrong] = await Promise.all([
      grantproof(['serve', '--clients', 'clients.json'], { cwd, interruptAt: /Ctrl\+C/ }),
      grantproof(['serve', '--clients', 'wrong.json'], { cwd }),
    ])
    expect(good.stdout).toContain('https://app.example/cb')
    expect(good.stdout).not.toContain('not-for-the-screen')
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('redirect_uris') })
  })

  it('behaves like WSO2, and says with which configuration it is judged', async () => {
    const [shown, unknown, both] = await Promise.all([
      grantproof(['serve', '--persona', 'wso2-am-3.2'], { cwd: emptyFolder(), interruptAt: /Ctrl\+C/ }),
      grantproof(['serve', '--persona', 'wso2-am-3'], { cwd: emptyFolder() }),
      grantproof(['serve', '--persona', 'wso2-am-3.2', '--policy', 'classic'], { cwd: emptyFolder() }),
    ])
    expect(shown).toMatchObject({ code: 0, stderr: '' })
    const [, file = ''] = /harness\.config\.json\n(\{.*^\})$/ms.exec(shown.stdout) ?? []
    const { target } = chooseTarget(parseConfig(JSON.parse(file)))
    expect(shown.stdout).toContain(target.endpoints?.authorization_endpoint)
    const { client_secret } = target.clients.client
    expect(shown.stdout).toContain(
      `\n  export CONSUMER_SECRET=${client_secret}\n  export ALICE_PASSWORD=${target.users['alice']?.password}\n`,
    )
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean wso2-am-3.2') })
    expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining("cannot be used with option '--policy") })
  })

  it('says that a port is taken', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    running.push({ close: async () => void taken.close() })
    const { port } = taken.address() as AddressInfo
    const { code, stderr } = await grantproof(['serve', '--port', String(port)], { cwd: emptyFolder() })
    expect(code).toBe(2)
    expect(stderr).toContain(`port ${port} of 127.0.0.1 is taken`)
  })
})

describe('new', () => {
  it('writes a scenario that passes, and overwrites nothing', async () => {
    const cwd = folderFor(await server(), { scenarios: ['./checks/**/*.ts'] })
    const written = await grantproof(['new', 'acme/rejects-foreign-codes'], { cwd })
    expect(written.code).toBe(0)
    expect(written.stdout).toContain(`wrote ${join('checks', 'acme', 'rejects-foreign-codes.ts')}`)
    const [again, run] = [
      await grantproof(['new', 'acme/rejects-foreign-codes'], { cwd }),
      await grantproof(['run', 'own/checks/acme/rejects-foreign-codes'], { cwd }),
    ]
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('there already') })
    expect(run.code).toBe(0)
    expect(runIn(cwd).results).toEqual([expect.objectContaining({ id: 'own/checks/acme/rejects-foreign-codes', outcome: 'pass' })])
    expect((await grantproof(['judge', 'latest'], { cwd })).stderr).toBe('every verdict is the recorded one\n')
  })

  it('in a checkout names the scenario to the demonstration, not all that there are', async () => {
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'package.json'), JSON.stringify({ name: 'grantproof', version: '0.0.0' }))
    mkdirSync(join(cwd, 'suites'))
    const id = 'pkce/rejects-foreign-codes'
    const { stdout } = await grantproof(['new', id], { cwd })
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(`  3. grantproof demo ${id}, unless it needs a browser; then grantproof prove ${id}`)
  })

  it('says what a name looks like', async () => {
    const { code, stderr } = await grantproof(['new', 'Rejects'], { cwd: emptyFolder() })
    expect(code).toBe(2)
    expect(stderr).toContain('SUITE/NAME')
  })
})
