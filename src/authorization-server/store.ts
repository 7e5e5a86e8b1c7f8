import { randomBytes } from 'node:crypto'
import type { ServerClient, ServerUser } from './clients.ts'
import type { Parameters } from './parameters.ts'
import type { Scope } from './scope.ts'

/** 256 random bits in base64url: for codes, tokens and whatever else nobody may guess (RFC 6749 10.10). */
export const unguessable = (): string => randomBytes(32).toString('base64url')

/** A PKCE challenge (RFC 7636 4.2, 4.3). */
export interface Challenge {
  value: string
  method: 'S256' | 'plain'
}

/** How the response comes to the client (OAuth 2.0 Multiple Response Type Encoding Practices 2.1, OAuth 2.0 Form Post Response Mode 2,
 *  draft-meyerzuselha-oauth-web-message-response-mode). */
export const responseModes = ['query', 'fragment', 'form_post', 'web_message'] as const
export type ResponseMode = (typeof responseModes)[number]

/** An authorization request that passed every check. Later steps take nothing from the browser that stands here. */
export interface AuthorizationRequest {
  client: ServerClient
  redirectUri: string
  /** Whether the request named it, so that the token request must name it too (RFC 6749 4.1.3). */
  redirectUriSent: boolean
  responseMode: ResponseMode
  scope: Scope
  state: string | undefined
  challenge: Challenge | undefined
}

/** A browser. Until somebody signs in it only ties forms to the browser that got them. */
export interface Session {
  id: string
  csrf: string
  user?: ServerUser
  /** What its user has allowed in it, by `client_id`. */
  readonly consents: Map<string, Scope>
  expiresAt: number
}

/** What waits for a form to come back. It belongs to one session. */
export interface Interaction {
  id: string
  session: Session
  /** The request as it came, to be checked again after the sign-in. */
  parameters: Parameters
  /** The checked request, once only the user's decision is missing. */
  request?: AuthorizationRequest
  expiresAt: number
}

/** What a user allowed a client: the family of all tokens that come from it. */
export interface Grant {
  client: ServerClient
  user: ServerUser
  scope: Scope
  revoked: boolean
}

export interface Code {
  value: string
  grant: Grant
  request: Pick<AuthorizationRequest, 'redirectUri' | 'redirectUriSent' | 'challenge'>
  expiresAt: number
  used: boolean
}

export interface Token {
  value: string
  kind: 'access' | 'refresh'
  grant: Grant
  scope: Scope
  issuedAt: number
  expiresAt: number
  /** Revoked by itself or, a refresh token, replaced by the next. */
  dead: boolean
  jti?: string
}

/** Everything the server remembers, in memory. What expired an hour ago is forgotten, a spent code included. */
export class Store {
  readonly sessions = new Map<string, Session>()
  readonly interactions = new Map<string, Interaction>()
  readonly codes = new Map<string, Code>()
  readonly tokens = new Map<string, Token>()
  #sweepAt = 0

  sweep(now: number): void {
    if (now < this.#sweepAt) return
    this.#sweepAt = now + 60_000
    for (const records of [this.sessions, this.interactions, this.codes, this.tokens]) {
      for (const [key, { expiresAt }] of records) if (expiresAt + 3_600_000 < now) records.delete(key)
    }
  }
}
