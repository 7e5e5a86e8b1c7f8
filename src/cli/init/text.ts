import type { FirstConfig } from './configuration.ts'

const door = `import { defineConfig, env } from 'grantproof'`

/** The text of a configuration file: what is known as it is, and as comments what only its owner can decide. */
export function textOf({ preset, issuer, endpoints, tls, profile, clients, users, scopes }: FirstConfig): string {
  const { client } = clients
  const both = client.redirect_uris.length > 1
  return `${door}

// Which server is judged, and as whom. docs/configuration.md of grantproof explains every key.
export default defineConfig({${line('preset', preset)}
  issuer: ${code(issuer)},${line('endpoints', endpoints)}${line('tls', tls)}

  // What is graded by: classic (RFC 6749), bcp (RFC 9700) or oauth21 (a draft).
  profile: ${code(profile)},

  // A client that exists for tests, as it is registered.${both ? '' : ' A second redirection URI opens more scenarios.'}
  clients: {
    client: ${code(client, 2)},
    // A second client shows whether codes and tokens are bound to theirs; a public one has no secret.
    // second_client: { client_id: 'other', client_secret: env('SECOND_CLIENT_SECRET'), redirect_uris: ['https://other.example/callback'] },
    // public_client: { client_id: 'app', redirect_uris: ['http://127.0.0.1/callback'], application_type: 'native' },
  },

  // Somebody who exists for tests and signs in without a second factor. Scenarios of two users need another.
  users: ${code(users, 1)},

  // What the client may be granted; two open more scenarios than one.
  ${scopes ? `scopes: ${code(scopes)}` : "// scopes: { grantable: ['read', 'write'] }"},

  // Where the sign-in pages are, if they are on another host: nothing else is ever contacted.
  // origins: ['https://login.example.com'],

  // Wrong credentials may lock a client or a user out, slow scenarios wait for minutes, destructive ones may destroy what others use.
  // Say true to what this server may suffer; what is not allowed is skipped, and the report says so.
  allow: { failed_client_authentication: false, failed_sign_in: false, slow: false, destructive: false },
})
`
}

const line = (key: string, value: unknown): string => (value === undefined ? '' : `\n  ${key}: ${code(value)},`)

/** A value as a person would write it in TypeScript; lines within it are indented by two spaces for each of `depth` levels. */
export function code(value: unknown, depth?: number): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map((one) => code(one)).join(', ')}]`
  const fields = Object.entries(value as object)
  if (fields.length === 1 && fields[0]![0] === 'env') return `env(${quoted(String(fields[0]![1]))})`
  const written = fields.map(([key, one]) => `${nameOf(key)}: ${code(one)}`)
  if (depth === undefined) return `{ ${written.join(', ')} }`
  const indent = '  '.repeat(depth)
  return `{\n${written.map((field) => `${indent}  ${field},\n`).join('')}${indent}}`
}

const nameOf = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? key : quoted(key))

const quoted = (text: string): string => `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
