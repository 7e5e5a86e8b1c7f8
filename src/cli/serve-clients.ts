import { readFileSync } from 'node:fs'
import type { ServerClient } from '../authorization-server/index.ts'
import { exitCodes } from '../gate/gate.ts'
import { CliError } from './failure.ts'

/** Reads clients by role from a JSON file, each in the names of RFC 7591 2. What a client's fields may be is checked by the server. */
export function readClients(file: string): Record<string, ServerClient> {
  const clients = parsed(file)
  const entries = isObject(clients) ? Object.entries(clients) : []
  if (entries.length === 0) throw wrong(file, 'it names no client')
  return Object.fromEntries(entries.map(([role, client]) => [role, checked(file, role, client)]))
}

function checked(file: string, role: string, client: unknown): ServerClient {
  if (!isObject(client)) throw wrong(file, `${role} is no object`)
  const { client_id, client_secret, redirect_uris, token_endpoint_auth_method: method } = client
  if (typeof client_id !== 'string' || client_id === '') throw wrong(file, `${role}.client_id is missing`)
  if (client_secret !== undefined && typeof client_secret !== 'string') throw wrong(file, `${role}.client_secret is no string`)
  if (!Array.isArray(redirect_uris) || !redirect_uris.every((uri) => typeof uri === 'string'))
    throw wrong(file, `${role}.redirect_uris is no list of URIs`)
  const usual = client_secret === undefined ? 'none' : 'client_secret_basic'
  if (method !== undefined && !methods.includes(method as never))
    throw wrong(file, `${role}.token_endpoint_auth_method is none of ${methods.join(', ')}`)
  return {
    ...client,
    client_id,
    redirect_uris,
    token_endpoint_auth_method: (method as ServerClient['token_endpoint_auth_method']) ?? usual,
  } as ServerClient
}

const methods = ['client_secret_basic', 'client_secret_post', 'none'] as const
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const wrong = (file: string, why: string): CliError =>
  new CliError(exitCodes.usage, `${file} cannot be used: ${why}`, [
    'expected { "client": { "client_id": "…", "client_secret": "…", "redirect_uris": ["https://…"] } }, with further clients by names of their own',
  ])

/** The parser's own message quotes the text, which may hold a secret. */
function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw wrong(file, code === undefined ? 'it is no JSON' : code === 'ENOENT' ? 'it does not exist' : `it cannot be read (${code})`)
  }
}
