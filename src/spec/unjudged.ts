import type { RequirementId } from './catalogue.ts'

/** Requirements that no scenario against a server can judge, each with its reason. */
export const unjudged: Readonly<Partial<Record<RequirementId, string>>> = {
  'rfc8414-3.3-client-rejects-foreign-issuer': 'Only a client shows which metadata it trusts.',
  'rfc8414-3.1-client-path-insertion': 'Only a client shows where it looks for metadata.',
  'rfc6749-3.1-client-keeps-endpoint-query': 'Only a client shows how it builds the authorization URL.',
  'rfc9700-2.1.2-client-no-implicit': 'The client chooses its response_type; whether a server still serves it is a requirement of its own.',
  'rfc6749-3.1.2.1-client-redirect-tls': "A redirection endpoint is the client's, and the harness never requests one.",
  'rfc9700-4.11.1-client-no-open-redirector': "An open redirector at the client's is not at the server under test.",
  'rfc6749-3.1.2.5-client-callback-third-party': "The page at the redirection endpoint is the client's, and the harness never requests it.",
  'rfc6749-4.1.2-client-ignores-unknown-response-params': 'Only a client shows what it makes of a response.',
  'rfc6749-4.1.2.1-client-sanitises-error': 'Only a client shows how it displays an error.',
  'rfc9700-2.1-client-csrf': 'Only a client shows whether it takes a response that it did not ask for.',
  'rfc9700-2.1-client-state-one-time': 'The client makes and checks state; a server only returns it.',
  'rfc6749-4.1.2-client-code-once': 'Only a client shows how often it sends a code; refusing the second is a requirement of its own.',
  'rfc9700-4.5.3-client-code-injection': 'Only a client shows whether it starts a session with an injected code.',
  'rfc7636-4.1-client-verifier-quality': 'The client makes the verifier.',
  'rfc9700-2.1.1-client-uses-pkce': 'The client decides to use PKCE; whether a server demands it is a requirement of its own.',
  'rfc6749-3.2-client-posts-in-body': 'Only a client shows how it sends a token request.',
  'rfc6749-4.1.3-client-same-redirect-uri': 'Only a client shows which redirect_uri it repeats; comparing it is a requirement of its own.',
  'rfc9700-4.4.2-client-token-request-same-issuer': 'Only a client that knows two servers shows where it takes a code.',
  'rfc6749-2.3.1-basic-supported':
    'The configured clients authenticate as they are registered; whether one could be registered for HTTP Basic is not seen from outside.',
  'oauth21-2.4.1-secret-post-supported':
    'The configured clients authenticate as they are registered; whether one could be registered for secrets in the body is not seen from outside.',
  'rfc6749-2.3-client-single-auth-method': 'Only a client shows how it authenticates.',
  'rfc6749-5.1-client-tolerates-unknown-members': 'Only a client shows what it makes of a token response.',
  'rfc6749-7.1-client-token-type': 'Only a client shows how it uses a token of an unknown type.',
  'rfc6749-6-client-replaces-refresh-token': 'Only a client shows which refresh token it keeps.',
  'rfc6750-2-client-single-method': 'Only a client shows how it sends a token to a resource.',
  'rfc9126-4-client-request-uri-once': 'Only a client shows whether it reuses a request_uri; refusing that is a requirement of its own.',
  'rfc9449-5-client-behaviour': 'Only a client shows how it makes proofs.',
  'rfc9207-2.4-client-validates-iss': 'Only a client shows whether it compares iss.',
  'rfc6749-10.9-client-validates-tls': "Only a client shows whether it checks the server's certificate.",
  'oidc-3.1.3.7-client-id-token-validation': 'Only a relying party shows whether it validates ID Tokens.',
  'mcp-as-refresh-rotation-public': 'It repeats rfc9700-2.2.2-public-rotation-or-binding, which is judged.',
  'mcp-as-oauth21-base': 'It refers to the whole of OAuth 2.1, whose requirements are judged one by one.',
}
