import type { Exchange, Message } from '../../http/exchange.ts'
import type { Site } from '../../scenario/site.ts'
import { errorCode, mediaType, noAnswer, seen } from '../../verify/index.ts'
import { type Check, ok, problem, warning } from './check.ts'

const name = 'token endpoint'

/** Whether a request that names no client, no code and no known grant is refused the way RFC 6749 5.2 says. It cannot lock anybody out. */
export async function checkTokenEndpoint(site: Site): Promise<Check> {
  const url = site.target.endpoints.token_endpoint
  const headers: Message['headers'] = [['accept', 'application/json']]
  return judged(url, await ask(site, { method: 'POST', url, headers, query: [], body: [['grant_type', 'none']] }))
}

/** Sends a request of doctor's own, once: what failed is told, not tried again. */
export const ask = (site: Site, message: Message): Promise<Exchange> =>
  site.wire.recorder('doctor').send(message, { channel: 'back', retry: false })

function judged(url: string, answer: Exchange): Check {
  const silent = noAnswer(answer)
  if (silent !== undefined) {
    return problem(name, { found: `${url}: ${silent}`, why, fix: ['Look at what stands in front of the server, and slow down by `pace`.'] })
  }
  const status = answer.response?.status ?? 0
  const told = status < 500 && !isNowhere(status)
  if (told && status >= 400 && errorCode(answer) !== undefined) return ok(name, `refuses a wrong request: ${seen(answer)}`)
  if (told && mediaType(answer) === 'application/json') return warning(name, inItsOwnWay(url, answer))
  return problem(name, { found: `${url}: ${seen(answer)}`, why, fix: [remedy(status)] })
}

const why = 'A token endpoint answers a wrong request with status 400 or 401 and a JSON error (RFC 6749 5.2). Something else answers here.'

const isNowhere = (status: number): boolean => status === 404 || status === 405

const inItsOwnWay = (url: string, answer: Exchange) => ({
  found: `${url}: ${seen(answer)}, without an error as RFC 6749 5.2 has it`,
  why: 'By its error it is told what a request was refused for.',
  fix: ['Check that this is the token endpoint. If it is, a run judges its errors.'],
})

function remedy(status: number): string {
  if (isNowhere(status)) return 'Check its path: endpoints: { token_endpoint: "https://…" } goes before what the metadata says.'
  if (status === 401 || status === 403)
    return 'A gateway or firewall may stand before the server: what it wants to see goes into `headers`.'
  return 'Check its URL, and the log of the server.'
}
