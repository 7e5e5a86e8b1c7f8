import type { LabServer } from '../../fixtures/servers/laboratory.ts'
import { CliError } from '../cli/failure.ts'
import { readKnown } from '../proof/expectations.ts'
import { renderServers } from './documentation.ts'
import { readSummaries, serverNames, serversFolder } from './summary.ts'

/** The server that a folder of `fixtures/servers` starts. */
export async function findServer(name: string, folder = serversFolder): Promise<LabServer> {
  const names = serverNames(folder)
  if (!names.includes(name)) throw new CliError(2, `the laboratory has no server named "${name}"`, [`there are ${names.join(', ')}`])
  const { server } = (await import(new URL(`${name}/start.ts`, folder).href)) as { server?: LabServer }
  if (!server)
    throw new CliError(2, `fixtures/servers/${name}/start.ts exports no \`server\``, ['fixtures/servers/laboratory.ts says what it is'])
  return server
}

/** The text of `docs/servers.md`. */
export const documentation = (folder = serversFolder): string =>
  renderServers(
    Object.fromEntries(Object.entries(readSummaries(folder)).map(([name, summary]) => [name, { summary, known: readKnown(name, folder) }])),
  )
