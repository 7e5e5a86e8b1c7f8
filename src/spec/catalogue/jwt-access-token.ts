// biome-ignore-all format: read in a few lines: where a requirement stands, how it is judged, what it says
import { fail, ungraded, warn } from '../grades.ts'
import type { Row } from '../requirement.ts'

export const jwtAccessToken = {
  'rfc9068-2.1-typ-and-signature': { document: 'RFC 9068', section: '2.1, 4', level: 'MUST',
    severity: 'high', grade: fail, feature: 'jwt-access-token',
    text: 'JWT access tokens have typ at+jwt and a signature that a published key verifies, never none.' },
  'rfc9068-2.1-rs256-supported': { document: 'RFC 9068', section: '2.1', level: 'MUST',
    severity: 'info', grade: { classic: 'warn', bcp: 'warn', oauth21: 'warn' }, feature: 'jwt-access-token',
    text: 'AS and RS support RS256 among others.' },
  'rfc9068-2.2-required-claims': { document: 'RFC 9068', section: '2.2', level: 'MUST',
    severity: 'medium', grade: fail, feature: 'jwt-access-token',
    text: 'iss, exp, aud, sub, client_id, iat and jti are present and true.' },
  'rfc9068-2.2-subject': { document: 'RFC 9068', section: '2.2, 5', level: 'SHOULD',
    severity: 'medium', grade: warn, feature: 'jwt-access-token',
    also: 'RFC 9700 4.15',
    text: 'For code-flow tokens sub identifies the resource owner, not the client, and differs between users.' },
  'rfc9068-3-audience': { document: 'RFC 9068', section: '3, 5', level: 'MUST',
    severity: 'high', grade: fail, feature: 'jwt-access-token',
    text: 'aud follows the resource parameter or a default, and differs between resources.',
    lesser: 'The only audience is the client_id.' },
  'rfc9068-2.2.3-scope-claim': { document: 'RFC 9068', section: '2.2.3', level: 'SHOULD',
    severity: 'low', grade: warn, feature: 'jwt-access-token',
    text: 'If scope was requested the token has a scope claim with the granted scopes.' },
  'rfc9068-4-rs-validation': { document: 'RFC 9068', section: '4', level: 'MUST',
    severity: 'critical', grade: fail, role: 'RS', feature: 'jwt-access-token',
    text: 'A resource server rejects wrong typ, alg none, bad signature, foreign iss, wrong aud, expired tokens with invalid_token.' },
  'mcp-as-token-audience': { document: 'MCP Security Considerations', section: 'Token Audience Binding and Validation', level: 'SHOULD',
    severity: 'high', grade: ungraded, basis: 'derived', feature: 'mcp',
    also: 'RFC 9728 7.4',
    text: 'A token asked for with resource=R is restricted to R.' },
} satisfies Record<string, Row>
