import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { command, emptyFolder, grantproof } from '../../fixtures/command-line/grantproof.ts'
import {
  type AuthorizationServer,
  type FaultName,
  startAuthorizationServer,
  startPersona,
  worthlessCertificate,
} from '../authorization-server/index.ts'
import { blockWith } from './pages.ts'

// What the pages show as printed is printed today.

const running: { close(): unknown }[] = []
afterAll(() => Promise.all(running.map((server) => server.close())))

async function started(...faults: FaultName[]): Promise<AuthorizationServer> {
  const server = await startAuthorizationServer({ faults })
  running.push(server)
  return server
}

const secretsOf = ({ clients, users }: AuthorizationServer) => ({
  CLIENT_SECRET: clients['client']!.client_secret!,
  ALICE_PASSWORD: users['alice']!.password,
})

/** With the port of the pages, and the times of nobody's machine. */
const asShown = (text: string, { issuer }: { issuer: string }, port: string): string =>
  text.replaceAll(new URL(issuer).port, port).replaceAll(/\b\d+ms\b/g, '0ms')

describe('README', () => {
  const cwd = emptyFolder()
  let server: AuthorizationServer
  beforeAll(async () => {
    server = await started('redeems-code-twice')
  })
  const shown = (text: string) => asShown(text, server, '9477')

  it('shows what init prints', async () => {
    const [line, ...printed] = blockWith('README.md', '--ci github\nwrote').split('\n')
    const args = [...line!.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!).slice(2)
    const { stdout } = await grantproof(
      args.map((arg) => arg.replace('http://127.0.0.1:9477', server.issuer)),
      { cwd },
    )
    expect(stdout).toBe(printed.join('\n'))
  })

  it('shows what doctor prints with that configuration', async () => {
    const { stdout } = await grantproof(['doctor'], { cwd, env: secretsOf(server) })
    const lines = (text: string) => text.split('\n').filter((line) => !/^. (?:Node|browser) /.test(line))
    expect(lines(shown(stdout))).toEqual(lines(blockWith('README.md', '$ grantproof doctor').replace('$ grantproof doctor\n', '')))
  })

  it('begins with a finding as run prints it', async () => {
    const { stdout } = await grantproof(['run', 'authorization-code/redeems-code-once'], { cwd, env: secretsOf(server) })
    expect(shown(stdout)).toContain(blockWith('README.md', '✗ FAIL'))
  })
})

it('docs/wso2.md shows what its configuration finds', async () => {
  const cwd = emptyFolder()
  const persona = await startPersona('wso2-am-3.2')
  running.push(persona)
  const { clients, users, issuer } = persona
  const configuration = blockWith('docs/wso2.md', 'defineConfig').replace(
    "preset: 'wso2-am-3.2',",
    `$&\n  issuer: '${issuer}',\n  user_agent: 'direct',`,
  )
  writeFileSync(join(cwd, 'harness.config.ts'), configuration)
  writeFileSync(join(cwd, 'wso2.pem'), worthlessCertificate.cert)
  const env = { CONSUMER_SECRET: clients['client']!.client_secret!, ALICE_PASSWORD: users['alice']!.password }
  const report = blockWith('docs/wso2.md', 'grantproof 0.')
  const ids = [...report.matchAll(/✗ FAIL +(\S+)/g)].map(([, id]) => id!)
  const { stdout } = await grantproof(['run', ...ids], { cwd, env })
  const gateway = new URL(persona.endpoints.token_endpoint).port
  // Ports of four digits leave room for a word more on a line.
  const inARow = (text: string) => text.trim().replaceAll(/\s+/g, ' ')
  const printed = inARow(asShown(stdout, persona, '9443').replaceAll(gateway, '8243'))
  for (const part of report.split(/\n\n(?=✗|gate)/)) expect(printed).toContain(inARow(part))
})

it('docs/vitest.md shows what its own test prints', async () => {
  const cwd = emptyFolder()
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const server = await started('accepts-wrong-code-verifier')
  const { client_id, client_secret, redirect_uris } = server.clients['client']!
  const configuration = {
    name: 'mine',
    issuer: server.issuer,
    clients: { client: { client_id, client_secret, redirect_uris } },
    users: server.users,
  }
  writeFileSync(join(cwd, 'harness.config.json'), JSON.stringify(configuration))
  writeFileSync(
    join(cwd, 'server.test.ts'),
    blockWith('docs/vitest.md', 'select:').replace('grantproof/vitest', join(root, 'src/vitest/index.ts')),
  )
  mkdirSync(join(cwd, 'node_modules'))
  symlinkSync(join(root, 'node_modules/vitest'), join(cwd, 'node_modules/vitest'))
  const { stdout, stderr } = await command(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run'], {
    cwd,
    env: { CI: '' },
  })
  const printed = asShown(`${stdout}${stderr}`, server, '9455')
  for (const part of asShown(blockWith('docs/vitest.md', 'AssertionError'), server, '9455').split('\n\n'))
    expect(printed).toContain(part.trimEnd())
})
