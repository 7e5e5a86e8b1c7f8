import type { Endpoints, Target } from '../target/target.ts'
import { isInsideHost } from './addresses.ts'
import { ConfigError, DiscoveryError } from './errors.ts'
import type { TargetConfig } from './schema.ts'
import { isHttpUrl } from './words.ts'

/** How a target is reached. */
export type Network = Pick<Target, 'tls' | 'proxy' | 'resolve' | 'headers'> & { timeoutMs: number }

/** What came of asking for a document: `json` is absent when the body is none. `failure` as in an exchange, `detail` without secrets. */
export type Fetched = { status: number; json?: unknown; location?: string } | { failure: string; detail?: string }

/** The one way to the network, as discovery needs it: a GET that follows no redirect. */
export type FetchJson = (url: string, network: Network) => Promise<Fetched>

/** What is known of a server before anything is asked of it. */
export interface Discovered {
  issuer: string
  endpoints: Endpoints
  metadata: Record<string, unknown>
  jwks: { keys?: Record<string, unknown>[] }
  warnings: string[]
}

type Source = Pick<TargetConfig, 'issuer' | 'discovery' | 'endpoints' | 'origins'>
type Ask = (url: string) => Promise<Fetched>
type Json = Record<string, unknown>

const endpointNames = [
  'authorization_endpoint',
  'token_endpoint',
  'revocation_endpoint',
  'introspection_endpoint',
  'pushed_authorization_request_endpoint',
  'registration_endpoint',
  'userinfo_endpoint',
  'end_session_endpoint',
  'jwks_uri',
] as const satisfies readonly (keyof Endpoints)[]

/** Where an issuer's metadata may be: RFC 8414 3.1 puts the well-known path before the issuer's own, OpenID Connect Discovery 4 after it. */
export function discoveryUrls(issuer: string): string[] {
  const url = new URL(issuer)
  const path = url.pathname.replace(/\/$/, '')
  return [
    `${url.origin}/.well-known/oauth-authorization-server${path}${url.search}`,
    `${url.origin}${path}/.well-known/openid-configuration${url.search}`,
  ]
}

/** Finds a server's metadata, endpoints and keys. Endpoints that the configuration names go before; with both that the code flow needs, nothing is looked up unless `discovery` says where. Throws ConfigError. */
export async function discover(source: Source, ask: Ask): Promise<Discovered> {
  const warnings: string[] = []
  const metadata = await findMetadata(source, ask)
  const issuer = issuerOf(source, metadata, warnings)
  const endpoints = endpointsOf(source, issuer, metadata, warnings)
  const jwks = endpoints.jwks_uri === undefined ? {} : await findKeys(endpoints.jwks_uri, ask, warnings)
  return { issuer, endpoints, metadata, jwks, warnings }
}

async function findMetadata(source: Source, ask: Ask): Promise<Json> {
  const named = source.endpoints
  if (source.discovery === undefined && named?.authorization_endpoint !== undefined && named.token_endpoint !== undefined) return {}
  if (source.discovery === undefined && source.issuer === undefined) {
    throw new ConfigError('issuer: missing, expected the issuer identifier, so that the endpoints can be found', [
      'write issuer, or discovery, or endpoints.authorization_endpoint and endpoints.token_endpoint',
    ])
  }
  return firstDocument(source.discovery === undefined ? discoveryUrls(source.issuer!) : [source.discovery], source.issuer, ask)
}

/** The first document that names the issuer, else the first that is one at all. */
async function firstDocument(urls: readonly string[], issuer: string | undefined, ask: Ask): Promise<Json> {
  const tried: { url: string; answer: Fetched }[] = []
  let other: Json | undefined
  for (const url of urls) {
    const answer = await ask(url)
    tried.push({ url, answer })
    const document = 'status' in answer && answer.status === 200 && isMetadata(answer.json) ? answer.json : undefined
    if (document && (issuer === undefined || document['issuer'] === issuer)) return document
    other ??= document
  }
  if (other) return other
  throw notFound(tried)
}

const isObject = (value: unknown): value is Json => value !== null && typeof value === 'object' && !Array.isArray(value)
const isMetadata = (json: unknown): json is Json =>
  isObject(json) && [json['issuer'], json['authorization_endpoint'], json['token_endpoint']].some((value) => typeof value === 'string')

function notFound(tried: readonly { url: string; answer: Fetched }[]): DiscoveryError {
  const failures = tried.map(({ answer }) => ('failure' in answer ? answer.failure : 'status'))
  const hints = [
    failures.includes('tls') && 'if its certificate is from an authority of your own, name that with tls: { ca: "path" }',
    (failures.includes('unresolved') || failures.includes('refused')) &&
      'if its name or port is another from here, say where it is: resolve: { "host:port": "address" }; is it running?',
    failures.includes('timeout') && 'if it is only slow, give it more: pace: { timeout: seconds }',
    failures.includes('status') && 'if its metadata is elsewhere, name the document: discovery: "https://…"',
    'if it has no metadata, name endpoints: { authorization_endpoint, token_endpoint }',
  ].filter((hint) => hint !== false)
  const lines = tried.map(({ url, answer }) => `\n  ${url}: ${whatCame(answer)}`)
  return new DiscoveryError(`no metadata of the server was found, so its endpoints are unknown. Tried:${lines.join('')}`, hints)
}

/** An answer in one line. What a server wrote is cut and escaped. */
function whatCame(answer: Fetched): string {
  if ('failure' in answer) return answer.detail ? `${answer.failure} (${answer.detail})` : answer.failure
  const to = answer.location === undefined ? '' : `, a redirect to ${JSON.stringify(answer.location.slice(0, 200))}, which is not followed`
  if (answer.status !== 200) return `status ${answer.status}${to}`
  return answer.json === undefined ? 'status 200, but no JSON' : 'status 200, but JSON that names neither issuer nor endpoints'
}

function issuerOf(source: Source, metadata: Json, warnings: string[]): string {
  const stated = typeof metadata['issuer'] === 'string' ? metadata['issuer'] : undefined
  if (source.issuer !== undefined) {
    if (Object.keys(metadata).length > 0 && stated !== source.issuer) {
      const says = stated === undefined ? 'names no issuer' : `names the issuer ${JSON.stringify(stated.slice(0, 200))}`
      warnings.push(
        `the server's metadata ${says}, the configuration ${JSON.stringify(source.issuer)}: they must be identical (RFC 8414 3.3), or clients must not use it`,
      )
    }
    return source.issuer
  }
  if (stated !== undefined && isHttpUrl(stated)) return stated
  const assumed = new URL(source.endpoints?.authorization_endpoint ?? source.discovery!).origin
  warnings.push(`issuer is not written, and ${assumed} is assumed: whatever rests on it may be judged wrongly`)
  return assumed
}

function endpointsOf(source: Source, issuer: string, metadata: Json, warnings: string[]): Endpoints {
  const trusted = [issuer, source.discovery, ...(source.origins ?? []), ...Object.values(source.endpoints ?? {})].filter(
    (url) => url !== undefined,
  )
  const found: Partial<Record<keyof Endpoints, string>> = {}
  for (const name of endpointNames) {
    const written = source.endpoints?.[name]
    const problem = written === undefined ? problemOf(metadata[name], trusted) : undefined
    if (problem !== undefined) warnings.push(`the metadata's ${name} is not used: ${problem}`)
    const url = written ?? (problem === undefined ? metadata[name] : undefined)
    if (typeof url === 'string') found[name] = url
  }
  const { authorization_endpoint, token_endpoint } = found
  if (authorization_endpoint !== undefined && token_endpoint !== undefined) return { ...found, authorization_endpoint, token_endpoint }
  throw lacking(authorization_endpoint === undefined ? 'authorization_endpoint' : 'token_endpoint', metadata, warnings)
}

/** Metadata is written by the server: it does not get to send us into a network that its owner has not named. */
function problemOf(url: unknown, trusted: readonly string[]): string | undefined {
  if (url === undefined) return undefined
  if (typeof url !== 'string' || !isHttpUrl(url)) return 'it is no absolute http or https URL without credentials or fragment'
  if (!isInsideHost(url) || trusted.some((other) => new URL(other).origin === new URL(url).origin || isInsideHost(other))) return undefined
  return `${new URL(url).origin} is inside a machine or network, and the configuration names nothing there. If that is right, add it to origins`
}

function lacking(name: 'authorization_endpoint' | 'token_endpoint', metadata: Json, warnings: readonly string[]): DiscoveryError {
  const why =
    warnings.find((warning) => warning.includes(`'s ${name} `)) ??
    (Object.keys(metadata).length > 0 ? 'the metadata does not name it' : 'nothing names it')
  return new DiscoveryError(`${name} is unknown: ${why}`, [`name it: endpoints: { ${name}: "https://…" }`])
}

async function findKeys(url: string, ask: Ask, warnings: string[]): Promise<Discovered['jwks']> {
  const answer = await ask(url)
  const json = 'status' in answer && answer.status === 200 ? answer.json : undefined
  const keys = isObject(json) ? json['keys'] : undefined
  if (Array.isArray(keys)) return { ...(json as Json), keys: keys.filter(isObject) }
  const came = json === undefined ? whatCame(answer) : 'status 200, but no JSON object with keys'
  warnings.push(`no keys were found at jwks_uri (${came}): signatures are not checked`)
  return {}
}
