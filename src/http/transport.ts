import type { Dispatcher } from 'undici'
import { destinationOf } from './destination.ts'
import { type Headers, header } from './exchange.ts'
import { asUnsendable, type NoAnswer, noAnswer, UnsendableMessage } from './failures.ts'
import type { EncodedRequest } from './message.ts'

/** A response as it came, open. */
export interface OpenResponse {
  status: number
  headers: Headers
  body: string
  cut?: true
}

/** What came of one try. Times in milliseconds of `performance.now()`. */
export interface Attempt {
  response?: OpenResponse
  failed?: NoAnswer
  /** Why a body is not whole. */
  cutBecause?: string
  startedAt: number
  /** When the response began, or the try ended without one. */
  answeredAt: number
  endedAt: number
}

/** Bodies are read so far; what follows is cut. */
export const maxBodyBytes = 1024 * 1024

/** Holds the last byte of a request back until all of a race are ready. */
export interface Gate {
  /** Called when all but the last byte is on its way. */
  ready(): void
  opened: Promise<void>
  /** Called as the last byte leaves. */
  released(at: number): void
}

/** Sends one request and waits for all of its response, within the time. Never follows, never repeats.
 *  @throws {UnsendableMessage} when HTTP has no way to say it. */
export function attempt(connections: Dispatcher, request: EncodedRequest, timeoutMs: number, gate?: Gate): Promise<Attempt> {
  const destination = destinationOf(request.url)
  if (typeof destination === 'string') throw new UnsendableMessage(destination)
  const { promise, resolve, reject } = Promise.withResolvers<Attempt>()
  const handler = new Collector(timeoutMs, resolve, reject)
  const body = request.body === undefined ? undefined : Buffer.from(request.body, 'utf8')
  const headers = request.headers.flatMap(([name, value]) => [name, asBytes(value)])
  const counted = header(request, 'content-length') === undefined ? ['content-length', String(body?.length)] : []
  const held = body && gate ? { body: heldBack(body, gate) as never, headers: [...headers, ...counted] } : { body: body ?? null, headers }
  connections.dispatch({ origin: destination.origin, path: asBytes(destination.path), method: request.method as never, ...held }, handler)
  return promise
}

/** Text as undici takes it: one character a byte, so that all UTF-8 passes. */
const asBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

async function* heldBack(body: Buffer, gate: Gate): AsyncGenerator<Buffer> {
  if (body.length > 1) yield body.subarray(0, -1)
  gate.ready()
  await gate.opened
  gate.released(performance.now())
  yield body.subarray(-1)
}

class Collector implements Dispatcher.DispatchHandler {
  readonly #startedAt = performance.now()
  readonly #chunks: Buffer[] = []
  readonly #timer: NodeJS.Timeout
  readonly #resolve: (attempt: Attempt) => void
  readonly #reject: (error: Error) => void
  #size = 0
  #head: { status: number; headers: Headers; at: number } | undefined
  #controller: Dispatcher.DispatchController | undefined
  #done = false

  constructor(timeoutMs: number, resolve: (attempt: Attempt) => void, reject: (error: Error) => void) {
    this.#resolve = resolve
    this.#reject = reject
    const late = `after ${timeoutMs} ms`
    this.#timer = setTimeout(
      () => this.#stop({ failure: 'timeout', detail: `no answer had come ${late}` }, `it had not ended ${late}`),
      timeoutMs,
    )
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#done) controller.abort(new Error('the time was over'))
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status >= 200) this.#head = { status, headers: headersOf(controller.rawHeaders as Buffer[]), at: performance.now() }
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#done) return
    this.#chunks.push(chunk)
    this.#size += chunk.length
    if (this.#size > maxBodyBytes) this.#stop(undefined, `it is longer than ${maxBodyBytes} bytes`)
  }

  onResponseEnd(): void {
    this.#finish()
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    const unsendable = asUnsendable(error)
    if (unsendable) this.#end(() => this.#reject(unsendable))
    else this.#finish(noAnswer(error), 'the connection broke')
  }

  #stop(failed: NoAnswer | undefined, why: string): void {
    this.#finish(failed, why)
    this.#controller?.abort(new Error(why))
  }

  #finish(failed?: NoAnswer, why?: string): void {
    this.#end(() => this.#resolve(this.#attempt(failed, why)))
  }

  #end(settle: () => void): void {
    if (this.#done) return
    this.#done = true
    clearTimeout(this.#timer)
    settle()
  }

  /** With a status line the response counts, cut where it broke off; without one it is a failure. */
  #attempt(failed: NoAnswer = { failure: 'reset', detail: 'the connection ended without an answer' }, why?: string): Attempt {
    const endedAt = performance.now()
    const times = { startedAt: this.#startedAt, answeredAt: this.#head?.at ?? endedAt, endedAt }
    if (!this.#head) return { ...times, failed }
    const { status, headers } = this.#head
    const body = new TextDecoder().decode(Buffer.concat(this.#chunks).subarray(0, maxBodyBytes))
    if (why === undefined) return { ...times, response: { status, headers, body } }
    return { ...times, response: { status, headers, body, cut: true }, cutBecause: `the body was cut: ${why}` }
  }
}

function headersOf(raw: readonly Buffer[]): Headers {
  const headers: Headers = []
  for (let i = 0; i + 1 < raw.length; i += 2) headers.push([textOf(raw[i]!), textOf(raw[i + 1]!)])
  return headers
}

/** Header fields are UTF-8 where they can be, else Latin-1 (RFC 9110 5.5). */
function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return text.includes('\ufffd') ? bytes.toString('latin1') : text
}
