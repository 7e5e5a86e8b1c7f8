import { Agent, request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Take, Tape, takeField } from './tape.ts'

/** What the process that holds the tape is told, and what it says. */
export type ToTape = 'takes' | 'replay'
export type FromTape = { port: number } | { takes: Take[] }

/** Where the recorded server is. */
const upstream = new URL(process.argv[2]!)
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const takes: Take[] = []
let tape: Tape | undefined

const server = createServer((request, response) => {
  handle(request, response).catch((error: Error) => response.destroy(error))
})
server.listen(0, '127.0.0.1', () => say({ port: (server.address() as AddressInfo).port }))
process.on('message', (message: ToTape) => {
  if (message === 'replay') tape = new Tape(takes)
  say({ takes: message === 'takes' ? takes : [] })
})
process.on('disconnect', () => process.exit())

const say = (message: FromTape): void => void process.send!(message)

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await textOf(request)
  const of = String(request.headers[takeField])
  if (tape) await replay(tape, of, request.url!, body, response)
  else await record(of, request, body, response)
}

async function record(of: string, request: IncomingMessage, body: string, response: ServerResponse): Promise<void> {
  const { method = 'GET', url: path = '/' } = request
  const headers = pairs(request.rawHeaders)
  const started = performance.now()
  const answer = await forward(method, path, headers, body)
  takes.push({ of, method, path, headers: [...headers, [takeField, of]], body, answer, serviceMs: performance.now() - started })
  write(response, answer)
}

/** Sends the request on as it came. */
function forward(method: string, path: string, headers: Take['headers'], body: string): Promise<Take['answer']> {
  const { promise, resolve, reject } = Promise.withResolvers<Take['answer']>()
  const onward = ask({ agent, host: upstream.hostname, port: upstream.port, method, path, headers: headers.flat() as never }, (answer) => {
    textOf(answer).then((text) => resolve({ status: answer.statusCode!, headers: pairs(answer.rawHeaders), body: text }), reject)
  })
  onward.on('error', reject)
  onward.end(body, 'latin1')
  return promise
}

async function replay(recorded: Tape, of: string, path: string, body: string, response: ServerResponse): Promise<void> {
  const due = performance.now()
  const found = recorded.answer(of, path, body)
  if (!found) return write(response, { status: 599, headers: [], body: '' })
  await until(due + found.serviceMs)
  write(response, found.answer)
}

/** A timer wakes up to a millisecond late: the last of the wait is spent awake. */
async function until(at: number): Promise<void> {
  const left = at - performance.now()
  if (left > 2) await new Promise((resolve) => setTimeout(resolve, left - 1.5))
  while (performance.now() < at) await new Promise((resolve) => setImmediate(resolve))
}

function write(response: ServerResponse, { status, headers, body }: Take['answer']): void {
  response.sendDate = false
  const bytes = Buffer.from(body, 'latin1')
  response.writeHead(status, [...headers, ['content-length', String(bytes.length)]].flat())
  response.end(bytes)
}

/** One character a byte, so that whatever came goes back unchanged. */
async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('latin1')
}

const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', takeField])

/** Header fields in their order, without those that belong to one connection. */
function pairs(raw: readonly string[]): Take['headers'] {
  const all = Array.from({ length: raw.length / 2 }, (_, i): [string, string] => [raw[2 * i]!, raw[2 * i + 1]!])
  return all.filter(([name]) => !ofConnection.has(name.toLowerCase()))
}
