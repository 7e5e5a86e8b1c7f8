/** Versions of WSO2's API Manager (am) and Identity Server (is) that the embedded server can behave like. */
export const wso2Names = ['wso2-am-2.6', 'wso2-am-3.2', 'wso2-am-4.7', 'wso2-is-5.10', 'wso2-is-7.3'] as const
export type Wso2Name = (typeof wso2Names)[number]

type Section =
  | 'endpoints'
  | 'sign-in'
  | 'consent'
  | 'authorization'
  | 'authorization errors'
  | 'token'
  | 'token errors'
  | 'codes and tokens'
  | 'revocation'

/** Where a line can be read: source of that version, WSO2's own tests, an issue of wso2/product-is, or an exchange that somebody published. */
type Basis = 'source' | 'test' | 'issue' | 'capture'

/** One behaviour of all personas: where it belongs, where it can be read, and what each version does, in the order of {@link wso2Names}. */
type Behaviour<V> = readonly [section: Section, basis: Basis, where: string, am26: V, am32: V, am47: V, is510: V, is73: V]

const row = <V>(...behaviour: Behaviour<V>): Behaviour<V> => behaviour

// biome-ignore format: a table
/**
 * Persona by behaviour. API Manager 2.6 has the OAuth component of Identity Server 5.7, 3.2 that of 5.10, 4.7 one of the 6.1 line. What was only derived by reading code
 * stands nowhere here: where no line says otherwise, a persona is as sound as the embedded server.
 *
 * Common to all five, and so without a line:
 * - endpoints (source, tests): the issuer is the token endpoint of the key manager; pages below /authenticationendpoint, the form of the sign-in page to /commonauth or /oauth2/authorize.
 * - authorization errors (source, tests): application, callback and stale pages lead to the own oauth2_error.do; redirect_uri is always due; an unknown response_type is
 *   invalid_request; a repeated parameter is status 400 with a Location; errors of the request need no sign-in.
 * - consent (source): the hidden answer is deny until a script changes it, and each page counts once.
 * - authorization response (source, published exchanges): no iss; codes are UUIDs, mostly of version 3.
 * - token (source, published exchanges): a secret counts in header and body; tokens that never expire say 9223372036854775; what has no scope names none.
 * - token errors (source, tests): Basic realm=localhost without quotation marks; an unknown grant_type is invalid_request (wso2/product-is#6320); error_description before error.
 * - codes and tokens (source, tests): a failed redemption ends the code; a second one ends the tokens of the first; a verifier without a challenge is ignored; refresh tokens rotate.
 * - revocation (source, wso2/product-is#6314): both tokens of a row die; a refused client gets JSON that is labelled as a page; introspection is for a user.
 */
export const behaviours = {
  /** A second port passes /authorize, /token and /revoke on to the key manager. */
  gateway: row('endpoints', 'source', 'wso2/carbon-apimgt#9716 took the proxies out with 4.0', true, true, false, false, false),
  /** RFC 8414 metadata, behind the issuer's path. */
  serverMetadata: row('endpoints', 'source', 'identity-inbound-auth-oauth 7.4', false, false, false, false, true),
  /** Who has not signed in is sent to the client with an error, instead of to a page. */
  errorsToClient: row('authorization errors', 'issue', 'wso2/product-is#5277, since 5.9', false, true, true, true, true),
  /** Messages are keys of a text catalogue. */
  messageKeys: row('authorization errors', 'test', 'callback.not.match in the tests of product-apim 4.7', false, false, true, false, true),
  /** What else the address of the error page tells. */
  errorPageTells: row<readonly ('sp' | 'tenantDomain' | 'correlationId' | 'spId')[]>('authorization errors', 'source', 'parameters of oauth2_error.do', [], ['sp', 'tenantDomain'], ['correlationId'], ['sp', 'tenantDomain'], ['correlationId', 'spId']),
  /** A cookie ties the sign-in page to the browser that got it. */
  nonceCookie: row('sign-in', 'test', 'product-apim sends sessionNonceCookie back since its tag v4.0.0', false, false, true, false, true),
  /** The sign-in form goes to the authorization endpoint instead of to /commonauth. */
  signsInAtAuthorize: row('sign-in', 'source', 'login.jsp for type=oauth2', true, true, true, true, false),
  /** The field that is shown is not the one that is sent: a script copies the name. */
  scriptedName: row('sign-in', 'source', 'login.jsp of 7.0', false, false, false, false, true),
  /** `Secure; SameSite=None` on the cookie of the session. */
  sameSiteNone: row('sign-in', 'source', 'identity-inbound-auth-oauth', false, false, true, false, true),
  /** A box remembers consent, where older pages have radio buttons. */
  rememberBox: row('consent', 'source', 'oauth2_authz.jsp', false, false, true, false, true),
  /** Nobody is asked: applications that were registered dynamically skip the page. */
  skipsConsent: row('consent', 'test', 'tests of product-is 7', false, false, false, false, true),
  /** Dots of registered URIs stand for any character where there are several: they are one regular expression. */
  wildcardDots: row('authorization', 'source', 'regexp=(…|…) until EnforceLiteralCharacters of 7.2', true, true, true, true, false),
  /** Any port of a loopback redirect URI. */
  loopbackPorts: row('authorization', 'source', 'since 6.0', false, false, true, false, true),
  /** What becomes of a scope that nobody registered. */
  unknownScope: row<'granted' | 'dropped'>('authorization', 'test', 'product-apim grants PRODUCTION verbatim; drop_unregistered_scopes of 7', 'granted', 'granted', 'granted', 'granted', 'dropped'),
  /** What a request without scope gets. */
  defaultScope: row('token', 'test', 'product-apim; wso2/product-is#6281 for none', 'default', 'default', 'default', '', ''),
  /** What an application that acts for itself gets. */
  applicationScope: row('token', 'capture', 'am_application_scope default', 'am_application_scope default', 'am_application_scope default', 'am_application_scope default', '', ''),
  /** Access tokens are opaque and shared by all who ask while one lives; signed ones are made anew and end the one before. */
  accessTokens: row<'shared' | 'signed'>('codes and tokens', 'source', 'wso2/product-is#10992 for signed ones', 'shared', 'shared', 'signed', 'shared', 'signed'),
  /** Token requests in JSON. */
  jsonRequests: row('token', 'source', 'since 5.11', false, false, true, false, true),
  /** What the client is told of a grant_type that nobody knows. */
  unknownGrant: row('token errors', 'issue', 'wso2/product-is#6320', "OAuthProblemException{error='unsupported_grant_type', description='Unsupported grant_type value', uri='null', state='null', scope='null', redirectUri='null', responseStatus=0, parameters={}}", ...same4('Unsupported grant_type value')),
  /** What a client is told that does not authenticate. */
  noCredentials: row('token errors', 'test', 'product-is', ...same4('Unsupported Client Authentication Method!'), 'Client ID not found in the request.'),
  /** An unknown client and a wrong secret get the same words. */
  uniformClientErrors: row('token errors', 'issue', 'wso2/product-is#23259, since 7.1', false, false, false, false, true),
  /** Header fields of the revocation response. */
  revokeHeaders: row<'tokens and user' | 'user'>('revocation', 'issue', 'wso2/product-is#10082, #18018', ...same4('tokens and user' as const), 'user'),
  /** How the empty body of the revocation response is labelled. */
  revokeType: row('revocation', 'source', 'until 5.11', 'text/html', 'text/html', 'application/json', 'text/html', 'application/json'),
} as const

/** What one version does, by behaviour. */
export type Traits = { readonly [B in keyof typeof behaviours]: (typeof behaviours)[B] extends Behaviour<infer V> ? V : never }

/** One column of {@link behaviours}. */
export function traitsOf(name: Wso2Name): Traits {
  const at = 3 + wso2Names.indexOf(name)
  return Object.fromEntries(Object.entries(behaviours).map(([behaviour, line]) => [behaviour, line[at]])) as Traits
}

function same4<V>(value: V): [V, V, V, V] {
  return [value, value, value, value]
}

/** One version, installed somewhere. */
export interface Installation {
  traits: Traits
  /** Where the pages of sign-in, consent and errors live. */
  pages: string
  /** Who may introspect: a user of the product, not a client. */
  administrator: { readonly username: string; readonly password: string }
  /** Clients whose access tokens do not expire. */
  unlimited: readonly string[]
}
