// biome-ignore-all format: read in a few lines: where a requirement stands, how it is judged, what it says
import { fail, ungraded } from '../grades.ts'
import type { Row } from '../requirement.ts'

export const issuer = {
  'rfc9207-2-iss-in-responses': { document: 'RFC 9207', section: '2', level: 'MUST',
    severity: 'high', grade: fail, feature: 'iss',
    text: 'An AS that supports RFC 9207 puts iss in every authorization response, errors included, for every response mode.',
    lesser: 'Not advertised, and seen in some responses only.' },
  'rfc9207-2-iss-value': { document: 'RFC 9207', section: '2, 2.3', level: 'MUST',
    severity: 'high', grade: fail, feature: 'iss',
    text: 'iss is the issuer identifier: https URL without query/fragment, identical to metadata issuer.' },
  'rfc9207-2.3-iss-advertised': { document: 'RFC 9207', section: '2.3', level: 'MUST',
    severity: 'medium', grade: fail, feature: 'iss',
    text: 'An AS with metadata that sends iss advertises authorization_response_iss_parameter_supported: true.',
    lesser: 'Sent and not advertised.' },
  'rfc9207-2.4-iss-equals-id-token': { document: 'RFC 9207', section: '2.4', level: 'MUST',
    severity: 'medium', grade: { bcp: 'fail' }, feature: 'hybrid',
    text: 'If the authorization endpoint returns an ID Token its iss equals the iss parameter.' },
  'rfc9700-2.1-mixup-defence-offered': { document: 'RFC 9700', section: '2.1, 4.4.2', level: 'MAY',
    severity: 'medium', grade: { bcp: 'info', oauth21: 'info', fapi2: 'fail' }, basis: 'derived', verified: false,
    text: 'The server lets clients defend against mix-up, preferably by iss; the duty itself is theirs.' },
  'rfc9207-2.4-client-validates-iss': { document: 'RFC 9207', section: '2.4, 4', level: 'MUST',
    severity: 'critical', grade: ungraded, role: 'client', feature: 'client',
    text: 'A client compares iss as a string and rejects a wrong one, or a missing one that was advertised.' },
  'mcp-as-iss-in-responses': { document: 'MCP Authorization', section: 'Authorization Response Validation', level: 'SHOULD',
    severity: 'medium', grade: ungraded, feature: 'mcp',
    text: 'iss is included in authorization responses, errors too, and then advertised.' },
} satisfies Record<string, Row>
