// biome-ignore-all format: read in a few lines: where a requirement stands, how it is judged, what it says
import { fail, warn } from '../grades.ts'
import type { Row } from '../requirement.ts'

export const mutualTls = {
  'rfc8705-2-certificate-checked': { document: 'RFC 8705', section: '2, 2.1, 2.2', level: 'MUST',
    severity: 'critical', grade: fail, feature: 'mtls',
    text: 'A client registered for mTLS is authenticated only with its own certificate and client_id; otherwise invalid_client.',
    lesser: 'client_id may be missing.' },
  'rfc9700-4.13-forged-client-cert-header': { document: 'RFC 9700', section: '4.13', level: 'MUST',
    severity: 'critical', grade: { bcp: 'fail', oauth21: 'fail', fapi2: 'fail' }, feature: 'mtls',
    also: 'RFC 8705 6.5',
    text: 'Certificate headers sent from outside are not believed.' },
  'rfc8705-3.1-token-binding-claim': { document: 'RFC 8705', section: '3, 3.1, 3.2', level: 'MUST',
    severity: 'high', grade: fail, basis: 'derived', feature: 'mtls',
    text: 'Certificate-bound tokens carry cnf.x5t#S256 (JWT or introspection), the unpadded base64url SHA-256 of the DER certificate.',
    lesser: 'The binding is stated by another cnf member.' },
  'rfc8705-4-public-refresh-bound': { document: 'RFC 8705', section: '4, 7.1', level: 'SHOULD',
    severity: 'high', grade: { classic: 'warn', bcp: 'warn', oauth21: 'warn' }, feature: 'mtls',
    text: 'Refresh tokens of public mTLS clients are bound to the certificate.' },
  'rfc8705-5-endpoint-aliases': { document: 'RFC 8705', section: '5', level: 'MUST',
    severity: 'low', grade: warn, basis: 'derived', feature: 'mtls', verified: false,
    text: 'mtls_endpoint_aliases names https endpoints that work with client certificates.' },
  'rfc8705-2.1.2-one-subject-parameter': { document: 'RFC 8705', section: '2.1.2', level: 'SHOULD',
    severity: 'low', grade: warn, basis: 'derived', feature: 'mtls',
    text: 'A tls_client_auth registration has exactly one of the tls_client_auth_* subject members.' },
  'rfc8705-3-rs-checks-certificate': { document: 'RFC 8705', section: '3', level: 'MUST',
    severity: 'critical', grade: fail, role: 'RS', feature: 'mtls',
    text: 'The resource server accepts a bound token only over a connection with the same certificate.' },
} satisfies Record<string, Row>
