// biome-ignore-all format: read in a few lines: where a requirement stands, how it is judged, what it says
import { fail } from '../grades.ts'
import type { Row } from '../requirement.ts'

export const scope = {
  'rfc6749-3.3-scope-returned-when-different': { document: 'RFC 6749', section: '3.3, 5.1', level: 'MUST',
    severity: 'medium', grade: fail,
    text: 'If the granted scope differs from the requested one, the token response names it.',
    lesser: 'No scope was requested and none is returned.' },
  'rfc6749-3.3-omitted-scope': { document: 'RFC 6749', section: '3.3', level: 'MUST',
    severity: 'low', grade: fail,
    text: 'Without scope the AS uses a default or fails with invalid_scope.',
    lesser: 'Refused with another code than invalid_scope, or all scopes of the client granted.' },
  'rfc6749-4.1.2.1-unknown-scope': { document: 'RFC 6749', section: '3.3, 4.1.2.1', level: 'MUST',
    severity: 'low', grade: fail, basis: 'descriptive',
    text: 'Unknown scope values lead to invalid_scope or are left out of the grant.',
    lesser: 'The value is echoed in the response and granted nowhere.' },
  'rfc6749-3.3-scope-syntax': { document: 'RFC 6749', section: '3.3, A.4', level: 'MUST',
    severity: 'low', grade: fail, basis: 'descriptive',
    text: 'Scope tokens are visible ASCII without quote and backslash, parted by single spaces.',
    lesser: 'A malformed token is granted verbatim, or a comma separates tokens.' },
  'rfc6749-3.3-scope-case-and-order': { document: 'RFC 6749', section: '3.3', level: 'MUST',
    severity: 'low', grade: fail, basis: 'descriptive',
    text: 'Scope tokens are case-sensitive and their order has no meaning.' },
  'rfc6749-4.1.3-scope-not-widened-at-token': { document: 'RFC 6749', section: '3.3, 4.1.3', level: 'MUST',
    severity: 'high', grade: fail, basis: 'derived', verified: false,
    text: 'A scope sent with the code cannot add rights to the grant.' },
  'rfc7591-2-client-scope-limit': { document: 'RFC 7591', section: '2', level: 'MUST',
    severity: 'medium', grade: fail, basis: 'derived', feature: 'restricted-client', verified: false,
    text: 'A client registered with a scope list does not get others.' },
} satisfies Record<string, Row>
