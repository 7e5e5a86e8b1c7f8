import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'

/** An HTTP proxy that asks for credentials. */
export interface Proxy {
  /** With the credentials in it. */
  url: string
  /** How many tunnels it has made. */
  tunnels(): number
  close(): Promise<void>
}

/** Starts a proxy that makes tunnels (RFC 9110 9.3.6) for whoever has these credentials, and repeats to others what they said. */
export async function startProxy(credentials: string): Promise<Proxy> {
  const wanted = `Basic ${Buffer.from(credentials).toString('base64')}`
  const open = new Set<Duplex>()
  let made = 0
  const server = createServer((_, response) => response.writeHead(405).end())
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    const said = request.headers['proxy-authorization'] ?? ''
    if (said !== wanted) return socket.end(`HTTP/1.1 407 Heard ${said}\r\nX-Heard: ${said}\r\nContent-Length: 0\r\n\r\n`)
    const [host = '', port] = (request.url ?? '').split(':')
    const there = connect(Number(port), host, () => {
      made++
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      there.pipe(socket).pipe(there)
    })
    for (const end of [socket, there]) {
      open.add(end)
      end.on('error', () => {}).on('close', () => open.delete(end))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      for (const end of open) end.destroy()
      server.closeAllConnections()
    })
  return { url: `http://${credentials}@127.0.0.1:${(server.address() as AddressInfo).port}`, tunnels: () => made, close }
}
