import { about, arrivedWithCode, broken, lastHop, lesser, refusedByRedirect, responseParameter, scenario } from '#harness'

const unsupported = ['unsupported_response_type', 'unauthorized_client', 'invalid_request']
const unknown = 'rfc6749-3.1.1-unknown-response-type'
const detects = ['issues-token-in-fragment', 'issues-token-in-query'] as const

export default scenario({
  title: 'No access token comes from the authorization endpoint.',
  why: 'A token in a URI stays in histories and logs, cannot be bound to its client, and can be put into the victim’s session by an attacker (RFC 9700 2.1.2, OAuth 2.1 10.1).',
  fix: 'Switch the implicit grant and the hybrid types with token off, and answer unsupported_response_type.',
  requirements: ['rfc9700-2.1.2-implicit-not-issued', unknown],
  needs: ['authorization_code'],
  detects: ['takes-response-types-with-code-for-code'],
  cases: {
    token: { change: { response_type: 'token' }, detects: [...detects, 'ignores-response-type'] },
    'code and token': {
      change: { response_type: 'code token' },
      detects: [...detects, 'ignores-response-type', 'reads-first-word-of-response-type'],
    },
    'id_token and token': { change: { response_type: 'id_token token', nonce: 'n-0S6_WzA2Mj' }, detects },
    'code, id_token and token': {
      change: { response_type: 'code id_token token', nonce: 'n-0S6_WzA2Mj' },
      detects: [...detects, 'reads-first-word-of-response-type'],
    },
  },
  async act({ client }, { change }) {
    return { landing: await client.authorize(change), registered: client.grant_types?.includes('implicit') ?? false }
  },
  control: ({ landing }) => arrivedWithCode(landing),
  verify({ landing, registered }) {
    if (!responseParameter(landing, 'access_token').some((value) => value !== ''))
      return about(unknown, refusedByRedirect(landing, ...unsupported))
    const token = [broken('no access token', `an access token by ${landing.by}`, lastHop(landing)?.n)]
    return registered ? lesser(token) : token
  },
})
