import { readFileSync } from 'node:fs'
import { isAbsolute, posix, resolve as resolvePath, sep } from 'node:path'
import type { Permission, Target } from '../target/target.ts'
import { isLoopback } from './addresses.ts'
import { clientsOf, usersOf } from './credentials.ts'
import { type Discovered, discover, type Fetched, type FetchJson, type Network } from './discover.ts'
import { ConfigError } from './errors.ts'
import { chooseTarget, parseConfig } from './parse.ts'
import type { HarnessConfig, TargetConfig } from './schema.ts'
import { type Reference, type SecretReader, secretReader } from './secrets.ts'

/** What resolving a target needs beside the configuration. */
export interface ResolveOptions {
  /** Which target; not needed where there is one. */
  name?: string | undefined
  /** The directory of the configuration file: paths and globs are relative to it. */
  dir: string
  fetchJson: FetchJson
  /** Where `env` references look. Default: the process's environment. */
  environment?: Readonly<Record<string, string | undefined>>
}

/** What a configuration says of one target, with its references read: everything but what the server itself is asked for. */
export interface ReadTarget {
  name: string
  written: TargetConfig
  network: Network
  clients: Target['clients']
  users: Target['users']
  parameters: Pick<Target, 'authorizationParameters' | 'consentParameters' | 'tokenParameters'>
  secrets: SecretReader['secrets']
  /** Fields whose secret stands in the configuration as it is. */
  literal: readonly string[]
}

/** Reads one target of a configuration, and asks nobody. Throws ConfigError, which says what to do. */
export function readTarget(config: HarnessConfig, options: Omit<ResolveOptions, 'fetchJson'>): ReadTarget {
  const { name, target: written } = chooseTarget(parseConfig(config), options.name)
  const reader = secretReader(options.dir, options.environment ?? process.env)
  const clients = clientsOf(written, reader)
  const users = usersOf(written, reader)
  const network = networkOf(written, options.dir, reader)
  const parameters = {
    authorizationParameters: parametersOf(written, 'authorization_parameters', reader),
    consentParameters: parametersOf(written, 'consent_parameters', reader),
    tokenParameters: parametersOf(written, 'token_parameters', reader),
  }
  if (reader.problems.length > 0)
    throw new ConfigError(`target ${name} cannot be used:\n${reader.problems.map((line) => `  ${line}`).join('\n')}`)
  return { name, written, network, clients, users, parameters, secrets: reader.secrets, literal: reader.literal }
}

/** Makes a target of a configuration: reads secrets, discovers the server, fills in defaults. Throws ConfigError, which says what to do. */
export async function resolveTarget(config: HarnessConfig, options: ResolveOptions): Promise<Target> {
  const { name, written, network, clients, users, parameters, secrets, literal } = readTarget(config, options)
  const server = await discover(written, (url) => ask(options.fetchJson, url, network))
  const embedded = embeddedOf(written, server)
  const { timeoutMs, ...reached } = network
  return {
    name,
    embedded,
    issuer: server.issuer,
    endpoints: server.endpoints,
    metadata: server.metadata,
    jwks: server.jwks,
    origins: originsOf(written, server),
    clients,
    users,
    scopes: scopesOf(written),
    ...parameters,
    ...(!written.consent_parameters && consentPrompt(server)),
    ...(written.resource && { resource: resourceOf(written.resource) }),
    pkce: offersPkce(written, server),
    ...reached,
    pace: paceOf(written, embedded, timeoutMs),
    allows: allowsOf(written, embedded),
    declares: declaresOf(written, embedded),
    profile: written.profile ?? 'bcp',
    ...(written.interaction && { interaction: written.interaction as NonNullable<Target['interaction']> }),
    userAgent: written.user_agent ?? (embedded ? 'direct' : 'auto'),
    ...(written.browser && { browser: written.browser as NonNullable<Target['browser']> }),
    scenarios: (written.scenarios ?? []).map((glob) => absoluteGlob(options.dir, glob)),
    secrets,
    warnings: [...warningsOf(written, server, embedded ? [] : literal), ...server.warnings],
  }
}

/** What is thrown may quote a proxy's credentials: only its kind is told. */
async function ask(fetchJson: FetchJson, url: string, network: Network): Promise<Fetched> {
  try {
    return await fetchJson(url, network)
  } catch (error) {
    return { failure: 'error', detail: error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : 'unknown' }
  }
}

function networkOf(written: TargetConfig, dir: string, reader: SecretReader): Network {
  const proxy = written.proxy === undefined ? undefined : proxyOf(written.proxy, reader)
  const ca = written.tls?.ca === undefined ? undefined : authorityOf(written.tls.ca, dir, reader)
  return {
    tls: { ...(ca !== undefined && { ca }), insecure: written.tls?.insecure ?? false },
    ...(proxy !== undefined && { proxy }),
    resolve: { ...written.resolve },
    headers: Object.entries(written.headers ?? {}).map(([name, value]) => [name, headerOf(name, value, reader)]),
    timeoutMs: (written.pace?.timeout ?? 10) * 1000,
  }
}

function proxyOf(written: string | Reference, reader: SecretReader): string {
  const value = reader.text(written, 'proxy')
  const url = URL.parse(value)
  if (value !== '' && !(url && /^https?:$/.test(url.protocol)))
    reader.problems.push('proxy: expected an http or https URL, such as http://proxy.example:3128.')
  if (url?.password) reader.secrets.push({ kind: 'proxy', value: decodeURIComponent(url.password) })
  return value
}

function authorityOf(written: string, dir: string, reader: SecretReader): string {
  const isPem = (text: string): boolean => text.includes('-----BEGIN CERTIFICATE-----')
  if (isPem(written)) return written
  try {
    const pem = readFileSync(resolvePath(dir, written), 'utf8')
    if (!isPem(pem))
      reader.problems.push('tls.ca: the file holds no PEM certificate. Name one that has a line -----BEGIN CERTIFICATE-----.')
    return pem
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    reader.problems.push(`tls.ca: the file cannot be read (${code}), expected a PEM file (the path is relative to the configuration file).`)
    return ''
  }
}

function headerOf(name: string, written: string | Reference, reader: SecretReader): string {
  const field = `headers[${JSON.stringify(name)}]`
  const telling = /authorization|cookie|key|token|secret|password/i.test(name)
  const value = telling ? reader.secret(written, field, 'header') : reader.text(written, field, 'header')
  if (/[\r\n\0]/.test(value)) reader.problems.push(`${field}: the value has a line break in it, which no header field may have.`)
  return value
}

function parametersOf(
  written: TargetConfig,
  of: 'authorization_parameters' | 'consent_parameters' | 'token_parameters',
  reader: SecretReader,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(written[of] ?? {}).map(([name, value]) => [name, reader.text(value, `${of}.${name}`, 'parameter')]),
  )
}

/** A server that lists its prompts says how it is made to ask (Initiating User Registration via OpenID Connect 4.1, OpenID Connect Core 3.1.2.1). */
function consentPrompt({ metadata }: Discovered): Pick<Target, 'consentPromised'> & Partial<Pick<Target, 'consentParameters'>> {
  const prompts = metadata['prompt_values_supported']
  return Array.isArray(prompts) && prompts.includes('consent') ? { consentParameters: { prompt: 'consent' }, consentPromised: true } : {}
}

function embeddedOf(written: TargetConfig, { issuer }: Discovered): boolean {
  if (written.embedded && !isLoopback(issuer)) {
    throw new ConfigError('embedded: found true for a server on another machine, expected a server on this one. Leave it out.')
  }
  return written.embedded ?? false
}

/** Every origin that may be contacted. */
function originsOf(written: TargetConfig, { issuer, endpoints }: Discovered): string[] {
  const urls = [issuer, ...Object.values<string>({ ...endpoints }), written.resource?.url, ...(written.origins ?? [])]
  return [...new Set(urls.filter((url) => url !== undefined).map((url) => new URL(url).origin))]
}

/** The client's own scope is grantable unless the configuration knows better, and offline_access yields a refresh token (OpenID Connect 11). */
function scopesOf({ scopes = {}, clients }: TargetConfig): Target['scopes'] {
  const grantable = scopes.grantable ?? clients.client.scope?.split(' ').filter((scope) => scope !== '') ?? []
  const refresh = scopes.refresh ?? (grantable.includes('offline_access') ? 'offline_access' : undefined)
  return {
    grantable,
    unknown: scopes.unknown ?? 'grantproof-no-such-scope',
    ...(scopes.not_allowed !== undefined && { notAllowed: scopes.not_allowed }),
    ...(refresh !== undefined && { refresh }),
    ...(scopes.default && { default: scopes.default }),
  }
}

const resourceOf = ({ url, method, scope }: NonNullable<TargetConfig['resource']>): NonNullable<Target['resource']> => ({
  url,
  ...(method !== undefined && { method }),
  ...(scope !== undefined && { scope }),
})

/** RFC 8414 2: metadata that lists no method says that PKCE is not supported, but many servers that support it forget the list. RFC 6749 asks nobody
 *  for PKCE, so that in classic the silence counts; from bcp on it is asked for anyway. */
function offersPkce({ declares, profile }: TargetConfig, { metadata }: Discovered): boolean {
  if (declares?.not_offered?.['pkce'] !== undefined || declares?.not_offered?.['pkce_s256'] !== undefined) return false
  const methods = metadata['code_challenge_methods_supported']
  return Array.isArray(methods) ? methods.includes('S256') : profile !== 'classic'
}

function paceOf({ pace = {} }: TargetConfig, embedded: boolean, timeoutMs: number): Target['pace'] {
  return {
    concurrency: pace.concurrency ?? (embedded ? 6 : 1),
    timeoutMs,
    ...(pace.requests_per_second !== undefined && { requestsPerSecond: pace.requests_per_second }),
    ...(pace.budget !== undefined && { budget: pace.budget }),
    ...(pace.failed_sign_ins !== undefined && { failedSignIns: pace.failed_sign_ins }),
  }
}

function allowsOf({ allow = {} }: TargetConfig, embedded: boolean): Record<Permission, boolean> {
  return {
    slow: allow.slow ?? embedded,
    destructive: allow.destructive ?? embedded,
    failed_sign_in: allow.failed_sign_in ?? embedded,
    failed_client_authentication: allow.failed_client_authentication ?? embedded,
  }
}

function declaresOf({ declares = {} }: TargetConfig, embedded: boolean): Target['declares'] {
  return {
    propagationMs: (declares.propagation ?? (embedded ? 0 : 30)) * 1000,
    ...(declares.grace !== undefined && { graceMs: declares.grace * 1000 }),
    ...(declares.code_lifetime !== undefined && { codeLifetimeS: declares.code_lifetime }),
    ...(declares.refresh_token_idle !== undefined && { refreshTokenIdleS: declares.refresh_token_idle }),
    ...(declares.not_offered && { notOffered: declares.not_offered as Record<string, string> }),
  }
}

/** A leading `!` excludes. What is special in the directory's own name is escaped: only the glob is one. */
function absoluteGlob(dir: string, glob: string): string {
  const [, not = '', pattern = ''] = /^(!?)(.*)$/s.exec(glob)!
  if (isAbsolute(pattern)) return glob
  const folder = dir
    .split(sep)
    .join('/')
    .replaceAll(/[()[\]{}!*?@+|]/g, '\\$&')
  return not + posix.join(folder, pattern)
}

function warningsOf(written: TargetConfig, { issuer, endpoints }: Discovered, literal: readonly string[]): string[] {
  const open = Object.entries(endpoints).filter(([, url]) => url.startsWith('http:') && !isLoopback(url) && !issuer.startsWith('http:'))
  return [
    written.tls?.insecure &&
      'INSECURE: certificates are not checked (tls.insecure), so anybody on the way could have answered: no verdict speaks for the server',
    literal.length > 0 &&
      `secrets stand in the configuration as they are (${literal.join(', ')}): move them to { env: "NAME" } or { file: "path" }`,
    issuer.startsWith('http:') &&
      !isLoopback(issuer) &&
      `the issuer ${issuer} is on plain http: whoever is on the way reads and changes everything (RFC 8414 2)`,
    open.length > 0 && `on plain http, though the issuer is on https: ${open.map(([name]) => name).join(', ')}`,
  ].filter((warning) => typeof warning === 'string')
}
