import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from './answer.ts'
import { HttpError } from './answer.ts'
import type { AuthorizationCall } from './endpoints/authorization.ts'
import type { ClientCall } from './endpoints/client-authentication.ts'
import { withCookie } from './endpoints/session.ts'
import { Parameters } from './parameters.ts'
import type { Session } from './store.ts'
import type { Tables } from './tables.ts'
import type { Call, World } from './world.ts'

/** A request with what its steps find at their beginning. */
export type NewCall = Call & Pick<ClientCall, 'credentials'> & Pick<AuthorizationCall, 'begun'>

const bodyLimit = 65_536

/** What Node received, as the steps see it. The `Host` field has no say: all URLs come from the issuer. */
export function readCall(world: World, tables: Tables, request: IncomingMessage): NewCall {
  const [, path = '', query = ''] = /^([^?]*)\??(.*)$/s.exec(request.url ?? '')!
  return {
    world,
    tables,
    method: request.method ?? '',
    path,
    query,
    headers: request.headers,
    authorizations: request.headersDistinct['authorization'] ?? [],
    body: Buffer.alloc(0),
    parameters: new Parameters([]),
    credentials: [],
  }
}

/** Reads a body up to 64 KiB; longer ones are refused with 413. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > bodyLimit) throw new HttpError(413, 'the body is too large', { connection: 'close' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Sends an answer, dated by the server's own clock. */
export function send(response: ServerResponse, world: World, answer: Answer, begun?: Session): void {
  const { status, headers, body } = begun ? withCookie(world, begun, answer) : answer
  response.sendDate = false
  response.writeHead(status, { ...headers, date: new Date(world.clock.now()).toUTCString(), 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
