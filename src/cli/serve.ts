import { describe, type FaultName, type Policy, startAuthorizationServer } from '../authorization-server/index.ts'
import { exitCodes } from '../gate/gate.ts'
import { CliError } from './failure.ts'
import { faultNames, findFault } from './faults-of.ts'
import { onInterrupt } from './interrupt.ts'
import { near } from './near.ts'
import { readClients } from './serve-clients.ts'
import { describePersona, startNamed } from './serve-persona.ts'

export interface ServeOptions {
  port: number
  host: string
  policy: Policy
  fault: string[]
  clients?: string
  listFaults?: boolean
  persona?: string
  pagesElsewhere?: boolean
}

/** Runs the embedded server until the process is told to end, having said how to use it. */
export async function serve(options: ServeOptions): Promise<number> {
  if (options.listFaults) return list()
  const { server, text } = await started(options).catch((error) => {
    throw refused(error, options.host, options.port)
  })
  const interrupted = new Promise<void>((resolve) => onInterrupt(resolve))
  process.stdout.write(`${text}\n\nCtrl+C ends it.\n`)
  await interrupted
  await server.close()
  return exitCodes.clean
}

async function started({ port, host, policy, fault, clients: file, persona, pagesElsewhere = false }: ServeOptions) {
  if (persona !== undefined) {
    const server = await startNamed(persona, port, pagesElsewhere)
    return { server, text: describePersona(server) }
  }
  if (pagesElsewhere) throw new CliError(exitCodes.usage, '--pages-elsewhere is for personas', ['add --persona NAME'])
  const clients = file === undefined ? undefined : readClients(file)
  const server = await startAuthorizationServer({ port, host, policy, faults: fault.map(known), ...(clients && { clients }) })
  return { server, text: describe(server) }
}

function list(): number {
  const width = Math.max(...faultNames.map((name) => name.length))
  process.stdout.write(`${faultNames.map((name) => `${name.padEnd(width)}  ${findFault(name)?.summary ?? ''}`).join('\n')}\n`)
  return exitCodes.clean
}

function known(name: string): FaultName {
  if (findFault(name)) return name as FaultName
  const suggested = near(name, faultNames)
  throw new CliError(exitCodes.usage, `there is no fault "${name}"`, [
    ...(suggested.length > 0 ? [`did you mean ${suggested.join(', or ')}?`] : []),
    'grantproof serve --list-faults shows them all',
  ])
}

/** What somebody who starts the server can mend. */
function refused(error: unknown, host: string, port: number): unknown {
  if (!(error instanceof Error) || error instanceof CliError) return error
  const { code, port: taken = port } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE')
    return new CliError(exitCodes.usage, `port ${taken} of ${host} is taken`, ['--port 0 takes a free one, or name another'])
  if (code === 'EACCES') return new CliError(exitCodes.usage, `port ${taken} may not be used by you`, ['take one above 1023, or --port 0'])
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new CliError(exitCodes.usage, `${host} is no address of this machine`, ['leave --host out'])
  return code === undefined ? new CliError(exitCodes.usage, error.message) : error
}
