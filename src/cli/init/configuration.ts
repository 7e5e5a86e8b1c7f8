import { dirname, relative, resolve, sep } from 'node:path'
import type { Discovered } from '../../config/discover.ts'
import type { TargetConfig } from '../../config/index.ts'
import type { Answers } from './answers.ts'

/** The configuration that init writes. */
export type FirstConfig = Pick<TargetConfig, 'preset' | 'issuer' | 'endpoints' | 'clients' | 'users' | 'scopes' | 'tls' | 'profile'>

/** What is known before anything is written. */
export interface Known {
  /** The product, where somebody said it. */
  preset?: TargetConfig['preset']
  /** As it has to be written. */
  issuer: string
  /** Endpoints that had to be named, since there is no metadata. */
  endpoints?: { authorization_endpoint: string; token_endpoint: string }
  metadata: Discovered['metadata']
  /** A PEM file of authorities, relative to where the command runs. */
  ca?: string | undefined
}

/** Makes a configuration of what was found and what was answered. Secrets are references. */
export function configurationOf(known: Known, answers: Answers, out: string): FirstConfig {
  const { clientId, confidential, redirectUris, scopes, user } = answers
  const method = confidential ? postOnly(known.metadata) : undefined
  return {
    ...(known.preset && { preset: known.preset }),
    issuer: known.issuer,
    ...(known.endpoints && { endpoints: known.endpoints }),
    ...(known.ca !== undefined && { tls: { ca: pathFrom(out, known.ca) } }),
    profile: 'bcp',
    clients: {
      client: {
        client_id: clientId,
        ...(confidential && { client_secret: { env: 'CLIENT_SECRET' } }),
        ...(method && { token_endpoint_auth_method: method }),
        redirect_uris: redirectUris,
      },
    },
    users: { [slugOf(user)]: { username: user, password: { env: `${slugOf(user).toUpperCase()}_PASSWORD` } } },
    ...(scopes.length > 0 && { scopes: { grantable: scopes } }),
  }
}

/** Environment variables that a configuration refers to. */
export function variablesOf({ clients, users }: FirstConfig): string[] {
  const values = [clients.client.client_secret, ...Object.values(users).map(({ password }) => password)]
  return values.flatMap((value) => (typeof value === 'object' && 'env' in value ? [value.env] : []))
}

/** Where the metadata says so: RFC 8414 2 has client_secret_basic as what goes without saying. */
function postOnly({ token_endpoint_auth_methods_supported: methods }: Known['metadata']): 'client_secret_post' | undefined {
  if (!Array.isArray(methods) || methods.includes('client_secret_basic')) return undefined
  return methods.includes('client_secret_post') ? 'client_secret_post' : undefined
}

/** A user name as a name for a key and a variable. */
const slugOf = (user: string): string =>
  user
    .split('@')[0]!
    .toLowerCase()
    .replaceAll(/\W+/g, '_')
    .replace(/^[\d_]+/, '')
    .replace(/_+$/, '') || 'user'

const pathFrom = (out: string, file: string): string =>
  relative(dirname(resolve(out)), resolve(file))
    .split(sep)
    .join('/')
