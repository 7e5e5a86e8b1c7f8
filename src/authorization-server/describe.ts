import { createHash, randomBytes } from 'node:crypto'
import type { ServerClient } from './clients.ts'
import { isWorthless } from './clients.ts'
import { faults } from './faults/index.ts'
import type { AuthorizationServer } from './server.ts'

/** What a person needs to know of a running server. Shows worthless credentials, and never others. */
export function describe(server: AuthorizationServer): string {
  const { clients, endpoints, issuer, policy, scopes, users } = server
  return [
    `Authorization server for tests, policy ${policy}: ${issuer}`,
    ...aligned([
      ['metadata', `${issuer}/.well-known/oauth-authorization-server`],
      ...Object.entries(endpoints).map(([name, url]) => [name.replace('_endpoint', ''), url]),
    ]),
    '',
    server.faults.length === 0 ? 'No fault is on: it is sound.' : 'Faults that are ON:',
    ...server.faults.map((name) => `  ${name}: ${faults[name].summary}`),
    '',
    'Sign in as',
    ...aligned(Object.values(users).map(({ username, password }) => [username, shown(password)])),
    '',
    'Clients',
    ...aligned(
      Object.values(clients).map(({ client_id, client_secret, token_endpoint_auth_method, redirect_uris }) => [
        client_id,
        token_endpoint_auth_method,
        client_secret === undefined ? '' : shown(client_secret),
        redirect_uris.join('  '),
      ]),
    ),
    '',
    'Scopes of the first client',
    ...aligned([
      ['grantable', scopes.grantable.join(' ')],
      ['by default', scopes.default.join(' ')],
      ...(scopes.notAllowed === undefined ? [] : [['not allowed', scopes.notAllowed]]),
    ]),
    '',
    'Try',
    ...example(server).map((line) => `  ${line}`),
  ].join('\n')
}

/** Rows of a table: every column but the last as wide as its widest cell. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}

const shown = (secret: string): string => (isWorthless(secret) ? secret : '(the secret you configured)')

/** The code flow by hand: open, sign in, take the code out of the address bar, redeem. */
function example({ clients, endpoints }: AuthorizationServer): string[] {
  const client = Object.values(clients)[0]
  if (!client) return ['(no client is registered)']
  const verifier = randomBytes(32).toString('base64url')
  const redirect_uri = client.redirect_uris[0]!
  const request = new URLSearchParams({
    ...{ response_type: 'code', client_id: client.client_id, redirect_uri, state: 'xyz' },
    ...{ code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' },
  })
  return [
    `open ${endpoints.authorization_endpoint}?${request}`,
    'sign in, allow, and take the code out of the address that the browser goes to; then',
    `curl ${authentication(client)} -d grant_type=authorization_code -d code=CODE \\`,
    `  --data-urlencode ${quoted(`redirect_uri=${redirect_uri}`)} -d code_verifier=${verifier} ${endpoints.token_endpoint}`,
  ]
}

function authentication(client: ServerClient): string {
  const { client_id, client_secret, token_endpoint_auth_method: method } = client
  const secret = client_secret !== undefined && isWorthless(client_secret) ? client_secret : 'SECRET'
  if (method === 'client_secret_basic') return `-u ${quoted(`${encodeURIComponent(client_id)}:${encodeURIComponent(secret)}`)}`
  const id = `--data-urlencode ${quoted(`client_id=${client_id}`)}`
  return method === 'none' ? id : `${id} --data-urlencode ${quoted(`client_secret=${secret}`)}`
}

/** As one word of a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
