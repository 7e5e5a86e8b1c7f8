import type { Headers } from '../http/exchange.ts'
import type { ProfileName } from '../spec/index.ts'

/** Client metadata as RFC 7591 names it, and the credentials that go with it. */
export interface ClientMetadata {
  client_id: string
  client_secret?: string
  redirect_uris: readonly string[]
  token_endpoint_auth_method: 'client_secret_basic' | 'client_secret_post' | 'none'
  grant_types?: readonly string[]
  response_types?: readonly string[]
  scope?: string
  application_type?: 'web' | 'native'
  client_name?: string
  /** This client may use the introspection endpoint (RFC 7662 2.1). */
  introspection?: boolean
}

export interface User {
  username: string
  password: string
}

/** Endpoints by their RFC 8414 names. */
export interface Endpoints {
  authorization_endpoint: string
  token_endpoint: string
  revocation_endpoint?: string
  introspection_endpoint?: string
  pushed_authorization_request_endpoint?: string
  registration_endpoint?: string
  userinfo_endpoint?: string
  /** Where users sign out (OpenID Connect RP-Initiated Logout 2.1). */
  end_session_endpoint?: string
  jwks_uri?: string
}

/** Deeds that a target's owner has to allow. */
export type Permission = 'slow' | 'destructive' | 'failed_sign_in' | 'failed_client_authentication'

/** Facts that the target's owner states, so that nobody has to guess them. */
export interface Declared {
  /** How long a revocation may take to be seen everywhere. */
  propagationMs: number
  /** For how long a rotated refresh token may still work. */
  graceMs?: number
  codeLifetimeS?: number
  /** After how long without use a refresh token dies. */
  refreshTokenIdleS?: number
  /** Features that are not offered, each with the reason that a skip then prints. */
  notOffered?: Readonly<Record<string, string>>
}

/** What a user agent does on a page that it would not understand by itself. */
export interface InteractionStep {
  when: { url?: string; selector?: string }
  fill?: Readonly<Record<string, string>>
  choose?: Readonly<Record<string, string>>
  click?: string
  submit?: string
}

/** A page as a function of `interaction` sees it. */
export interface InteractionPage {
  url: string
  html: string
  purpose: 'approve' | 'deny'
  user: string
}
export interface InteractionAnswer {
  method: 'GET' | 'POST'
  url: string
  fields: [string, string][]
}
export type Interaction =
  | readonly (InteractionStep & { for?: 'sign_in' | 'approve' | 'deny' })[]
  | ((page: InteractionPage) => InteractionAnswer | undefined)

export const browserEngines = ['chromium', 'firefox', 'webkit'] as const
export type BrowserEngine = (typeof browserEngines)[number]

/** Which browser runs. Undefined throughout: an installed Chromium, Chrome or Edge. */
export interface BrowserChoice {
  /** As Playwright names them; the last two are its own builds. Default `chromium`. */
  engine?: BrowserEngine
  /** Of the executable. */
  path?: string
  /** As Playwright names them: `chrome`, `msedge`. */
  channel?: string
  /** Where one runs already: a ws URL of a Playwright server, or an http URL of Chromium's own protocol. */
  connect?: string
}

export interface Pace {
  /** Lanes: how many flows run at once. */
  concurrency: number
  requestsPerSecond?: number
  /** Requests that one run may send. */
  budget?: number
  failedSignIns?: number
  timeoutMs: number
}

/** A server under test, wholly resolved: discovery done, secrets read. Secrets in it are plain until a run closes them. */
export interface Target {
  name: string
  /** The server that comes with grantproof. Every report says so. */
  embedded: boolean
  issuer: string
  endpoints: Endpoints
  metadata: Record<string, unknown>
  jwks: { keys?: Record<string, unknown>[] }
  /** Origins that may be contacted: those of the endpoints and what the configuration adds. */
  origins: readonly string[]
  /** By role: `client`, `second_client`, `public_client`; further names are the user's own. */
  clients: Readonly<Record<string, ClientMetadata>>
  /** By name: `alice`, `bob`. The first two are used. */
  users: Readonly<Record<string, User>>
  scopes: { grantable: readonly string[]; notAllowed?: string; unknown: string; refresh?: string; default?: readonly string[] }
  authorizationParameters: Readonly<Record<string, string>>
  /** What an authorization request says so that the user is asked for consent though he gave it before. */
  consentParameters: Readonly<Record<string, string>>
  /** Those are what the metadata promises, and nothing that the configuration says: a run tries first whether they work. */
  consentPromised?: true
  tokenParameters: Readonly<Record<string, string>>
  /** `scope`: what a token needs there (RFC 6750 3.1). */
  resource?: { url: string; method?: string; scope?: string }
  pkce: boolean
  tls: { ca?: string; insecure: boolean }
  proxy?: string
  /** `host:port` → `address` or `address:port`. */
  resolve: Readonly<Record<string, string>>
  headers: Headers
  pace: Pace
  allows: Readonly<Record<Permission, boolean>>
  declares: Declared
  profile: ProfileName
  interaction?: Interaction
  /** Who shows pages: `direct` reads them without scripts, `browser` is a real one, `auto` takes that where a page needs it. Default auto. */
  userAgent?: 'direct' | 'browser' | 'auto'
  browser?: BrowserChoice
  /** Globs of the user's own scenarios, absolute. */
  scenarios: readonly string[]
  /** What the recorder has to close wherever it occurs: secrets of the configuration, each with its kind. */
  secrets?: readonly { kind: string; value: string }[]
  /** Sentences that every report of this target shows: `insecure`, literal secrets. */
  warnings: readonly string[]
}
