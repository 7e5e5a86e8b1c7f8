import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { worthlessCertificate } from './worthless-certificate.ts'

const { createServer } = process.getBuiltinModule('node:https')

type Handle = (request: IncomingMessage, response: ServerResponse) => void

/** Listens with TLS on a port, or on a free one for 0. */
export function listen(handle: Handle, port: number, host: string): Promise<Server> {
  const server = createServer(worthlessCertificate, handle)
  server.keepAliveTimeout = 60_000
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}

/** Listens on two ports at a fixed distance, as the product's do whatever its offset is. */
export async function listenTwice(
  handles: readonly [Handle, Handle],
  port: number,
  distance: number,
  host: string,
): Promise<[Server, Server]> {
  for (let tries = 0; ; tries++) {
    const first = await listen(handles[0], port, host)
    try {
      return [first, await listen(handles[1], portOf(first) + distance, host)]
    } catch (error) {
      await close(first)
      if (port !== 0 || tries === 20) throw error
    }
  }
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port

export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
