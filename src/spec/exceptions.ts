import type { RequirementId } from './catalogue.ts'

type Reasons = Readonly<Partial<Record<RequirementId, string>>>

/** Requirements weaker than a MUST (RFC 2119) whose violation fails in some profile all the same, and why there. */
export const lifted: Reasons = {
  'rfc9700-2.1.2-implicit-not-issued': 'OAuth 2.1 10.1 removes the grant, and FAPI 2.0 knows response_type code only.',
  'rfc9700-2.1.1-plain-discouraged': 'FAPI 2.0 requires S256.',
  'rfc9700-2.1-mixup-defence-offered': 'FAPI 2.0 requires iss in authorization responses.',
  'rfc9700-2.2.1-sender-constraining-available': 'FAPI 2.0 issues sender-constrained access tokens only.',
  'rfc9700-2.5-asymmetric-auth-offered': 'FAPI 2.0 authenticates clients by private_key_jwt or mutual TLS only.',
}

/** Derived requirements whose violation fails all the same: its effect on security or use is plain, whatever the wording. */
export const plainEffect: Reasons = {
  'rfc6749-4.1.2-parallel-redemption': 'One code is redeemed twice.',
  'rfc6749-4.1.2-concurrent-users-not-mixed': 'A token reaches another user.',
  'rfc9110-malformed-basic-header': 'Tokens are issued without authentication.',
  'rfc7591-2-registered-auth-method-enforced': 'A stronger registered authentication is by-passed.',
  'rfc6749-4.1.3-scope-not-widened-at-token': 'A token carries rights that the user did not approve.',
  'rfc7591-2-client-scope-limit': 'A client gets rights that its registration excludes.',
  'rfc6749-4.1.2.1-unauthorized-client': 'A client obtains tokens by a grant that its registration excludes.',
  'rfc6749-10.14-malformed-input-handled': 'One request ends the service for everybody.',
  'rfc6749-10.14-token-malformed-input': 'A token is issued for garbage, or one request ends the service for everybody.',
  'rfc9700-2.1.2-implicit-not-issued': 'An access token travels through the browser.',
  'rfc6749-4.1.2-no-token-in-front-channel': 'A token travels through the browser that nobody asked for there.',
  'rfc6749-10.12-interaction-bound-to-session': "One user's click approves for another.",
  'rfc6749-10.12-consent-not-transferred': "Access is granted without the user's decision.",
  'rfc9700-2.1.1-plain-discouraged': 'The authorization request shows the verifier.',
  'rfc6749-4.1.3-client-id-mismatch': "A client redeems another client's code.",
  'rfc6750-2.1-token-b64token-syntax': 'Such a token cannot be sent in an Authorization header.',
  'rfc9700-2.1-mixup-defence-offered': 'Clients of several servers have nothing to tell them apart by.',
  'rfc6749-7-only-access-tokens': 'What is no access token opens the resource.',
  'rfc9110-9.3.2-head-grants-nothing': 'Consent is by-passed.',
  'rfc8705-3.1-token-binding-claim': 'A token that seems bound is bound to nothing.',
}
