import { startAuthorizationServer } from '../authorization-server/index.ts'
import { configurationOf } from '../cli/embedded-target.ts'
import type { HarnessConfig } from '../config/index.ts'

/** The servers that are measured, each started in a process of its own: `node server.ts NAME`. */
export type ServerName = 'embedded' | 'oidcProvider' | 'oauth2MockServer'

const start: Record<ServerName, () => Promise<HarnessConfig>> = {
  embedded: async () => configurationOf(await startAuthorizationServer({ policy: 'bcp' })),
  oidcProvider: async () => (await (await import('../../fixtures/servers/oidc-provider/start.ts')).startOidcProvider()).config,
  oauth2MockServer: async () => (await (await import('../../fixtures/servers/oauth2-mock-server/start.ts')).startOauth2MockServer()).config,
}

process.on('disconnect', () => process.exit())
process.send!(await start[process.argv[2] as ServerName]())
