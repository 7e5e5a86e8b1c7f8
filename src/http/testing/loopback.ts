import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import type { Message } from '../exchange.ts'
import { Vault } from '../vault.ts'
import { createWire, type Wire, type WireOptions } from '../wire.ts'

const ends: (() => unknown)[] = []

/** Ends every server and wire of a test; to be called after each. */
export async function cleanUp(): Promise<void> {
  for (const end of ends.splice(0).reverse()) await end()
}

/** Listens on a free loopback port. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket.on('error', () => {})))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** Bytes in, bytes out: `answer` is called once a connection with the whole of the first request's head. */
export const raw = async (answer: (socket: Socket, head: string) => void): Promise<string> => {
  const port = await listen(
    createTcpServer((socket) => {
      let head = ''
      socket.on('data', (chunk) => {
        const before = head.includes('\r\n\r\n')
        head += chunk.toString('latin1')
        if (!before && head.includes('\r\n\r\n')) answer(socket, head)
      })
    }),
  )
  return `http://127.0.0.1:${port}`
}

/** An HTTP server's origin. */
export const http = async (listener: RequestListener): Promise<string> => `http://127.0.0.1:${await listen(createServer(listener))}`

/** A request's body, read to its end. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** A wire to one origin that does not wait: what it would have waited, in milliseconds, is kept in `waits`. */
export function open(origin: string, options: Partial<WireOptions> = {}): { vault: Vault; wire: Wire; waits: number[] } {
  const vault = options.vault ?? new Vault()
  const waits: number[] = []
  const sleep = async (ms: number) => void waits.push(ms)
  const wire = createWire({ vault, origins: [origin], pace: { timeoutMs: 5_000 }, sleep, ...options })
  ends.push(() => wire.close())
  return { vault, wire, waits }
}

/** A message without a body. */
export const get = (url: string, rest: Partial<Message> = {}): Message => ({
  method: 'GET',
  url,
  headers: [],
  query: [],
  body: [],
  ...rest,
})
/** A message with one. */
export const post = (url: string, body: Message['body'], rest: Partial<Message> = {}): Message => ({
  ...get(url, rest),
  method: 'POST',
  body,
})
export const back = { channel: 'back' } as const
