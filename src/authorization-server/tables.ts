import type { AuthorizationCall } from './endpoints/authorization.ts'
import { authorization, authorizationEndpoint, authorizationResponse } from './endpoints/authorization.ts'
import { authorizationCode } from './endpoints/authorization-code.ts'
import type { ClientCall } from './endpoints/client-authentication.ts'
import { clientAuthentication } from './endpoints/client-authentication.ts'
import { clientCredentials } from './endpoints/client-credentials.ts'
import { approval, consent } from './endpoints/consent.ts'
import { introspection } from './endpoints/introspection.ts'
import { jwks, metadata } from './endpoints/metadata.ts'
import { refreshToken } from './endpoints/refresh-token.ts'
import type { ResourceCall } from './endpoints/resource.ts'
import { resource } from './endpoints/resource.ts'
import type { AboutTokenCall } from './endpoints/revocation.ts'
import { revocation } from './endpoints/revocation.ts'
import { signIn } from './endpoints/sign-in.ts'
import { signOut } from './endpoints/sign-out.ts'
import type { TokenCall } from './endpoints/token.ts'
import { errorResponse, token, tokenResponse } from './endpoints/token.ts'
import type { Call, Steps } from './world.ts'

/** What the steps of each table work on. */
export interface Calls {
  authorizationEndpoint: AuthorizationCall
  authorization: AuthorizationCall
  signIn: AuthorizationCall
  consent: AuthorizationCall
  approval: AuthorizationCall
  authorizationResponse: AuthorizationCall
  signOut: AuthorizationCall
  token: TokenCall
  clientAuthentication: ClientCall
  authorizationCode: TokenCall
  refreshToken: TokenCall
  clientCredentials: TokenCall
  tokenResponse: TokenCall
  errorResponse: ClientCall
  revocation: AboutTokenCall
  introspection: AboutTokenCall
  resource: ResourceCall
  metadata: Call
  jwks: Call
}
export type TableName = keyof Calls

/** Every table, with whatever steps it has. */
export type Tables = { readonly [T in TableName]: Steps<Calls[T]> }

/** The sound server: all that it does, in order. */
export const sound = {
  authorizationEndpoint,
  authorization,
  signIn,
  consent,
  approval,
  authorizationResponse,
  signOut,
  token,
  clientAuthentication,
  authorizationCode,
  refreshToken,
  clientCredentials,
  tokenResponse,
  errorResponse,
  revocation,
  introspection,
  resource,
  metadata,
  jwks,
} satisfies Tables

/** Steps in place of steps of the same names. */
export type Replacements = { readonly [T in TableName]?: { readonly [S in keyof (typeof sound)[T]]?: Steps<Calls[T]>[string] } }

/** The tables with some steps replaced. A replaced step keeps its place, since its name does: this is the whole mutation engine. */
export function withReplacements(replacements: readonly Replacements[]): Tables {
  const tables = Object.entries(sound).map(([name, steps]) => [
    name,
    Object.assign({}, steps, ...replacements.map((some) => some[name as TableName])),
  ])
  return Object.fromEntries(tables) as Tables
}
