/** A document that requirements cite. `url` is a template: `{section}` a number, `{heading}` the slug of a heading. */
export interface SpecDocument {
  title: string
  url: string
}

const rfc = (number: number, title: string): SpecDocument => ({
  title,
  url: `https://www.rfc-editor.org/rfc/rfc${number}#section-{section}`,
})
const draft = (name: string, title: string): SpecDocument => ({
  title,
  url: `https://datatracker.ietf.org/doc/html/${name}#section-{section}`,
})
const openid = (file: string, title: string): SpecDocument => ({
  title,
  url: `https://openid.net/specs/${file}.html#rfc.section.{section}`,
})
const mcp = (page: string, title: string): SpecDocument => ({
  title,
  url: `https://modelcontextprotocol.io/specification/2026-07-28/basic/${page}#{heading}`,
})

/** Every document of the catalogue by the name it is cited by. */
export const documents = {
  'RFC 6265': rfc(6265, 'HTTP State Management Mechanism'),
  'RFC 6749': rfc(6749, 'The OAuth 2.0 Authorization Framework'),
  'RFC 6750': rfc(6750, 'The OAuth 2.0 Authorization Framework: Bearer Token Usage'),
  'RFC 6797': rfc(6797, 'HTTP Strict Transport Security (HSTS)'),
  'RFC 7009': rfc(7009, 'OAuth 2.0 Token Revocation'),
  'RFC 7515': rfc(7515, 'JSON Web Signature (JWS)'),
  'RFC 7518': rfc(7518, 'JSON Web Algorithms (JWA)'),
  'RFC 7519': rfc(7519, 'JSON Web Token (JWT)'),
  'RFC 7523': rfc(7523, 'JSON Web Token (JWT) Profile for OAuth 2.0 Client Authentication and Authorization Grants'),
  'RFC 7591': rfc(7591, 'OAuth 2.0 Dynamic Client Registration Protocol'),
  'RFC 7592': rfc(7592, 'OAuth 2.0 Dynamic Client Registration Management Protocol'),
  'RFC 7636': rfc(7636, 'Proof Key for Code Exchange by OAuth Public Clients'),
  'RFC 7662': rfc(7662, 'OAuth 2.0 Token Introspection'),
  'RFC 8252': rfc(8252, 'OAuth 2.0 for Native Apps'),
  'RFC 8414': rfc(8414, 'OAuth 2.0 Authorization Server Metadata'),
  'RFC 8705': rfc(8705, 'OAuth 2.0 Mutual-TLS Client Authentication and Certificate-Bound Access Tokens'),
  'RFC 8707': rfc(8707, 'Resource Indicators for OAuth 2.0'),
  'RFC 9068': rfc(9068, 'JSON Web Token (JWT) Profile for OAuth 2.0 Access Tokens'),
  'RFC 9101': rfc(9101, 'The OAuth 2.0 Authorization Framework: JWT-Secured Authorization Request (JAR)'),
  'RFC 9110': rfc(9110, 'HTTP Semantics'),
  'RFC 9111': rfc(9111, 'HTTP Caching'),
  'RFC 9126': rfc(9126, 'OAuth 2.0 Pushed Authorization Requests'),
  'RFC 9207': rfc(9207, 'OAuth 2.0 Authorization Server Issuer Identification'),
  'RFC 9325': rfc(9325, 'Recommendations for Secure Use of TLS and DTLS'),
  'RFC 9449': rfc(9449, 'OAuth 2.0 Demonstrating Proof of Possession (DPoP)'),
  'RFC 9700': rfc(9700, 'Best Current Practice for OAuth 2.0 Security'),
  'RFC 9728': rfc(9728, 'OAuth 2.0 Protected Resource Metadata'),
  'OAuth 2.1': draft('draft-ietf-oauth-v2-1-16', 'The OAuth 2.1 Authorization Framework (draft 16)'),
  rfc7523bis: draft(
    'draft-ietf-oauth-rfc7523bis-11',
    'Updates to OAuth 2.0 JWT Client Authentication and Assertion-Based Authorization Grants (draft 11)',
  ),
  'OAuth 2.0 Multiple Response Types': openid(
    'oauth-v2-multiple-response-types-1_0',
    'OAuth 2.0 Multiple Response Type Encoding Practices',
  ),
  'OAuth 2.0 Form Post Response Mode': openid('oauth-v2-form-post-response-mode-1_0', 'OAuth 2.0 Form Post Response Mode'),
  'OIDC Core': openid('openid-connect-core-1_0', 'OpenID Connect Core 1.0'),
  'OIDC Discovery': openid('openid-connect-discovery-1_0', 'OpenID Connect Discovery 1.0'),
  'OIDC Registration': openid('openid-connect-registration-1_0', 'OpenID Connect Dynamic Client Registration 1.0'),
  'OIDC RP-Initiated Logout': openid('openid-connect-rpinitiated-1_0', 'OpenID Connect RP-Initiated Logout 1.0'),
  'FAPI 2.0 Security Profile': {
    title: 'FAPI 2.0 Security Profile',
    url: 'https://openid.net/specs/fapi-security-profile-2_0-final.html#section-{section}',
  },
  'MCP Authorization': mcp('authorization', 'Model Context Protocol: Authorization (2026-07-28)'),
  'MCP Authorization Server Discovery': mcp(
    'authorization/authorization-server-discovery',
    'Model Context Protocol: Authorization Server Discovery (2026-07-28)',
  ),
  'MCP Client Registration': mcp('authorization/client-registration', 'Model Context Protocol: Client Registration (2026-07-28)'),
  'MCP Security Considerations': mcp(
    'authorization/security-considerations',
    'Model Context Protocol: Security Considerations (2026-07-28)',
  ),
  'MCP Streamable HTTP': mcp('transports/streamable-http', 'Model Context Protocol: Streamable HTTP (2026-07-28)'),
  'MCP Client Credentials': {
    title: 'Model Context Protocol: OAuth Client Credentials extension (draft)',
    url: 'https://github.com/modelcontextprotocol/ext-auth/blob/main/specification/draft/oauth-client-credentials.mdx#{heading}',
  },
} as const satisfies Record<string, SpecDocument>

/** The name by which a document is cited. */
export type DocumentName = keyof typeof documents
