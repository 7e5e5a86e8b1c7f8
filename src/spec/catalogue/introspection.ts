// biome-ignore-all format: a requirement is read in three lines: where it stands, how it is judged, what it says
import { fail, warn } from '../grades.ts'
import type { Row } from '../requirement.ts'

export const introspection = {
  'rfc7662-2.1-authorization-required': { document: 'RFC 7662', section: '2.1, 4', level: 'MUST',
    severity: 'high', grade: fail, feature: 'introspection',
    text: 'The endpoint demands authentication of the caller; a public client_id alone does not do.' },
  'rfc7662-2.2-active-token': { document: 'RFC 7662', section: '2.2', level: 'MUST',
    severity: 'medium', grade: fail, feature: 'introspection',
    text: 'A valid token gives 200 JSON with boolean active=true.' },
  'rfc7662-2.2-consistent-with-grant': { document: 'RFC 7662', section: '2.2', level: 'SHOULD',
    severity: 'low', grade: warn, basis: 'derived', feature: 'introspection', verified: false,
    text: 'Members agree with the token response and metadata.' },
  'rfc7662-2.2-inactive-tokens': { document: 'RFC 7662', section: '2.2, 4', level: 'MUST',
    severity: 'high', grade: fail, feature: 'introspection',
    text: 'Unknown, altered, expired and revoked tokens give 200 with active=false, not an error.' },
  'rfc7662-2.2-inactive-minimal': { document: 'RFC 7662', section: '2.2, 4', level: 'SHOULD NOT',
    severity: 'low', grade: warn, feature: 'introspection',
    text: 'An inactive answer has no further members.' },
  'rfc7662-2.2-unauthorised-caller-inactive': { document: 'RFC 7662', section: '2.2, 4', level: 'MUST',
    severity: 'medium', grade: fail, feature: 'introspection',
    text: 'A caller not entitled to a token gets active=false.' },
  'rfc7662-2.3-bad-credentials-401': { document: 'RFC 7662', section: '2.3', level: 'MUST',
    severity: 'low', grade: fail, basis: 'descriptive', feature: 'introspection',
    text: 'Invalid caller credentials give 401.' },
  'rfc7662-2.1-hint': { document: 'RFC 7662', section: '2.1', level: 'MUST',
    severity: 'low', grade: fail, feature: 'introspection',
    text: 'A wrong token_type_hint does not hide the token.' },
  'rfc7662-2.1-post-and-missing-token': { document: 'RFC 7662', section: '2.1, 4', level: 'MUST',
    severity: 'low', grade: fail, basis: 'descriptive', feature: 'introspection',
    text: 'Requests are form POSTs with token; GET may be refused; missing token is an error.' },
} as const satisfies Record<string, Row>
