import { z } from 'zod'
import { severities } from '../spec/severity.ts'
import { featureNames } from '../target/needs.ts'
import { browserEngines } from '../target/target.ts'
import {
  checked,
  flag,
  httpUrl,
  integer,
  keyedBy,
  listOf,
  number,
  oneOf,
  recordOf,
  referable,
  scope,
  secret,
  strict,
  text,
} from './schema-parts.ts'
import { isAddress, isHeaderName, isHeaderValue, isHostAndPort, isRedirectUri } from './words.ts'

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
}).meta({ id: 'client' })

const clientsWhat = 'clients by role: { client: { client_id, client_secret, redirect_uris } }.'
/** The clients by role. */
export const clients = z
  .looseObject(
    { client: client.describe('The client of most scenarios.'), second_client: client.optional(), public_client: client.optional() },
    { error: clientsWhat },
  )
  .catchall(client)
  .meta({
    id: 'clients',
    description: 'By role: client, second_client, public_client; further names are your own. RFC 7591 metadata each.',
  })

const usersWhat = 'at least one user: { alice: { username, password } }.'
const user = strict('a user: { username, password }.', {
  username: referable('the name that is typed at sign-in'),
  password: secret("the user's password"),
}).meta({ id: 'user' })
/** The users by name. */
export const users = recordOf(usersWhat, user)
  .refine((all) => Object.keys(all).length > 0, { error: usersWhat })
  .meta({ id: 'users', description: 'By name. The first two are used; several scenarios need two.' })

/** What is known of scopes (RFC 6749 3.3). */
export const scopes = strict('scopes: { grantable: ["…"] }.', {
  grantable: listOf('a list of scopes.', scope('a scope'))
    .optional()
    .describe('What clients.client may be granted. Default: its own scope.'),
  not_allowed: scope('a scope').optional().describe('A scope of the server that clients.client may not have.'),
  unknown: scope('a scope').optional().describe('A scope that the server does not know. Default: a made-up one.'),
  refresh: scope('a scope').optional().describe('The scope that yields a refresh token, such as offline_access.'),
  default: listOf('a list of scopes.', scope('a scope'))
    .optional()
    .describe('What is granted when a request names no scope (RFC 6749 3.3).'),
}).meta({ id: 'scopes' })

const endpoint = httpUrl('the URL of an endpoint').optional()
/** Endpoints by their RFC 8414 names. */
export const endpoints = strict('endpoints by their RFC 8414 names.', {
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  revocation_endpoint: endpoint,
  introspection_endpoint: endpoint,
  pushed_authorization_request_endpoint: endpoint,
  registration_endpoint: endpoint,
  userinfo_endpoint: endpoint,
  end_session_endpoint: endpoint,
  jwks_uri: endpoint,
}).meta({ id: 'endpoints', description: 'One by one, where there is no discovery or it is wrong: they go before what discovery says.' })

/** Extra parameters of a request. */
export const parameters = recordOf('parameters by name: { audience: "…" }.', referable('the value of a parameter')).meta({
  id: 'parameters',
})

/** The protected resource. */
export const resource = strict('a protected resource: { url }.', {
  url: httpUrl('the URL of a protected resource'),
  method: checked('an HTTP method, such as GET.', (method) => /^[A-Z]+$/.test(method)).optional(),
  scope: scope('a scope').optional().describe('The scope that a token needs there.'),
}).meta({ id: 'resource', description: 'Something that answers to an access token and refuses without one (RFC 6750).' })

/** How certificates are checked. */
export const tls = strict('{ ca } or { insecure: true }.', {
  ca: text('the path of a PEM file, or the PEM itself.')
    .optional()
    .describe('The path of a PEM file with your own authorities, or the PEM itself.'),
  insecure: flag('Does not check certificates, and says so in every report.').optional(),
}).meta({ id: 'tls' })

const headerValue = referable('the value of a header field, without line breaks').refine(
  (value) => typeof value !== 'string' || isHeaderValue(value),
  { error: 'the value of a header field, without line breaks.' },
)
/** Extra header fields. */
export const headers = keyedBy(
  'header fields by name: { "X-Gateway-Key": { env: "GATEWAY_KEY" } }.',
  { what: 'the name of a header field (RFC 9110 5.1).', check: isHeaderName },
  headerValue,
).meta({ id: 'headers', description: 'Sent with every request to the target.' })

/** Addresses instead of DNS. */
export const resolve = keyedBy(
  '{ "host:port": "address" }.',
  { what: 'host:port, such as login.example.com:443.', check: isHostAndPort },
  checked('an IP address, or one with a port.', isAddress),
).meta({ id: 'resolve', description: 'Where to connect instead of asking DNS: { "login.example.com:443": "127.0.0.1:8443" }.' })

/** How fast and how much; times in seconds. */
export const pace = strict('a pace: { concurrency, requests_per_second, budget, failed_sign_ins, timeout }.', {
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
}).meta({ id: 'pace' })

/** What may be tried. */
export const allow = strict('deeds that you allow: { slow: true }.', {
  slow: flag('Scenarios that wait for minutes.').optional(),
  destructive: flag('Scenarios that may destroy what others use.').optional(),
  failed_sign_in: flag('Signing in with wrong passwords, which may lock the users out.').optional(),
  failed_client_authentication: flag('Authenticating the clients wrongly, which may lock them out.').optional(),
}).meta({ id: 'allow', description: 'What may be tried. Everything is off until you allow it, except at the embedded server.' })

const notOffered = strict(
  'features by name, each with a reason: { pkce: "…" }.',
  Object.fromEntries(featureNames.map((name) => [name, text('the reason why it is not offered.').optional()])),
).describe('Features that the server does not offer, each with the reason that a skip prints.')

/** What is stated, so that nobody has to guess; times in seconds. */
export const declares = strict('facts about the server: { propagation, grace, code_lifetime, refresh_token_idle, not_offered }.', {
  propagation: number('seconds, from 0.').optional().describe('Seconds until a revocation is seen everywhere. Default 30.'),
  grace: number('seconds, from 0.').optional().describe('Seconds for which a rotated refresh token may still work.'),
  code_lifetime: number('seconds, above 0.', 0.001).optional().describe('Seconds for which an authorization code lives.'),
  refresh_token_idle: number('seconds, above 0.', 0.001).optional().describe('Seconds without use after which a refresh token dies.'),
  not_offered: notOffered.optional(),
}).meta({ id: 'declares' })

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
/** Recipes for pages. */
export const interaction = listOf('a list of steps { when, fill, choose, click, submit }, or in TypeScript a function.', step).meta({
  id: 'interaction',
  description: 'What to do on pages of sign-in and consent that grantproof does not understand by itself.',
})

const gateOf = {
  fail_on: oneOf(['fail', 'warn', 'new'])
    .optional()
    .describe('What stops a build: failures (default), warnings too, or only failures that are new beside the baseline.'),
  severity: oneOf(severities).optional().describe('The least severity that stops a build. Default: any.'),
  allow_blocked: flag('Lets scenarios pass that came to no verdict.').optional(),
  coverage: number('a percentage from 0 to 100.')
    .max(100, { error: 'at most 100.' })
    .optional()
    .describe('How many of a hundred selected scenarios must be graded: pass, fail or warn.'),
  strict_waivers: flag('A waiver that covers nothing stops a build too.').optional(),
}

/** What stops a build. */
export const gate = strict('a gate: { fail_on, severity, allow_blocked, coverage }.', {
  ...gateOf,
  waivers: text('the path of a YAML file.')
    .optional()
    .describe('Known findings. Default: waivers.yaml beside this file, where there is one.'),
  baseline: text('the path of a run.json.').optional().describe('An earlier run of this target, whose findings are not new.'),
  profiles: strict('gates by profile: { oauth21: { fail_on } }.', {
    classic: strict('a gate.', gateOf).optional(),
    bcp: strict('a gate.', gateOf).optional(),
    oauth21: strict('a gate.', gateOf).optional(),
  })
    .optional()
    .describe('What is otherwise in one profile.'),
}).meta({ id: 'gate', description: 'What stops a build. Flags of the command line go before it.' })

/** The names of src/report/formats.ts, which a test compares. */
const formats = ['html', 'junit', 'sarif', 'markdown', 'annotations', 'code-quality', 'har', 'ctrf', 'badge', 'allure'] as const
/** What is written beside a run. */
export const reports = listOf("a list of formats, such as ['html', 'sarif'].", oneOf(formats)).describe(
  'What is written beside run.json at the end of a run. The flag --report goes before it.',
)

/** Which browser is the user agent. */
export const browser = strict('a browser: { path }, { channel } or { connect }, of an { engine }.', {
  engine: oneOf(browserEngines)
    .optional()
    .describe(
      'Default chromium. firefox and webkit are Playwright’s own builds, which show pages; what only a browser shows needs chromium.',
    ),
  path: text('the path of a Chromium, Chrome or Edge.').optional().describe('Of its executable. Default: one that is installed.'),
  channel: text('a channel, such as chrome or msedge.').optional().describe('An installed one as Playwright names it: chrome, msedge.'),
  connect: checked('the URL of a running browser, ws:, wss:, http: or https:.', (url) => /^(ws|http)s?:\/\/./.test(url))
    .optional()
    .describe('One that runs already: the ws URL of a Playwright server, or the http URL of Chromium’s own protocol.'),
})
  .refine(({ path, channel, connect }) => [path, channel, connect].filter((value) => value !== undefined).length <= 1, {
    error: 'one of path, channel and connect.',
  })
  .refine(
    ({ engine = 'chromium', channel, connect = 'ws:' }) => engine === 'chromium' || (channel === undefined && connect.startsWith('ws')),
    {
      error: 'a channel or an http URL only of chromium.',
    },
  )
  .meta({ id: 'browser' })
