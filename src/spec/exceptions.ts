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
  'rfc6749-10.14-header-injection': 'A request writes the header of a response, cookies included.',
  'rfc8705-3.1-token-binding-claim': 'A token that seems bound is bound to nothing.',
}

/** Requirements with a MUST whose violation fails less than everywhere, and what excuses it. */
export const softened: Reasons = {
  'bcp195-tls-versions': 'Only FAPI 2.0 judges TLS versions; elsewhere they are the business of RFC 9325.',
  'oauth21-4.1.2.1-public-without-challenge': 'RFC 9700 2.1.1 puts the duty on the client.',
  'oauth21-5.1-query-token-ignored': 'RFC 6750 2.3 allows query tokens, and RFC 9700 4.3.2 binds the client.',
  'oidc-3.1.2.3-login-csrf': 'OpenID Connect says it; for plain OAuth it follows from RFC 6749 10.12.',
  'oidc-rpinitiated-2-logout-confirmation': 'OpenID Connect says it; plain OAuth knows no sign-out.',
  'oidc-3.1.2.6-unsupported-response-mode': 'OpenID Connect says it; plain OAuth may ignore the parameter.',
  'rfc6749-2.3.1-brute-force-protection': 'A strong generated secret protects too, and its strength is not seen from outside.',
  'rfc6749-4.1.3-redirect-uri-identical': 'OAuth 2.1 10.2 drops the parameter; only servers with 2.0 clients check it.',
  'rfc6749-4.1.3-redirect-uri-required-if-sent': 'PKCE binds the code as firmly, and OAuth 2.1 10.2 drops the parameter.',
  'rfc6749-5.1-pragma-no-cache': 'The header is obsolete (RFC 9111 5.4) and OAuth 2.1 drops it.',
  'rfc7009-2.1-missing-token': 'Nothing is revoked; only the answer is wrong.',
  'rfc7523bis-audience-issuer-only': 'It updates RFC 7523, which allows the token endpoint URL, and is a draft.',
  'rfc7662-2.3-bad-credentials-401': 'The caller learns nothing; only the status is wrong.',
  'rfc8252-7-private-use-scheme-offered': 'OAuth 2.1 discourages private-use schemes.',
  'rfc9068-2.1-rs256-supported': 'Stronger algorithms replace it, and FAPI 2.0 forbids it.',
  'rfc9700-2.1.1-pkce-support-detectable': 'Metadata is only the recommended means; others are not seen from outside.',
  'rfc9700-4.1.3-extra-query': 'RFC 6749 3.1.2.2 lets a client that registered no query vary it.',
  'rfc9700-4.11.2-authenticate-before-error-redirect': 'RFC 6749 4.1.2.1 redirects errors at once, to a registered URI.',
  'rfc9700-4.16-clickjacking': 'RFC 6749 10.13 asks for no particular protection.',
}
