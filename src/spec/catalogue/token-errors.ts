// biome-ignore-all format: read in a few lines: where a requirement stands, how it is judged, what it says
import { fail, warn } from '../grades.ts'
import type { Row } from '../requirement.ts'

export const tokenErrors = {
  'rfc6749-5.2-error-format': { document: 'RFC 6749', section: '5.2', level: 'MUST',
    severity: 'medium', grade: fail, about: 'signal', basis: 'descriptive',
    text: 'Errors are HTTP 400 (401 for invalid_client where allowed) with an application/json object holding error.' },
  'rfc6749-5.2-error-charset': { document: 'RFC 6749', section: '5.2', level: 'MUST NOT',
    severity: 'low', grade: fail, about: 'signal',
    text: 'error and error_description stay in %x20-21/%x23-5B/%x5D-7E; error_uri is a URI reference.' },
  'rfc6749-5.2-error-registered': { document: 'RFC 6749', section: '5.2, 8.5', level: 'SHOULD',
    severity: 'low', grade: warn, about: 'signal',
    text: 'error is one of the six RFC codes or a registered extension code fitting the situation.' },
  'rfc6749-10.14-token-malformed-input': { document: 'RFC 6749', section: '10.14', level: 'MUST',
    severity: 'medium', grade: fail, basis: 'derived', verified: false,
    text: 'Malformed bodies are refused without server error.',
    lesser: 'A 5xx, a hang or a stack trace, while the next honest request works.' },
  'rfc6749-5.2-no-secrets-in-errors': { document: 'RFC 6749', section: '10.8, 10.14', level: 'SHOULD NOT',
    severity: 'low', grade: warn, basis: 'hygiene', verified: false,
    text: 'Answers do not repeat secrets, codes or tokens that the request held.' },
} satisfies Record<string, Row>
