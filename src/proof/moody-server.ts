import { Agent, createServer, type IncomingMessage, request as requestOf, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** An answer of the server behind, as it came. */
export interface HonestAnswer {
  status: number
  /** Names and values in turn, as Node reads them. */
  headers: string[]
  body: Buffer
}

/** One request as a mood meets it. */
export interface Met {
  request: IncomingMessage
  response: ServerResponse
  path: string
  body: Buffer
  /** Where the request came to: scheme, host and port. */
  origin: string
  /** The last honest answer of this path. */
  last: HonestAnswer | undefined
  /** Asks the server behind. */
  ask(): Promise<HonestAnswer>
}

/** What a server does once it has turned. A mood that returns an honest answer lets it through. */
export type Mood = (met: Met) => HonestAnswer | undefined | Promise<HonestAnswer | undefined>

/** A server that can be deaf from the start, or turn after some requests. Which answers were honest only its own log says. */
export interface MoodyServer {
  readonly origin: string
  /** For each request, in the order of arrival, whether its answer is the sound server's own. */
  readonly honest: readonly boolean[]
  /** Whom it asks. */
  standBefore(origin: string): void
  /** Is honest for so many requests from now on, and then takes the mood. */
  turnAfter(requests: number, mood: Mood): void
  close(): Promise<void>
}

/** Starts a moody server on a free loopback port. */
export async function startMoodyServer(): Promise<MoodyServer> {
  const agent = new Agent({ keepAlive: true })
  const honest: boolean[] = []
  const last = new Map<string, HonestAnswer>()
  let [behind, left, mood]: [string, number, Mood | undefined] = ['', Number.POSITIVE_INFINITY, undefined]

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const at = honest.push(false) - 1
    const turned = left-- > 0 ? undefined : mood
    const body = await buffer(request)
    const path = (request.url ?? '').split('?')[0]!
    const ask = () => asked(agent, behind, request, body)
    const answer = turned ? await turned({ request, response, path, body, origin, last: last.get(path), ask }) : await ask()
    if (!answer) return
    honest[at] = true
    last.set(path, answer)
    response.writeHead(answer.status, answer.headers).end(answer.body)
  }

  const server = createServer((request, response) => void serve(request, response).catch(() => response.destroy()))
  const origin = await listening(server)
  return {
    origin,
    honest,
    standBefore: (upstream) => {
      behind = upstream
    },
    turnAfter: (requests, next) => {
      left = requests
      mood = next
      last.clear()
    },
    close: async () => {
      server.closeAllConnections()
      agent.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function asked(agent: Agent, behind: string, { method, url, rawHeaders }: IncomingMessage, body: Buffer): Promise<HonestAnswer> {
  const { hostname, port } = new URL(behind)
  return new Promise((resolve, reject) => {
    const request = requestOf({ agent, hostname, port, method, path: url, headers: rawHeaders as never }, async (response) => {
      try {
        resolve({ status: response.statusCode ?? 0, headers: response.rawHeaders, body: await buffer(response) })
      } catch (error) {
        reject(error)
      }
    })
    request.on('error', reject).end(body)
  })
}
