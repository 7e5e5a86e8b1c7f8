import { z } from 'zod'
import { type ProfileName, profiles } from '../spec/index.ts'
import { featureNames } from '../target/needs.ts'
import type { Interaction } from '../target/target.ts'
import { nearest } from './nearest.ts'
import { isAddress, isHeaderName, isHeaderValue, isHostAndPort, isHttpUrl, isOrigin, isRedirectUri, isScope } from './words.ts'

// Each message is the end of the sentence "found …, expected …", and says what to do where that is not plain.

type Shape = Readonly<Record<string, z.ZodType>>
type RawIssue = { code?: string | undefined; keys?: unknown; message?: string | undefined }

const strict = <S extends Shape>(what: string, shape: S) =>
  z.strictObject(shape, { error: (issue: RawIssue) => (issue.code === 'unrecognized_keys' ? unknownKeys(issue.keys, shape) : what) })

function unknownKeys(keys: unknown, shape: Shape): string {
  const known = Object.keys(shape)
  return (keys as string[])
    .map((key) => ({ key: JSON.stringify(key.slice(0, 60)), near: nearest(key, known) }))
    .map(({ key, near }) => (near ? `unknown key ${key}, did you mean "${near}"?` : `unknown key ${key}, known here: ${known.join(', ')}.`))
    .join(' ')
}

const text = (what: string) => z.string({ error: what }).min(1, { error: what })
const checked = (what: string, check: (value: string) => boolean) => z.string({ error: what }).refine(check, { error: what })
const recordOf = <V extends z.ZodType>(what: string, value: V) => z.record(z.string(), value, { error: what })
const listOf = <V extends z.ZodType>(what: string, value: V) => z.array(value, { error: what })
const oneOf = <const V extends readonly [string, ...string[]]>(values: V) => z.enum(values, { error: `one of ${values.join(', ')}.` })
const flag = (what: string) => z.boolean({ error: 'true or false.' }).describe(what)
const number = (what: string, least = 0) => z.number({ error: what }).min(least, { error: what }).max(1e9, { error: what })
const integer = (what: string, least = 0) => number(what, least).refine(Number.isSafeInteger, { error: what })

const byReference = 'a string, { env: "NAME" } or { file: "path" }.'
const variable = z.strictObject({ env: checked('the name of an environment variable.', (name) => /^[A-Za-z_]\w*$/.test(name)) })
const path = z.strictObject({ file: text('a path.') })
const referable = (what: string) => z.union([z.string().min(1), variable, path], { error: `${what}: ${byReference}` })
const secret = (what: string) => referable(what).describe(`${what}, best by reference: { env: "NAME" } or { file: "path" }.`)

const httpUrl = (what: string) => checked(`${what}, an absolute http or https URL without credentials or fragment.`, isHttpUrl)
const scope = (what: string) => checked(`${what}, one scope-token without spaces (RFC 6749 3.3).`, isScope)
const redirectUri = 'an absolute URI without a fragment, such as https://app.example/callback. Write it exactly as it is registered.'
const redirectUris = 'a list of at least one redirection URI. Write them exactly as they are registered.'

const client = strict('a client: { client_id, client_secret, redirect_uris }.', {
  client_id: referable('the client identifier').describe('As the server knows the client.'),
  client_secret: secret("the client's secret").exactOptional(),
  redirect_uris: listOf(redirectUris, checked(redirectUri, isRedirectUri))
    .min(1, { error: redirectUris })
    .describe('As they are registered. They are never requested.'),
  token_endpoint_auth_method: oneOf(['client_secret_basic', 'client_secret_post', 'none'])
    .optional()
    .describe('Default: client_secret_basic with a secret, none without.'),
  scope: z.string({ error: 'scopes, separated by spaces.' }).optional().describe('The scope of its honest request, separated by spaces.'),
  grant_types: listOf('a list of grant types.', text('a grant type.')).optional().describe('What it is registered for (RFC 7591 2).'),
  response_types: listOf('a list of response types.', text('a response type.')).optional(),
  application_type: oneOf(['web', 'native']).optional(),
  client_name: text('a name.').optional(),
  introspection: flag('Whether this client may use the introspection endpoint (RFC 7662 2.1).').optional(),
})

const clientsWhat = 'clients by role: { client: { client_id, client_secret, redirect_uris } }.'
const clients = z
  .looseObject(
    { client: client.describe('The client of most scenarios.'), second_client: client.optional(), public_client: client.optional() },
    { error: clientsWhat },
  )
  .catchall(client)
  .describe('By role: client, second_client, public_client; further names are your own. RFC 7591 metadata each.')

const usersWhat = 'at least one user: { alice: { username, password } }.'
const user = strict('a user: { username, password }.', {
  username: referable('the name that is typed at sign-in'),
  password: secret("the user's password"),
})
const users = recordOf(usersWhat, user)
  .refine((all) => Object.keys(all).length > 0, { error: usersWhat })
  .describe('By name. The first two are used; several scenarios need two.')

const scopes = strict('scopes: { grantable: ["…"] }.', {
  grantable: listOf('a list of scopes.', scope('a scope'))
    .optional()
    .describe('What clients.client may be granted. Default: its own scope.'),
  not_allowed: scope('a scope').optional().describe('A scope of the server that clients.client may not have.'),
  unknown: scope('a scope').optional().describe('A scope that the server does not know. Default: a made-up one.'),
  refresh: scope('a scope').optional().describe('The scope that yields a refresh token, such as offline_access.'),
  default: listOf('a list of scopes.', scope('a scope'))
    .optional()
    .describe('What is granted when a request names no scope (RFC 6749 3.3).'),
})

const endpoint = httpUrl('the URL of an endpoint').optional()
const endpoints = strict('endpoints by their RFC 8414 names.', {
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  revocation_endpoint: endpoint,
  introspection_endpoint: endpoint,
  pushed_authorization_request_endpoint: endpoint,
  registration_endpoint: endpoint,
  userinfo_endpoint: endpoint,
  jwks_uri: endpoint,
}).describe('One by one, where there is no discovery or it is wrong: they go before what discovery says.')

const parameters = recordOf('parameters by name: { audience: "…" }.', referable('the value of a parameter'))

const resource = strict('a protected resource: { url }.', {
  url: httpUrl('the URL of a protected resource'),
  method: checked('an HTTP method, such as GET.', (method) => /^[A-Z]+$/.test(method)).optional(),
}).describe('Something that answers to an access token and refuses without one (RFC 6750).')

const tls = strict('{ ca } or { insecure: true }.', {
  ca: text('the path of a PEM file, or the PEM itself.')
    .optional()
    .describe('The path of a PEM file with your own authorities, or the PEM itself.'),
  insecure: flag('Does not check certificates, and says so in every report.').optional(),
})

const headerValue = referable('the value of a header field, without line breaks').refine(
  (value) => typeof value !== 'string' || isHeaderValue(value),
  { error: `the value of a header field, without line breaks: ${byReference}` },
)
const headers = recordOf('header fields by name: { "X-Gateway-Key": { env: "GATEWAY_KEY" } }.', headerValue)
  .superRefine((all, context) => {
    for (const name of Object.keys(all).filter((name) => !isHeaderName(name))) {
      context.addIssue({ code: 'custom', path: [name], message: 'the name of a header field (RFC 9110 5.1).' })
    }
  })
  .describe('Sent with every request to the target.')

const resolve = recordOf('{ "host:port": "address" }.', checked('an IP address, or one with a port.', isAddress))
  .superRefine((all, context) => {
    for (const key of Object.keys(all).filter((key) => !isHostAndPort(key))) {
      context.addIssue({ code: 'custom', path: [key], message: 'a key of the form host:port, such as login.example.com:443.' })
    }
  })
  .describe('Where to connect instead of asking DNS: { "login.example.com:443": "127.0.0.1:8443" }.')

const pace = strict('a pace: { concurrency, requests_per_second, budget, failed_sign_ins, timeout }.', {
  concurrency: integer('a whole number of flows that may run at once, from 1.', 1)
    .max(64, { error: 'at most 64.' })
    .optional()
    .describe('Flows at once. Default 1.'),
  requests_per_second: number('a number of requests a second, above 0.', 0.001).optional(),
  budget: integer('a whole number of requests, from 1.', 1).optional().describe('Requests that one run may send.'),
  failed_sign_ins: integer('a whole number of sign-ins, from 0.').optional().describe('Failed sign-ins that one run may cause.'),
  timeout: number('seconds, above 0.', 0.001)
    .max(3600, { error: 'seconds, at most 3600.' })
    .optional()
    .describe('Seconds for one answer. Default 10.'),
})

const allow = strict('deeds that you allow: { slow: true }.', {
  slow: flag('Scenarios that wait for minutes.').optional(),
  destructive: flag('Scenarios that may destroy what others use.').optional(),
  failed_sign_in: flag('Signing in with wrong passwords, which may lock the users out.').optional(),
  failed_client_authentication: flag('Authenticating the clients wrongly, which may lock them out.').optional(),
}).describe('What may be tried. Everything is off until you allow it, except at the embedded server.')

const notOffered = strict(
  'features by name, each with a reason: { pkce: "…" }.',
  Object.fromEntries(featureNames.map((name) => [name, text('the reason why it is not offered.').optional()])),
).describe('Features that the server does not offer, each with the reason that a skip prints.')

const declares = strict('facts about the server: { propagation, grace, code_lifetime, not_offered }.', {
  propagation: number('seconds, from 0.').optional().describe('Seconds until a revocation is seen everywhere. Default 30.'),
  grace: number('seconds, from 0.').optional().describe('Seconds for which a rotated refresh token may still work.'),
  code_lifetime: number('seconds, above 0.', 0.001).optional().describe('Seconds for which an authorization code lives.'),
  not_offered: notOffered.optional(),
})

const selectors = recordOf('values by CSS selector: { "#user": "…" }.', z.string({ error: 'a string.' })).optional()
const step = strict('a step: { when: { url, selector }, fill, choose, click, submit }.', {
  when: strict('{ url } or { selector } or both.', {
    url: text('a part of the URL.').optional(),
    selector: text('a CSS selector.').optional(),
  }).refine((when) => when.url !== undefined || when.selector !== undefined, { error: '{ url } or { selector } or both.' }),
  for: oneOf(['sign_in', 'approve', 'deny']).optional(),
  fill: selectors,
  choose: selectors,
  click: text('a CSS selector.').optional(),
  submit: text('a CSS selector.').optional(),
})
const steps = listOf('a list of steps { when, fill, choose, click, submit }, or in TypeScript a function.', step).describe(
  'What to do on pages of sign-in and consent that grantproof does not understand by itself.',
)

const name = checked(
  'letters, digits, ".", "_" and "-", and not "all": it names a folder of reports.',
  (value) => /^[A-Za-z0-9][\w.-]{0,63}$/.test(value) && value !== 'all',
)

const shape = {
  name: name.optional().describe('Names the folder of its reports. Default: the host of the issuer.'),
  issuer: httpUrl('the issuer identifier')
    .optional()
    .describe('The issuer identifier. Its metadata is found by RFC 8414 or OpenID Connect Discovery.'),
  discovery: httpUrl('the URL of a metadata document').optional().describe('The metadata document, where it is at neither usual place.'),
  endpoints: endpoints.optional(),
  embedded: flag('It is the server that comes with grantproof, on this machine. Every report says so.').optional(),
  origins: listOf('a list of origins.', checked('an origin such as https://login.example.com, without a path.', isOrigin))
    .optional()
    .describe('Further origins that a sign-in may visit. Nothing else is ever contacted.'),
  clients,
  users,
  scopes: scopes.optional(),
  authorization_parameters: parameters.optional().describe('Sent with every authorization request, such as prompt or acr_values.'),
  token_parameters: parameters.optional().describe('Sent with every token request, such as audience.'),
  resource: resource.optional(),
  tls: tls.optional(),
  proxy: referable('the URL of a proxy').optional().describe('The URL of an HTTP proxy, or a reference to it.'),
  resolve: resolve.optional(),
  headers: headers.optional(),
  pace: pace.optional(),
  allow: allow.optional(),
  declares: declares.optional(),
  profile: oneOf(Object.keys(profiles) as [ProfileName, ...ProfileName[]])
    .optional()
    .describe('What is graded by. Default bcp.'),
  scenarios: listOf('a list of globs.', text('a glob.')).optional().describe('Scenarios of your own, relative to this file.'),
}

const whole = 'a configuration: { issuer, clients, users }.'
const schemaKey = { $schema: z.string({ error: 'the address of a JSON Schema.' }).optional() }

/** One target as it is written; an interaction that is a function is taken out before and put back after. */
export const targetSchema = strict(whole, { ...schemaKey, ...shape, interaction: steps.optional() })

const several = 'at least one target: { staging: { issuer, clients, users } }.'
const inTargets = strict(
  'a target: { issuer, clients, users }.',
  (({ name: _, ...rest }) => ({ ...rest, interaction: steps.optional() }))(shape),
)

/** Several targets by name. */
export const targetsSchema = strict('{ targets }.', {
  ...schemaKey,
  targets: z
    .record(z.string(), inTargets, { error: several })
    .refine((all) => Object.keys(all).length > 0, { error: several })
    .superRefine((all, context) => {
      for (const key of Object.keys(all).filter((key) => !name.safeParse(key).success)) {
        context.addIssue({ code: 'custom', path: [key], message: `a target's name of ${name.safeParse('').error!.issues[0]!.message}` })
      }
    }),
})

/** One target, written inline or under its name in `targets`. Lengths of time are in seconds. */
export type TargetConfig = Omit<z.input<typeof targetSchema>, 'interaction'> & { interaction?: Interaction | undefined }

/** What harness.config.ts exports: one target, or several by name. */
export type HarnessConfig = TargetConfig | { $schema?: string | undefined; targets: Record<string, Omit<TargetConfig, 'name' | '$schema'>> }
