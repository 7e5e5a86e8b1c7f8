import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Server } from 'node:net'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { type Ended, emptyFolder, grantproof } from '../../fixtures/command-line/grantproof.ts'
import { type AuthorizationServer, type FaultName, startAuthorizationServer, startPersona } from '../authorization-server/index.ts'
import { certificateOf } from '../http/reach.ts'
import { certificate, key } from '../http/testing/certificate.ts'
import type { Check } from './doctor/check.ts'
import { describePersona } from './serve-persona.ts'

const running: { close(): unknown }[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()))
})

async function started(options: { issuer?: string; faults?: FaultName[] } = {}): Promise<AuthorizationServer> {
  const server = await startAuthorizationServer(options)
  running.push(server)
  return server
}

async function listening(server: Server): Promise<number> {
  running.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const wrong = 'certainly-not-this-one'

/** What doctor says of a server, by a configuration as its owner would write it. */
async function asked({ issuer, clients, users }: AuthorizationServer, more: object = {}, args: string[] = []) {
  const cwd = emptyFolder()
  const { client, public_client, service_client } = clients
  const some = { client, public_client, service_client }
  writeFileSync(join(cwd, 'harness.config.json'), JSON.stringify({ name: 'mine', issuer, clients: some, users, ...more }))
  return { cwd, ...(await checked(cwd, args)) }
}

async function checked(cwd: string, args: string[] = []): Promise<Ended & { checks: Check[]; of(name: string): Check }> {
  const ended = await grantproof(['doctor', '--json', ...args], { cwd })
  const { ready, checks } = JSON.parse(ended.stdout) as { ready: boolean; checks: Check[] }
  const found = new Set(checks.filter(({ state }) => state === 'problem').map(({ name }) => name))
  const isHere = ['configuration', 'authorities'].some((name) => found.has(name))
  expect(ended).toMatchObject({ code: ready ? 0 : isHere ? 2 : 4, stderr: '' })
  expect(ended.stdout).not.toContain(wrong)
  const troubled = checks.filter(({ state }) => state === 'problem' || state === 'warning')
  expect(troubled.filter(({ why, fix }) => !why || !fix?.length)).toEqual([])
  return { ...ended, checks, of: (name) => checks.find((check) => check.name === name)! }
}

const statesOf = (checks: readonly Check[]): string[] => checks.map(({ name, state }) => `${name} ${state}`)

describe('a server that can be judged', () => {
  it('is found ready, each thing in its order', async () => {
    const { code, checks } = await asked(await started())
    expect(code).toBe(0)
    expect(checks[1]).toMatchObject({ name: 'browser', state: expect.stringMatching(/^(ok|info)$/) })
    expect(statesOf(checks.toSpliced(1, 1))).toEqual([
      ...['Node ok', 'configuration warning', 'name ok', 'connection ok', 'clock ok', 'discovery ok', 'token endpoint ok'],
      ...['client ok', 'client ok', 'client ok', 'sign-in ok', 'first token ok'],
    ])
  })

  it('is told in lines that hold no secret', async () => {
    const server = await started()
    const { cwd } = await asked(server)
    const { code, stdout } = await grantproof(['doctor'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^✓ Node +\d[\s\S]* browser [\s\S]*^! configuration [\s\S]*^✓ first token .*\n\nready: grantproof run\n$/m)
    for (const { client_secret } of Object.values(server.clients)) if (client_secret) expect(stdout).not.toContain(client_secret)
    for (const { password } of Object.values(server.users)) expect(stdout).not.toContain(password)
  })

  it('is asked in a way that locks nobody out: no wrong password, no wrong secret, each client once', async () => {
    const server = await started()
    await asked(server)
    const tokens = server.journal.entries.filter(({ path }) => path === '/token')
    expect(tokens.map(({ status }) => status)).toEqual([401, 400, 400, 400, 200])
  })
})

describe('a configuration that cannot be used', () => {
  it('is the one problem, and nobody is asked', async () => {
    const server = await started()
    const unknown = await asked(server, { clints: {} })
    const unset = await asked(server, { users: { alice: { username: 'alice', password: { env: 'NOT_SET_HERE' } } } })
    expect(unknown.of('configuration')).toMatchObject({ state: 'problem', found: expect.stringContaining('did you mean "clients"?') })
    expect(unset.of('configuration')).toMatchObject({ state: 'problem', found: expect.stringContaining('NOT_SET_HERE is not set') })
    for (const { checks } of [unknown, unset]) expect(new Set(checks.slice(3).map(({ state }) => state))).toEqual(new Set(['not_tried']))
    expect(server.journal.entries).toEqual([])
  })

  it('is missing, or has several targets', async () => {
    const cwd = emptyFolder()
    expect((await checked(cwd)).of('configuration')).toMatchObject({
      state: 'problem',
      found: expect.stringContaining('no harness.config.ts'),
    })
    const { issuer, clients, users } = await started()
    const one = { issuer, clients, users }
    writeFileSync(join(cwd, 'harness.config.json'), JSON.stringify({ targets: { one, other: one } }))
    const [none, all] = [await checked(cwd), await checked(cwd, ['--target', 'all'])]
    expect(none.of('configuration').fix).toEqual([expect.stringContaining('--target NAME')])
    expect(all.checks.filter(({ name, state }) => name === 'first token' && state === 'ok')).toHaveLength(2)
  })
})

describe('no way to the server', () => {
  const tried = (checks: readonly Check[]) => checks.filter(({ state }) => state !== 'not_tried').map(({ name }) => name)

  it('a name that has no address', async () => {
    const { of, checks } = await asked(await started(), { issuer: 'https://as.invalid' })
    expect(of('name')).toMatchObject({ state: 'problem', found: 'as.invalid has no address here' })
    expect(of('name').fix).toContainEqual(expect.stringContaining('resolve: { "as.invalid:443": "address" }'))
    expect(of('discovery').found).toBe('not tried: no way to as.invalid:443')
    expect(tried(checks)).toEqual(['Node', 'browser', 'configuration', 'name'])
  })

  it('nobody listens there, also when the configuration says where', async () => {
    const server = await started()
    await server.close()
    const [given, named] = [
      await asked(server),
      await asked(server, { issuer: 'https://as.invalid', resolve: { 'as.invalid:443': new URL(server.issuer).host } }),
    ]
    expect(given.of('connection')).toMatchObject({ state: 'problem', found: expect.stringContaining('refused') })
    expect(named.of('name')).toMatchObject({ state: 'ok', found: expect.stringContaining('by resolve') })
    for (const { checks } of [given, named]) expect(tried(checks)).toEqual(['Node', 'browser', 'configuration', 'name', 'connection'])
  })

  it('nobody listens at two ports: one problem, which names both', async () => {
    const cwd = emptyFolder()
    const client = { client_id: 'pizza_shack', client_secret: 'secret', redirect_uris: ['https://client.example/callback'] }
    const users = { alice: { username: 'alice', password: 'secret' } }
    const endpoints = { authorization_endpoint: 'http://127.0.0.1:1/authorize', token_endpoint: 'http://127.0.0.1:2/token' }
    writeFileSync(join(cwd, 'harness.config.json'), JSON.stringify({ issuer: 'http://127.0.0.1:1', clients: { client }, users, endpoints }))
    const { stdout } = await grantproof(['doctor'], { cwd })
    expect(stdout.match(/^✗ .*$/gm)).toEqual([expect.stringMatching(/^✗ connection +127\.0\.0\.1:1 and 127\.0\.0\.1:2/)])
    expect(stdout).toMatch(/\n1 problem: mend the first, and ask again\n$/)
  })

  it('a proxy that is not there, and one that is', async () => {
    const server = await started()
    const proxy = createServer().on('connect', (request, socket) => {
      const upstream = connect(Number(request.url!.split(':').at(-1)), '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
      upstream
        .on('error', () => socket.destroy())
        .pipe(socket.on('error', () => upstream.destroy()))
        .pipe(upstream)
    })
    const port = await listening(proxy)
    const through = await asked(server, { proxy: `http://somebody:${wrong}@127.0.0.1:${port}` })
    expect(statesOf(through.checks).slice(3, 7)).toEqual(['name ok', 'proxy ok', 'name not_tried', 'connection ok'])
    expect(through.of('first token').state).toBe('ok')
    const absent = await asked(server, { proxy: `http://somebody:${wrong}@127.0.0.1:1` })
    expect(absent.of('proxy').state).toBe('problem')
    expect(tried(absent.checks)).toEqual(['Node', 'browser', 'configuration', 'name', 'proxy'])
  })
})

describe('TLS', () => {
  /** The embedded server behind TLS, with a certificate that is its own authority. */
  async function secured(): Promise<AuthorizationServer> {
    const gate = createTlsServer({ key, cert: certificate }, (socket) => {
      const upstream = connect(Number(new URL(server.origin).port), '127.0.0.1')
      upstream
        .on('error', () => socket.destroy())
        .pipe(socket.on('error', () => upstream.destroy()))
        .pipe(upstream)
    })
    const server = await started({ issuer: `https://localhost:${await listening(gate)}` })
    return server
  }
  const { fingerprint } = certificateOf(certificate)

  it('a self-signed certificate is named in full, saved when asked, and trusted when its owner says so', async () => {
    const server = await secured()
    const { of, cwd, stdout } = await asked(server, {}, ['--save-ca', 'authority.pem'])
    expect(of('certificate')).toMatchObject({
      state: 'problem',
      found: expect.stringMatching(/self-signed.*Subject CN=localhost; issuer CN=localhost;.* to 2126-10-29/),
    })
    expect(of('certificate').fix).toEqual([expect.stringContaining(fingerprint), expect.stringContaining('tls: { ca: "authority.pem" }')])
    expect(of('discovery').state).toBe('not_tried')
    expect(stdout).not.toContain('first token ok')
    expect(certificateOf(readFileSync(join(cwd, 'authority.pem'), 'utf8')).fingerprint).toBe(fingerprint)
    const trusting = await asked(server, { tls: { ca: join(cwd, 'authority.pem') } })
    expect(trusting.code).toBe(0)
    expect(trusting.of('certificate')).toMatchObject({ state: 'ok', found: expect.stringContaining('until 2126-10-29') })
    expect((await checked(cwd, ['--save-ca', 'authority.pem'])).of('authorities')).toMatchObject({ state: 'problem' })
  })

  it('unchecked certificates are a warning, and for another host name trusting it would mend nothing', async () => {
    const server = await secured()
    const insecure = await asked(server, { tls: { insecure: true } })
    expect(insecure.of('certificate')).toMatchObject({ state: 'warning', found: expect.stringContaining('not checked: tls.insecure') })
    expect(insecure.of('first token').state).toBe('ok')
    const issuer = server.issuer.replace('localhost', '127.0.0.1')
    const foreign = await asked(server, { issuer, tls: { ca: certificate } }, ['--save-ca', 'authority.pem'])
    expect(foreign.of('certificate').found).toContain('another host name')
    expect(foreign.of('authorities').found).toContain('is not written')
    expect(existsSync(join(foreign.cwd, 'authority.pem'))).toBe(false)
  })
})

describe('a server that answers', () => {
  it('another issuer than the configured one', async () => {
    const server = await started()
    const { of } = await asked(server, { issuer: `${server.issuer}/` })
    expect(of('discovery')).toMatchObject({ state: 'problem', found: expect.stringContaining(`the issuer "${server.issuer}"`) })
    expect(of('first token').state).toBe('ok')
  })

  it('something that is no token endpoint', async () => {
    const { issuer, ...server } = await started()
    const endpoints = { authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/nothing-here` }
    const { of, checks } = await asked({ issuer, ...server }, { endpoints })
    expect(of('token endpoint')).toMatchObject({ state: 'problem', found: expect.stringContaining('status 404') })
    expect(statesOf(checks).slice(-5)).toEqual([
      'client not_tried',
      'client not_tried',
      'client not_tried',
      'sign-in ok',
      'first token not_tried',
    ])
  })

  it('that a client secret is wrong: the code comes, the token is not tried', async () => {
    const server = await started()
    const { of } = await asked(server, { clients: { client: { ...server.clients['client'], client_secret: wrong } } })
    expect(of('client')).toMatchObject({ state: 'problem', found: expect.stringContaining('"invalid_client"') })
    expect([of('sign-in').state, of('first token').state]).toEqual(['ok', 'not_tried'])
    expect(server.journal.entries.filter(({ path }) => path === '/token').map(({ status }) => status)).toEqual([401, 401])
  })

  it('that a client is not registered for the grant: to be mended, unless its owner says so', async () => {
    const server = await started()
    const { client, service_client } = server.clients
    const { grant_types: _, ...silent } = service_client!
    expect((await asked(server, { clients: { client, silent } })).checks.filter(({ name }) => name === 'client')).toMatchObject([
      { state: 'ok' },
      { state: 'problem', found: expect.stringContaining('"unauthorized_client"') },
    ])
    const { checks } = await asked(server, { clients: { client, service_client } })
    expect(checks.filter(({ name }) => name === 'client').map(({ state }) => state)).toEqual(['ok', 'ok'])
  })

  it('that who only introspects is known where it introspects, or is not', async () => {
    const persona = await startPersona('wso2-am-3.2')
    running.push(persona)
    const [, printed = ''] = describePersona(persona).split('harness.config.json\n')
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'harness.config.json'), printed)
    const administrator = ({ checks }: { checks: Check[] }) =>
      checks.filter(({ name, found }) => name === 'client' && found.includes('administrator, '))
    const ready = await checked(cwd)
    expect(ready.code).toBe(0)
    expect(administrator(ready)).toMatchObject([{ state: 'ok', found: expect.stringContaining('an invented token is not active') }])
    writeFileSync(join(cwd, 'harness.config.json'), printed.replace(persona.administrator.password, wrong))
    const refused = await checked(cwd)
    expect(refused.code).toBe(4)
    expect(administrator(refused)).toMatchObject([{ state: 'problem', found: expect.stringContaining('status 401') }])
    expect(refused.of('first token').state).toBe('ok')
  })

  it('that a password is wrong: with what the page said', async () => {
    const { of } = await asked(await started(), { users: { alice: { username: 'alice', password: wrong } } })
    expect(of('sign-in')).toMatchObject({ state: 'problem', found: expect.stringContaining('Wrong user name or password') })
    expect(of('sign-in').fix).toEqual([expect.stringContaining('Check username and password')])
    expect(of('first token').found).toBe('not tried: no code')
  })
})
