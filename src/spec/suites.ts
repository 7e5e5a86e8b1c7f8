/** The folder of `suites/` whose scenarios judge an area of the catalogue. */
export const suiteOf = {
  discovery: 'discovery',
  'authorization-request': 'authorization-request',
  'redirect-uri': 'redirect-uri',
  'authorization-response': 'authorization-response',
  'state-csrf': 'state',
  'authorization-code': 'authorization-code',
  pkce: 'pkce',
  'token-request': 'token-request',
  'client-authentication': 'client-authentication',
  'token-response': 'token-response',
  'token-errors': 'token-errors',
  scope: 'scope',
  'refresh-token': 'refresh-token',
  'bearer-usage': 'bearer-token',
  revocation: 'revocation',
  introspection: 'introspection',
  par: 'pushed-authorization-request',
  dpop: 'dpop',
  jar: 'request-object',
  registration: 'client-registration',
  'iss-mixup': 'issuer',
  transport: 'transport',
  'browser-security': 'browser',
  oidc: 'openid-connect',
  mtls: 'mutual-tls',
  'jwt-access-token': 'jwt-access-token',
} as const

/** A subject of the catalogue. */
export type Area = keyof typeof suiteOf

/** A folder of `suites/`. */
export type SuiteName = (typeof suiteOf)[Area]
