import type { FaultName } from '../authorization-server/faults/index.ts'
import type { Alteration } from '../client/alter.ts'
import type { Exchange, Mark, Message } from '../http/exchange.ts'
import type { ProfileName, RequirementId } from '../spec/index.ts'
import type { Permission } from '../target/target.ts'
import type { Landing, Return } from '../user-agent/landing.ts'
import type { Staging } from '../user-agent/screen.ts'
import type { Facts, Finding, Severity } from '../verify/finding.ts'

/** How a row or a scenario ended; README.md says what each means to a gate. */
export type Outcome = 'pass' | 'fail' | 'warn' | 'info' | 'skip' | 'blocked' | 'error'
/** By which standard's grades evidence is judged. */
export type Profile = ProfileName
export type { Exchange, Facts, FaultName, Finding, Landing, Mark, Message, RequirementId, Severity, Staging }

/** A poll: every try is kept. `settled` is false when the limit came first. */
export interface Series {
  tries: Exchange[]
  settled: boolean
  /** From the first try to the end of the last, in milliseconds. */
  ms: number
}
/** Requests whose last bytes were released together. `overlapMs` 0: they did not overlap, undecided. */
export interface Race {
  /** In the order in which the requests were given. */
  answers: Exchange[]
  /** For how long all were under way at once, in milliseconds. */
  overlapMs: number
}
/** A seeded search by fast-check. What held is only counted; a counterexample keeps its evidence. */
export interface Search<V, E> {
  seed: number
  runs: number
  found?: { value: V; shrinks: number; evidence: E }
  /** Tries without an answer to judge (429, 5xx, no answer): nothing rests on them. */
  unanswered: number
}
/** Numbers about values that should not be guessable (RFC 6749 10.10). */
export interface Sample {
  count: number
  distinct: number
  /** Characters that every value begins with. */
  commonPrefix: number
  /** Upper bound of the bits in one value: its varying characters times the bits of their alphabet; of ordered values those behind what orders them. */
  bitsAtMost: number
  /** In ascending or descending order, as after a counter or the time. */
  ordered: boolean
}
/** One thing that an act brings home: all of it can be saved as JSON and judged again. */
export type Step = Exchange | Landing | Series | Race | Search<any, any> | Sample | string | number | boolean | null
/** Named steps. An absent key says that the deed did not come so far. */
export type Evidence = { readonly [step: string]: Step | readonly Step[] | undefined }

/** `undefined` omits a parameter, an array repeats it; a function gets the whole message: method, headers, query, body, order, credentials. */
export type Change =
  | { readonly [parameter: string]: string | readonly string[] | undefined }
  | ((message: Message, tools: Tools) => Message)

/** What a change may do beside changing: make values from the message's secrets, or say that it does not apply to this target. */
export interface Tools {
  alter(mark: string, how: Alteration): string
  skip(reason: string, provide: string): never
}
/** Sends a request that is honest but for the changes, which are applied in their order; whatever comes of it is an exchange, never an exception. */
export type Send = (...changes: Change[]) => Promise<Exchange>

/** A registered client (RFC 6749 2) at the target: it sends what it is told, well-formed or not, and adds nothing. */
export interface Client {
  readonly client_id: string
  /** The first registered one: that of honest requests. */
  readonly redirect_uri: string
  /** Every registered redirection URI. */
  readonly redirect_uris: readonly string[]
  /** The scope of its honest request, as it is sent. */
  readonly scope: string | undefined
  readonly token_endpoint_auth_method: 'client_secret_basic' | 'client_secret_post' | 'none'
  /** Undefined where the configuration does not say (RFC 7591 leaves it to OpenID Connect's registration). */
  readonly application_type: 'web' | 'native' | undefined
  /** Undefined where the configuration does not say: many registrations never do. */
  readonly grant_types: readonly string[] | undefined
  /** A mark for its secret; undefined for a public client. */
  readonly client_secret: Mark | undefined
  /** The same client in another user's browser: `second.as(bob)`. */
  as(user: Session): Client
  /** The same client, whose authorization requests want the user to be asked although he agreed before (`consent_parameters` of the configuration).
   *  It is a wish: a server that cannot be made to ask leaves `answered` without consent. */
  asked(): Client
  /** An authorization request, signed in and approved where asked, whatever comes of it (RFC 6749 4.1.1). */
  authorize(...changes: Change[]): Promise<Landing>
  /** As `authorize`, but consent is denied (RFC 6749 4.1.2.1). */
  deny(...changes: Change[]): Promise<Landing>
  /** As `authorize`, but the user leaves these scope values unticked where the consent page offers that. */
  narrow(untick: readonly string[], ...changes: Change[]): Promise<Landing>
  /** As `authorize`, but no page is answered: how far a request comes whose user does nothing. */
  open(...changes: Change[]): Promise<Landing>
  /** As `authorize`, but what is sent from the sign-in or consent page is changed, or another browser sends it and goes on from there, or something happens before. */
  interfere(page: 'sign_in' | 'consent', how: Interference, ...changes: Change[]): Promise<Landing>
  /** The user signs out of the server (OpenID Connect RP-Initiated Logout 1.0, 2) and says yes where asked. Where it ended says nothing of whether it
   *  worked: a request of the same browser, or of a copy of it, does. `id_token_hint` can be changed in. */
  signOut(...changes: Change[]): Promise<Landing>
  /** As `signOut`, but nobody presses anything: only what goes on by itself is followed. */
  openSignOut(...changes: Change[]): Promise<Landing>
  /** Posts the last form of a flow once more in the same browser, as a reload does, and answers no page after it. */
  again(landing: Landing): Promise<Landing>
  /** The honest flow as far as the code. No code: the row is blocked, with the landing as reason. */
  code(...changes: Change[]): Promise<Mark>
  /** The honest flow as far as the tokens, or, given `code`, the honest redemption of it. No token: the row is blocked. */
  tokens(...changes: Change[]): Promise<{ access_token: Mark; refresh_token?: Mark; answer: Exchange }>
  /** A token request for a code (RFC 6749 4.1.3): grant_type, code, redirect_uri and code_verifier of the code's own request, and authentication. */
  token: Send
  /** A refresh request (RFC 6749 6); give it `refresh_token`. */
  refresh: Send
  /** A revocation request (RFC 7009 2.1); give it `token`. */
  revoke: Send
  /** An introspection request (RFC 7662 2.1), by a client that may introspect; give it `token`. */
  introspect: Send
  /** A request at the protected resource with a bearer token (RFC 6750 2.1); give it `access_token`. */
  resource: Send
}

/** How an answer to a page is other than its user's browser would send it. */
export interface Interference {
  change?: Change
  /** The browser that sends it. */
  from?: Session
  /** A page of another site makes the browser send it: with that site's `Origin`, without the cookies that SameSite keeps back. `silent`: one that lets the
   *  browser tell no referrer. A real browser, where the pages are shown in one, sends a form of such a page. No page after it is answered. */
  foreign?: true | 'silent'
  /** What happens in other tabs of the same browser before the page is answered. */
  meanwhile?: () => Promise<unknown>
}

/** A user's browser: cookies, and whether it is signed in. */
export interface Session {
  /** The user's name in the configuration. */
  readonly user: string
  /** What the user signs in with. */
  readonly username: string
  readonly password: Mark
  /** Another browser of the same user, with an empty cookie jar. */
  fresh(): Promise<Session>
  /** Another browser with the same cookies, as whoever took them has it. */
  copied(): Promise<Session>
  /** Requests a page of the server without answering forms: what a stranger to the flow sees. */
  visit(message: Message): Promise<Landing>
}

/** A real browser, whoever shows the pages of the run else. It sends no request: all that its pages ask for goes by the same way as everything. */
export interface RealBrowser {
  /** The same client, whose pages are shown there: in a window, in one that another site's page has opened, or in a frame of
   *  one. `views` of the landing says what became of each. */
  shows(client: Client, staging?: Staging): Client
  /** In one tab: the page that an honest authorization request leads to, left unanswered; the sign-out, changed like `signOut`; and what going back to the
   *  page then shows. `again` in its view is the text of a page that came without a request; `back` is absent where no page came before. */
  backAfterSignOut(client: Client, ...changes: Change[]): Promise<Return>
}

/** fast-check's arbitrary, behind the door. */
export interface Arbitrary<V> {
  readonly values: V
}

export type { Alteration }

/** What every `act` is handed; `BenchFor` adds what the scenario needs. */
export interface Bench {
  client: Client
  /** The browser of the first user. */
  alice: Session
  /** Repeats a probe until it answers as wanted or the target's declared propagation is over. At least one try. */
  poll(probe: () => Promise<Exchange>, until: (answer: Exchange) => boolean): Promise<Series>
  /** Sends requests so that their last bytes leave together. Each function makes exactly one request. */
  race(requests: readonly (() => Promise<Exchange>)[]): Promise<Race>
  /** Looks for a value whose attempt is bad, and shrinks it. Stays within the pace's budget. */
  search<V extends string, E extends Evidence>(
    values: Arbitrary<V>,
    attempt: (value: V) => Promise<E>,
    bad: (evidence: E) => boolean,
  ): Promise<Search<V, E>>
  /** Numbers about the values behind marks. */
  sample(marks: readonly Mark[]): Sample
  /** A value made from a secret. The decoded bytes differ too. */
  alter(mark: Mark, how: Alteration): Mark
  /** Values made of parts of two secrets: one part between dots is the other's, else the second half. As many as differ from both. */
  splice(mark: Mark, other: Mark): Mark[]
  /** Waits while others run; the embedded server's clock jumps instead. */
  wait(seconds: number): Promise<void>
  /** Ends the row: not applicable, or something is missing; `provide` says how to provide it. */
  skip(reason: string, provide: string): never
  /** Ends the row: no verdict is possible. */
  block(reason: string): never
  /** What the target's owner declared: `propagationMs` in milliseconds, `codeLifetimeS` in seconds. */
  readonly declared: Facts['declared']
  /** Whether the target has something that a scenario can use and does not need. */
  has(need: Need): boolean
  /** For how many seconds a rotated refresh token may still work: as declared, else 60; 0 at the embedded server. */
  readonly graceSeconds: number
  /** After how many seconds without use a refresh token dies; undefined where nobody declared it. */
  readonly idleSeconds: number | undefined
  /** What the target declares and grants, for requests that name scopes. */
  readonly scopes: {
    readonly grantable: readonly string[]
    readonly notAllowed?: string
    readonly unknown: string
    readonly refresh?: string
    /** What a request without scope gets, as declared. */
    readonly default?: readonly string[]
    /** What a token needs at the protected resource. */
    readonly resource?: string
  }
}

/** What is handed to an `act` only where the scenario needs it, by the name of the need. */
export interface Extras {
  second_client: { second: Client }
  public_client: { publicClient: Client }
  /** A client that may not use the authorization code grant. */
  client_without_code: { codeless: Client }
  two_users: { bob: Session }
  browser: { browser: RealBrowser }
}
/** What a target must have for a scenario to be tried; where it is missing, the scenario is skipped and says how to provide it. */
export type Need =
  | keyof Extras
  | 'authorization_code'
  | 'confidential_client'
  | 'pkce_s256'
  | 'refresh_token'
  | 'introspection'
  | 'resource'
  | 'revocation'
  | 'sign_out'
  | 'two_redirect_uris'
  | 'two_scopes'
  | 'scope_not_allowed'
type All<U> = (U extends unknown ? (x: U) => void : never) extends (x: infer I) => void ? I : never
/** The bench of a scenario with these needs: what is not needed is not there to be used. */
export type BenchFor<N extends Need> = Bench & All<{ [K in N]: K extends keyof Extras ? Extras[K] : {} }[N]>

/** One changed thing. Not generic on purpose: the engine runs the twin (`{ change: {} }`), and grades and proves each row. */
export interface Row {
  /** What is changed; `act` says in which message. */
  change: Change
  /** The server may recall an earlier consent on the way, where the other rows and the twin have the user asked again. `act` sees to it. */
  silent?: true
  /** Where a real browser shows the pages. */
  staging?: Staging
  /** Error codes that a refusal of this row may carry. */
  accepts?: readonly string[]
  /** What a finding of this row means; one of the scenario's. Default: the first of them. */
  requirement?: RequirementId
  severity?: Severity
  /** Faults of the embedded server that this row detects. */
  detects?: readonly FaultName[]
}

/** One sentence about a sound server, how it is tried, and what the evidence means. */
export interface Scenario<N extends Need = Need, E extends Evidence = Evidence> {
  /** A sentence about a sound server. */
  title: string
  /** What an attacker or a client gets when it does not hold, with the text it rests on. */
  why: string
  /** What to do in the server. */
  fix: string
  /** The first is what a finding means unless it names another. */
  requirements: readonly [RequirementId, ...RequirementId[]]
  /** Earlier ids: a selection and a saved run that name one still find the scenario. */
  formerly?: readonly string[]
  /** What the target must have. */
  needs: readonly N[]
  /** Asks the configuration's leave. */
  tries?: readonly Permission[]
  /** `shared` (default): a lane's session; `own`: a browser of its own. */
  session?: 'shared' | 'own'
  /** Nobody else may touch the target meanwhile: grants, tokens and rate limits are shared by all. */
  alone?: true
  /** Faults of the embedded server that this scenario detects. */
  detects?: readonly FaultName[]
  /** Each judged, counted and proved by itself. */
  cases?: Readonly<Record<string, Row>>
  /** Talks to the server and may branch on what it sees; does not say what it means. */
  act(t: BenchFor<N>, row: Row): Promise<E>
  /** Whether the honest steps worked: of the twin's evidence where there are cases, else of the same run's. */
  control(evidence: E): boolean
  /** What the evidence means. Pure. */
  verify(evidence: E, about: { facts: Facts; row: Row }): readonly Finding[]
}

/** Defines a scenario; its file's path below the suites folder is its id. */
export const scenario = <const N extends Need, E extends Evidence>(s: Scenario<N, E>): Scenario<N, E> => s
