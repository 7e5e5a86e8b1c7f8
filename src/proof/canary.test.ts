import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FormatName, formats } from '../report/formats.ts'
import { leaksIn } from './canary-leaks.ts'
import { startProxy } from './canary-proxy.ts'
import { command, type Left, ownFolder, sweep } from './canary-run.ts'
import { recognisable, type Stage, stage } from './canary-stage.ts'

const environment = recognisable
const proxyPassword = 'cnry-pr0xy-9d2e7a41'
const secrets = [...Object.values(environment), proxyPassword]

const leaks = ({ outputs }: Left, heard: Iterable<string> = []) =>
  Object.groupBy(leaksIn(outputs, [...secrets, ...heard]), ({ secret }) => secret)

afterAll(sweep)

/** What sends secrets rightly and wrongly, and is refused and served. */
const judged = ['pkce/rejects-wrong-code-verifier', 'client-authentication/re*', 'redirect-uri/responds-at-the-requested-uri']

const further = (Object.keys(formats) as FormatName[]).filter((name) => name !== 'json')

describe('a server that tells every secret in every form', () => {
  let on: Stage
  let left: Left

  beforeAll(async () => {
    on = await stage()
    const folder = ownFolder(on.config)
    await command(folder, ['run', 'redirect-uri/refuses-redirect-uri-of-another-client'], environment)
    on.chatty.forget()
    left = await command(folder, ['run', ...judged, '--verbose', '--report', further.join()], environment)
  }, 300_000)
  afterAll(() => on.close())

  it('is judged, with passes and failures', () => {
    expect(left.run.summary?.pass).toBeGreaterThan(0)
    expect(left.run.summary?.fail).toBeGreaterThan(0)
    expect(Object.keys(left.outputs).filter((name) => /run\.json|junit\.xml|history/.test(name))).toHaveLength(3)
    expect(on.chatty.heard.size).toBeGreaterThan(40)
    for (const secret of Object.values(environment)) expect([...on.chatty.heard]).toContain(secret)
  })

  it('gives none away in any file or in the terminal', () => {
    expect(leaks(left, on.chatty.heard)).toEqual({})
  })

  it('gives none away as JSON on stdout, nor through a proxy', async () => {
    const proxy = await startProxy(`canary:${proxyPassword}`)
    const folder = ownFolder({ ...on.config, proxy: proxy.url })
    on.chatty.forget()
    const printed = await command(folder, ['run', 'authorization-code/redeems-code-once', '--json'], environment)
    await proxy.close()
    expect(proxy.tunnels()).toBeGreaterThan(0)
    expect(JSON.parse(printed.outputs['stdout'] ?? '')).toEqual(printed.run)
    expect(leaks(printed, on.chatty.heard)).toEqual({})
  }, 120_000)
})

describe('a run in which the first flow fails', () => {
  it('gives no secret away, whatever the server says of it', async () => {
    const on = await stage((path, answer) => {
      if (path.startsWith('/token')) answer.status = 500
    })
    const left = await command(ownFolder(on.config), ['run'], environment)
    await on.close()
    expect(left.exitCode).toBe(4)
    expect(left.run.noFlow?.reason).toContain('no token')
    expect(on.chatty.heard.size).toBeGreaterThan(5)
    expect(leaks(left, on.chatty.heard)).toEqual({})
  }, 120_000)
})

describe.concurrent('a target that is not reached, a configuration that cannot be used', () => {
  const refused = async (config: Record<string, unknown>, exitCode: 2 | 4) => {
    const left = await command(ownFolder(config), ['run'], { ...environment, GRANTPROOF_DEBUG: '1' })
    expect(left.exitCode).toBe(exitCode)
    expect(leaks(left)).toEqual({})
    return left.outputs['stderr'] ?? ''
  }
  const client = { client_id: 'web', client_secret: environment.CANARY_SECRET, redirect_uris: ['https://web.example/'] }
  const users = { alice: { username: 'alice', password: environment.CANARY_PASSWORD } }
  const usable = { issuer: 'http://127.0.0.1:1', clients: { client }, users }

  it('gives no secret away when nothing listens', async () => {
    expect(await refused({ ...usable, headers: { 'X-Gateway-Key': environment.CANARY_GATEWAY } }, 4)).toContain('refused')
  })

  it('gives no secret away when the proxy refuses', async () => {
    const proxy = await startProxy('somebody:else')
    const url = proxy.url.replace('somebody:else', `canary:${proxyPassword}`)
    const urls = [
      [url, 4],
      [`http://canary:${proxyPassword}@127.0.0.1:1`, 4],
      [`ftp://canary:${proxyPassword}@127.0.0.1:1`, 2],
    ] as const
    const told = await Promise.all(urls.map(([one, exitCode]) => refused({ ...usable, proxy: one }, exitCode)))
    for (const text of told) expect(text).toContain('proxy')
    await proxy.close()
  })

  it('gives no secret away when the server tells it instead of its metadata', async () => {
    const on = await stage((_, answer) => {
      answer.status = 302
      answer.headers['location'] = `https://elsewhere.example/?key=${environment.CANARY_GATEWAY}`
      answer.headers['content-type'] = 'application/json'
    })
    const told = await refused(on.config as Record<string, unknown>, 4)
    expect(told).toContain('redirect')
    expect(on.chatty.heard).toContain(environment.CANARY_GATEWAY)
    await on.close()
  })

  it('gives no secret away when it stands where it does not belong', async () => {
    const misplaced: Record<string, unknown>[] = [
      { ...usable, clients: { client: { ...client, client_secret: [environment.CANARY_SECRET] } } },
      { ...usable, clients: { client: { ...client, client_secret: { env: environment.CANARY_SECRET } } } },
      { ...usable, clients: { client: { ...client, secret: environment.CANARY_SECRET } } },
      { ...usable, clients: { client: environment.CANARY_SECRET } },
      { ...usable, users: { alice: { username: 'alice', password: [environment.CANARY_PASSWORD] } } },
      { ...usable, users: { alice: environment.CANARY_PASSWORD } },
      { ...usable, users: [environment.CANARY_PASSWORD] },
      { ...usable, headers: { 'X-Gateway-Key': [environment.CANARY_GATEWAY] } },
      { ...usable, headers: { 'X-Gateway-Key': `${environment.CANARY_GATEWAY}\r\nx: y` } },
      { ...usable, headers: [`X-Gateway-Key: ${environment.CANARY_GATEWAY}`] },
      { ...usable, proxy: [`http://canary:${proxyPassword}@127.0.0.1:1`] },
      { ...usable, issuer: `http://canary:${proxyPassword}@127.0.0.1:1` },
      { ...usable, resource: { url: `http://canary:${proxyPassword}@127.0.0.1:1` } },
    ]
    await Promise.all(misplaced.map((config) => refused(config, 2)))
  }, 120_000)
})
